//! `extend`, `serialize`, `print`: operators that compute columns.
//! Source: <https://learn.microsoft.com/kusto/query/extend-operator>

use super::Operator;
use crate::parse::{Opening, Parser, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{NamedExpression, Parameter};

node! {
    /// `extend a = 1, b = 2`.
    pub struct Extend {
        /// The columns.
        pub columns: Vec<NamedExpression>,
    }
}

node! {
    /// `serialize a = row_number()`: fixes the order of the rows, and may compute columns.
    pub struct Serialize {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The columns.
        pub columns: Vec<NamedExpression>,
    }
}

node! {
    /// `print a = 1, b = 2`: one row.
    pub struct PrintOperator {
        /// The columns.
        pub columns: Vec<NamedExpression>,
    }
}

impl Parser<'_> {
    pub(crate) fn extend(&mut self, opening: Opening) -> Operator {
        let columns = self.comma_list(Self::named_expression);
        Operator::Extend(Extend { columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn serialize(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(&[], Unknown::Leave);
        let columns = if self.at_list_end() { Vec::new() } else { self.comma_list(Self::named_expression) };
        Operator::Serialize(Serialize { parameters, columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn print_operator(&mut self, opening: Opening) -> Operator {
        let columns = self.comma_list(Self::named_expression);
        Operator::Print(PrintOperator { columns, span: self.span_from(opening.start) })
    }
}

impl Print for Extend {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("extend");
        out.operand_list(&self.columns);
    }
}

impl Print for Serialize {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("serialize");
        out.parameters(&self.parameters);
        out.operand_list(&self.columns);
    }
}

impl Print for PrintOperator {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("print");
        out.operand_list(&self.columns);
    }
}
