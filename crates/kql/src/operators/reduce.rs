//! `reduce`: texts grouped by likeness.
//! Source: <https://learn.microsoft.com/kusto/query/reduce-operator>

use super::Operator;
use crate::lex::Keyword;
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{NamedExpression, Parameter, ParameterName};

const REDUCE: Allowed = &[
    (ParameterName::Kind, Takes::Word(&["source"])),
    (ParameterName::Threshold, Takes::Any),
    (ParameterName::Characters, Takes::Any),
];

node! {
    /// `reduce by text with threshold=0.1, characters="_"`.
    pub struct Reduce {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The text.
        pub by: NamedExpression,
        /// `with …`.
        pub with: Vec<Parameter>,
    }
}

impl Parser<'_> {
    pub(crate) fn reduce(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(REDUCE, Unknown::Report);
        self.expect_word(Keyword::By, "by");
        let by = self.named_expression();
        let with = if self.eat_word(Keyword::With) { self.bare_parameter_list(REDUCE) } else { Vec::new() };
        Operator::Reduce(Reduce { parameters, by, with, span: self.span_from(opening.start) })
    }
}

impl Print for Reduce {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("reduce");
        out.parameters(&self.parameters);
        out.text(" by ");
        self.by.print(out);
        if !self.with.is_empty() {
            out.text(" with ");
            out.comma_list(&self.with);
        }
    }
}
