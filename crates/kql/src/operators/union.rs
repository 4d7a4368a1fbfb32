//! `union`: rows of several tables.
//! Source: <https://learn.microsoft.com/kusto/query/union-operator>

use super::Operator;
use crate::lex::TokenKind;
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Expression, Name, Parameter, ParameterName, ParameterValue};

pub(crate) const UNION: Allowed = &[
    (ParameterName::Kind, Takes::Word(&["inner", "outer"])),
    (ParameterName::WithSource, Takes::Any),
    (ParameterName::IsFuzzy, Takes::Any),
    (ParameterName::BestEffort, Takes::Any),
    (ParameterName::ForceRemote, Takes::Any),
    (ParameterName::HintConcurrency, Takes::Any),
    (ParameterName::HintSpread, Takes::Any),
];

words! {
    /// Which columns the result has.
    pub enum UnionKind {
        Inner = "inner",
        Outer = "outer",
    }
}

node! {
    /// `union kind=outer withsource=Source T1, T2*, (…)`.
    pub struct Union {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// Tables, patterns, pipelines.
        pub tables: Vec<Expression>,
    }
}

impl Union {
    /// Which columns the result has; all when nothing is said.
    pub fn kind(&self) -> UnionKind {
        let kind = Parameter::find(&self.parameters, ParameterName::Kind).and_then(Parameter::word);
        kind.and_then(UnionKind::from_text).unwrap_or(UnionKind::Outer)
    }

    /// The column that names the table of each row, if one is asked for.
    pub fn source_column(&self) -> Option<&Name> {
        match &Parameter::find(&self.parameters, ParameterName::WithSource)?.value {
            ParameterValue::Word(name) => Some(name),
            ParameterValue::Words(_) | ParameterValue::Expression(_) => None,
        }
    }
}

impl Parser<'_> {
    pub(crate) fn union(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(UNION, Unknown::Report);
        let tables =
            self.comma_list(|parser| if parser.at(TokenKind::OpenParen) { parser.postfix() } else { parser.entity() });
        Operator::Union(Union { parameters, tables, span: self.span_from(opening.start) })
    }
}

impl Print for Union {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("union");
        out.parameters(&self.parameters);
        out.group(|out| {
            out.nest(|out| {
                out.line();
                out.separated(&self.tables, |out, table| out.ranked(table, crate::parse::Rank::Postfix));
            });
        });
    }
}
