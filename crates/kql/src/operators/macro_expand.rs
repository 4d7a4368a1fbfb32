//! `macro-expand`: a query for each member of a group of databases.
//! Source: <https://learn.microsoft.com/kusto/query/macro-expand-operator>

use super::Operator;
use super::union::UNION;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Opening, Parser, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Expression, Name, Parameter, Statement};

node! {
    /// `macro-expand group as X ( X.Table | … )`.
    pub struct MacroExpand {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The group.
        pub group: Expression,
        /// What a member is called in the query.
        pub scope: Option<Name>,
        /// The query.
        pub statements: Vec<Statement>,
    }
}

impl Parser<'_> {
    pub(crate) fn macro_expand(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(UNION, Unknown::Report);
        let group = self.postfix();
        let scope = self.eat_word(Keyword::As).then(|| self.name(Degree::Name));
        let mut statements = Vec::new();
        if self.expect(TokenKind::OpenParen) {
            statements = self.nested(|parser| parser.statement_list(TokenKind::CloseParen)).unwrap_or_default();
            self.close(TokenKind::CloseParen);
        }
        Operator::MacroExpand(MacroExpand { parameters, group, scope, statements, span: self.span_from(opening.start) })
    }
}

impl Print for MacroExpand {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("macro-expand");
        out.parameters(&self.parameters);
        out.space();
        out.ranked(&self.group, crate::parse::Rank::Postfix);
        if let Some(scope) = &self.scope {
            out.text(" as ");
            scope.print(out);
        }
        out.text(" (");
        out.nest(|out| {
            out.hard();
            out.statements(&self.statements);
        });
        out.hard();
        out.text(")");
    }
}
