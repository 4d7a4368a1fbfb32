//! `evaluate` and `invoke`: operators that call.
//! Source: <https://learn.microsoft.com/kusto/query/evaluate-operator>

use super::Operator;
use crate::lex::TokenKind;
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Call, Expression, Member, Parameter, ParameterName, Path, RowSchema};

const EVALUATE: Allowed = &[
    (ParameterName::HintDistribution, Takes::Word(&["single", "per_node", "per_shard", "default"])),
    (ParameterName::HintRemote, Takes::Word(&["auto", "local"])),
    (ParameterName::HintPassFilters, Takes::Any),
    (ParameterName::HintPassFiltersColumn, Takes::Any),
];

node! {
    /// `evaluate plugin(…) : (schema)`.
    pub struct Evaluate {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The plugin and its arguments.
        pub plugin: Call,
        /// The columns it returns; `*` stands for those of the input.
        pub schema: Option<RowSchema>,
    }
}

node! {
    /// `invoke function(…)`: calls a function with the rows as its first argument.
    pub struct Invoke {
        /// A call, or a path of calls.
        pub function: Expression,
    }
}

impl Parser<'_> {
    pub(crate) fn evaluate(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(EVALUATE, Unknown::Report);
        let plugin = self.required_call();
        let schema = self.eat(TokenKind::Colon).then(|| self.row_schema());
        Operator::Evaluate(Evaluate { parameters, plugin, schema, span: self.span_from(opening.start) })
    }

    pub(crate) fn invoke(&mut self, opening: Opening) -> Operator {
        let start = self.start();
        let mut function = Expression::Call(self.required_call());
        while self.at(TokenKind::Dot) && self.chain() {
            self.bump();
            let member = Member::Call(self.required_call());
            function = Expression::Path(Path { base: Box::new(function), member, span: self.span_from(start) });
        }
        Operator::Invoke(Invoke { function, span: self.span_from(opening.start) })
    }
}

impl Print for Evaluate {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("evaluate");
        out.parameters(&self.parameters);
        out.space();
        self.plugin.print(out);
        if let Some(schema) = &self.schema {
            out.text(" : ");
            schema.print(out);
        }
    }
}

impl Print for Invoke {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("invoke ");
        out.expression(&self.function);
    }
}
