//! Columns with types, and parameters.

use super::{Print, Printer};
use crate::tree::{ColumnDeclaration, Expression, Parameter, ParameterValue, Property, RowSchema, StarPlace};

impl Print for RowSchema {
    fn print(&self, out: &mut Printer<'_>) {
        out.group(|out| {
            out.text("(");
            out.nest(|out| {
                out.soft();
                let between = |out: &mut Printer<'_>| {
                    if !self.columns.is_empty() {
                        out.text(",");
                        out.line();
                    }
                };
                if self.star == Some(StarPlace::First) {
                    out.text("*");
                    between(out);
                }
                out.comma_list(&self.columns);
                if self.star == Some(StarPlace::Last) {
                    between(out);
                    out.text("*");
                }
            });
            out.soft();
            out.text(")");
        });
    }
}

impl Print for ColumnDeclaration {
    fn print(&self, out: &mut Printer<'_>) {
        self.name.print(out);
        out.text(": ");
        out.text(&self.data_type.spelling);
    }
}

impl Print for Parameter {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(&self.spelling);
        out.text("=");
        match &self.value {
            ParameterValue::Word(word) => word.print(out),
            ParameterValue::Words(list) => out.comma_list(&list.words),
            // A number may have its sign.
            ParameterValue::Expression(literal @ Expression::Literal(_)) => out.expression(literal),
            ParameterValue::Expression(expression) => out.ranked(expression, crate::parse::Rank::Postfix),
        }
    }
}

impl Print for Property {
    fn print(&self, out: &mut Printer<'_>) {
        self.name.print(out);
        out.text("=");
        out.expression(&self.value);
    }
}

impl Printer<'_> {
    /// Parameters behind the word of an operator, each after a space.
    pub(crate) fn parameters(&mut self, parameters: &[Parameter]) {
        for parameter in parameters {
            self.space();
            parameter.print(self);
        }
    }
}
