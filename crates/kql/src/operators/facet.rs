//! `facet` and `fork`: several results of one input.
//! Source: <https://learn.microsoft.com/kusto/query/facet-operator>, <https://learn.microsoft.com/kusto/query/fork-operator>

use super::Operator;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Opening, Parser};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Expression, Name, Pipeline};

node! {
    /// `facet by a, b with (…)`: a table of values for each column, and perhaps the rows.
    pub struct Facet {
        /// The columns.
        pub by: Vec<Expression>,
        /// What is done with the rows.
        pub with: Option<Pipeline>,
    }
}

node! {
    /// `fork a=(…) (…)`: several results.
    pub struct Fork {
        /// The results.
        pub branches: Vec<ForkBranch>,
    }
}

node! {
    /// `name=(…)` of `fork`.
    pub struct ForkBranch {
        /// The name of the result.
        pub name: Option<Name>,
        /// What is done with the rows.
        pub query: Pipeline,
    }
}

impl Parser<'_> {
    pub(crate) fn facet(&mut self, opening: Opening) -> Operator {
        self.expect_word(Keyword::By, "by");
        let by = self.comma_list(Self::column_path);
        let with = self.eat_word(Keyword::With).then(|| {
            if self.at(TokenKind::OpenParen) { self.parenthesized_sub_pipeline() } else { self.sub_pipeline() }
        });
        Operator::Facet(Facet { by, with, span: self.span_from(opening.start) })
    }

    pub(crate) fn fork(&mut self, opening: Opening) -> Operator {
        let mut branches = Vec::new();
        loop {
            let start = self.start();
            let named = self.name_length(0, Degree::Name).filter(|length| self.nth(*length).kind == TokenKind::Equal);
            let name = named.map(|_| {
                let name = self.name(Degree::Name);
                self.bump();
                name
            });
            let query = self.parenthesized_sub_pipeline();
            branches.push(ForkBranch { name, query, span: self.span_from(start) });
            let more = self.at(TokenKind::OpenParen)
                || self.name_length(0, Degree::Name).is_some_and(|length| self.nth(length).kind == TokenKind::Equal);
            if !more {
                return Operator::Fork(Fork { branches, span: self.span_from(opening.start) });
            }
        }
    }
}

impl Print for Facet {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("facet by");
        out.operand_list(&self.by);
        if let Some(with) = &self.with {
            out.text(" with ");
            out.enclosed_pipeline("(", with, ")");
        }
    }
}

impl Print for Fork {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("fork");
        out.group(|out| {
            out.nest(|out| {
                for branch in &self.branches {
                    out.line();
                    branch.print(out);
                }
            });
        });
    }
}

impl Print for ForkBranch {
    fn print(&self, out: &mut Printer<'_>) {
        if let Some(name) = &self.name {
            name.print(out);
            out.text("=");
        }
        out.enclosed_pipeline("(", &self.query, ")");
    }
}
