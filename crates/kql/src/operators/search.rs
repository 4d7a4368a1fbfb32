//! `search`: rows with a text in any column.
//! Source: <https://learn.microsoft.com/kusto/query/search-operator>

use super::{Operator, SearchedTable};
use crate::lex::{Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Expression, Parameter, ParameterName, Star};

const SEARCH: Allowed = &[
    (ParameterName::Kind, Takes::Word(&["default", "case_insensitive", "case_sensitive"])),
    (ParameterName::WithSource, Takes::Any),
    (ParameterName::DataScope, Takes::Word(&["all", "hotcache"])),
];

words! {
    /// Whether case matters.
    pub enum SearchKind {
        CaseInsensitive = "case_insensitive" | "default",
        CaseSensitive = "case_sensitive",
    }
}

node! {
    /// `search kind=… in (…) condition`.
    pub struct Search {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The tables; all when there are none.
        pub tables: Vec<SearchedTable>,
        /// Whether `*` stands before the condition, or instead of one.
        pub star: bool,
        /// What is looked for: a bare string is looked for in every column. `*` when only that is written.
        pub condition: Expression,
    }
}

impl Search {
    /// Whether case matters.
    pub fn kind(&self) -> SearchKind {
        let kind = Parameter::find(&self.parameters, ParameterName::Kind).and_then(Parameter::word);
        kind.and_then(SearchKind::from_text).unwrap_or(SearchKind::CaseInsensitive)
    }
}

impl Parser<'_> {
    pub(crate) fn search(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(SEARCH, Unknown::Report);
        let tables = self.searched_tables();
        let follows = self.nth(1);
        let alone = matches!(
            follows.kind,
            TokenKind::Pipe | TokenKind::End | TokenKind::Semicolon | TokenKind::CloseParen | TokenKind::CloseBrace
        );
        let star = self.at(TokenKind::Star) && (alone || self.nth_word(1, Keyword::And));
        let condition = if star {
            let span = self.bump().span;
            if self.eat_word(Keyword::And) { self.condition() } else { Expression::Star(Star { span }) }
        } else {
            self.condition()
        };
        Operator::Search(Search { parameters, tables, star, condition, span: self.span_from(opening.start) })
    }
}

impl Print for Search {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("search");
        out.parameters(&self.parameters);
        if !self.tables.is_empty() {
            out.text(" in ");
            out.bracketed_list("(", &self.tables, ")");
        }
        out.space();
        if self.star && !matches!(self.condition, Expression::Star(_)) {
            out.text("* and ");
        }
        out.condition(&self.condition);
    }
}
