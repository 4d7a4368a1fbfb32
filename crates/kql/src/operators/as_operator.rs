//! `as`, `consume`, `__executeAndCache`: operators that let rows through as they are.
//! Source: <https://learn.microsoft.com/kusto/query/as-operator>

use super::Operator;
use crate::lex::Degree;
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Name, Parameter, ParameterName};

const AS: Allowed = &[(ParameterName::HintMaterialized, Takes::Any)];
const CONSUME: Allowed = &[(ParameterName::DecodeBlocks, Takes::Any)];

node! {
    /// `as name`: names the rows, for later use in the same query.
    pub struct As {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The name.
        pub name: Name,
    }
}

node! {
    /// `consume`: reads the rows and returns none.
    pub struct Consume {
        /// Parameters.
        pub parameters: Vec<Parameter>,
    }
}

node! {
    /// `__executeAndCache`: asks the service to keep the result.
    pub struct ExecuteAndCache {
    }
}

impl Parser<'_> {
    pub(crate) fn as_operator(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(AS, Unknown::Report);
        let name = self.name(Degree::Name);
        Operator::As(As { parameters, name, span: self.span_from(opening.start) })
    }

    pub(crate) fn consume(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(CONSUME, Unknown::Report);
        Operator::Consume(Consume { parameters, span: self.span_from(opening.start) })
    }

    pub(crate) fn execute_and_cache(&mut self, opening: Opening) -> Operator {
        Operator::ExecuteAndCache(ExecuteAndCache { span: self.span_from(opening.start) })
    }
}

impl Print for As {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("as");
        out.parameters(&self.parameters);
        out.space();
        self.name.print(out);
    }
}

impl Print for Consume {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("consume");
        out.parameters(&self.parameters);
    }
}

impl Print for ExecuteAndCache {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("__executeAndCache");
    }
}
