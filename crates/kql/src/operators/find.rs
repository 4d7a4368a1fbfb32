//! `find`: rows of many tables that fulfil a condition.
//! Source: <https://learn.microsoft.com/kusto/query/find-operator>

use super::Operator;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node};
use crate::tree::{Expression, Name, Parameter, ParameterName, Star, TypeName};

const FIND: Allowed = &[
    (ParameterName::WithSource, Takes::Any),
    (ParameterName::DataScope, Takes::Word(&["all", "hotcache"])),
    (ParameterName::IsFuzzy, Takes::Any),
];

node! {
    /// `find in (…) where … project …`.
    pub struct Find {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The tables; all when there are none.
        pub tables: Vec<SearchedTable>,
        /// Rows stay for which it is true.
        pub condition: Expression,
        /// What becomes of the columns.
        pub projection: Option<FindProjection>,
        /// Columns that are left out.
        pub away: Vec<FoundColumn>,
    }
}

node! {
    /// A table that `find` or `search` looks through.
    pub struct SearchedTable {
        /// The table, or a pattern.
        pub table: Expression,
        /// `| as name`.
        pub alias: Option<Name>,
    }
}

choice! {
    /// The columns that `find` returns.
    pub enum FindProjection {
        /// `project-smart`: those that the condition mentions, the others packed.
        Smart(ProjectSmart),
        /// `project a, b: string, pack(*)`.
        Columns(FoundColumns),
    }
}

node! {
    /// `project-smart`.
    pub struct ProjectSmart {
    }
}

node! {
    /// `project a, b`.
    pub struct FoundColumns {
        /// The columns.
        pub columns: Vec<FoundColumn>,
    }
}

choice! {
    /// A column that `find` returns.
    pub enum FoundColumn {
        /// `name` or `name: type`.
        Column(TypedColumn),
        /// `*`.
        All(Star),
        /// `pack(*)`, `pack_all()`: the other columns as one property bag.
        Pack(PackedColumns),
    }
}

node! {
    /// `name` or `name: type`.
    pub struct TypedColumn {
        /// The name.
        pub name: Name,
        /// The type.
        pub data_type: Option<TypeName>,
    }
}

node! {
    /// `pack(*)` or `pack_all()`.
    pub struct PackedColumns {
        /// Whether it is written `pack(*)`.
        pub with_star: bool,
    }
}

impl Parser<'_> {
    /// `in (T1, T2*)`.
    pub(crate) fn searched_tables(&mut self) -> Vec<SearchedTable> {
        if !(self.at_word(Keyword::In) && self.nth(1).kind == TokenKind::OpenParen) {
            return Vec::new();
        }
        self.bump();
        self.bump();
        self.closed_list(TokenKind::CloseParen, false, |parser| {
            let start = parser.start();
            let table = parser.entity();
            let alias = (parser.at(TokenKind::Pipe) && parser.nth_word(1, Keyword::As)).then(|| {
                parser.bump();
                parser.bump();
                parser.name(Degree::Name)
            });
            SearchedTable { table, alias, span: parser.span_from(start) }
        })
    }

    pub(crate) fn find(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(FIND, Unknown::Leave);
        let tables = self.searched_tables();
        if parameters.is_empty() && tables.is_empty() {
            self.eat_word(Keyword::Where);
        } else {
            self.expect_word(Keyword::Where, "where");
        }
        let condition = self.condition();
        let start = self.start();
        let projection = if self.eat_word(Keyword::ProjectSmart) {
            Some(FindProjection::Smart(ProjectSmart { span: self.span_from(start) }))
        } else if self.eat_word(Keyword::Project) {
            let columns = self.comma_list(Self::found_column);
            Some(FindProjection::Columns(FoundColumns { columns, span: self.span_from(start) }))
        } else {
            None
        };
        let away = if self.eat_word(Keyword::InternalProjectAway) || self.eat_word(Keyword::ProjectAway) {
            self.comma_list(Self::found_column)
        } else {
            Vec::new()
        };
        Operator::Find(Find { parameters, tables, condition, projection, away, span: self.span_from(opening.start) })
    }

    fn found_column(&mut self) -> FoundColumn {
        let start = self.start();
        if self.eat(TokenKind::Star) {
            return FoundColumn::All(Star { span: self.span_from(start) });
        }
        if self.nth(1).kind == TokenKind::OpenParen && (self.at_word(Keyword::Pack) || self.at_text("pack_all")) {
            self.bump();
            self.bump();
            let with_star = self.eat(TokenKind::Star);
            self.close(TokenKind::CloseParen);
            return FoundColumn::Pack(PackedColumns { with_star, span: self.span_from(start) });
        }
        let name = self.name(Degree::Declaration);
        let data_type = self.eat(TokenKind::Colon).then(|| self.type_name());
        FoundColumn::Column(TypedColumn { name, data_type, span: self.span_from(start) })
    }
}

impl Print for SearchedTable {
    fn print(&self, out: &mut Printer<'_>) {
        out.expression(&self.table);
        if let Some(alias) = &self.alias {
            out.text(" | as ");
            alias.print(out);
        }
    }
}

impl Print for FoundColumn {
    fn print(&self, out: &mut Printer<'_>) {
        match self {
            FoundColumn::Column(column) => {
                column.name.print(out);
                if let Some(data_type) = &column.data_type {
                    out.text(": ");
                    out.text(&data_type.spelling);
                }
            }
            FoundColumn::All(_) => out.text("*"),
            FoundColumn::Pack(pack) => out.text(if pack.with_star { "pack(*)" } else { "pack_all()" }),
        }
    }
}

impl Print for Find {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("find");
        out.parameters(&self.parameters);
        if !self.tables.is_empty() {
            out.text(" in ");
            out.bracketed_list("(", &self.tables, ")");
        }
        out.text(" where ");
        out.condition(&self.condition);
        match &self.projection {
            None => {}
            Some(FindProjection::Smart(_)) => out.text(" project-smart"),
            Some(FindProjection::Columns(columns)) => {
                out.text(" project");
                out.operand_list(&columns.columns);
            }
        }
        if !self.away.is_empty() {
            out.text(" __projectAway");
            out.operand_list(&self.away);
        }
    }
}
