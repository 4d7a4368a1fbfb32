//! `project` and its kin: which columns, in which order, under which names.
//! Source: <https://learn.microsoft.com/kusto/query/project-operator>

use super::Operator;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Opening, Parser};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node, words};
use crate::tree::{Expression, Name, NamedExpression, WildcardName};

node! {
    /// `project a, b = c + 1`.
    pub struct Project {
        /// The columns.
        pub columns: Vec<NamedExpression>,
    }
}

node! {
    /// `project-rename new = old`.
    pub struct ProjectRename {
        /// The new names and what they are given to.
        pub columns: Vec<NamedExpression>,
    }
}

choice! {
    /// A column, or a pattern that names several.
    pub enum ColumnPattern {
        /// One column.
        Name(Name),
        /// `a*`.
        Wildcard(WildcardName),
    }
}

node! {
    /// `project-away a, b*`: without these.
    pub struct ProjectAway {
        /// The columns.
        pub columns: Vec<ColumnPattern>,
    }
}

node! {
    /// `project-keep a, b*`: only these, in the order they had.
    pub struct ProjectKeep {
        /// The columns.
        pub columns: Vec<ColumnPattern>,
    }
}

node! {
    /// `project-by-names "a*", names`: only these, in this order; names that are no column are passed over.
    pub struct ProjectByNames {
        /// Names, patterns, and expressions whose values are names.
        pub columns: Vec<Expression>,
    }
}

words! {
    /// In which order the columns of a pattern stand; `granny` orders numbers in names by their value.
    pub enum ReorderDirection {
        Ascending = "asc",
        Descending = "desc",
        GrannyAscending = "granny-asc",
        GrannyDescending = "granny-desc",
    }
}

node! {
    /// `a* asc` of `project-reorder`.
    pub struct ReorderedColumn {
        /// The column or pattern.
        pub column: ColumnPattern,
        /// The order of the columns of a pattern.
        pub direction: Option<ReorderDirection>,
    }
}

node! {
    /// `project-reorder a, b* asc`: these first.
    pub struct ProjectReorder {
        /// The columns.
        pub columns: Vec<ReorderedColumn>,
    }
}

impl Parser<'_> {
    /// Elements of a list that may be empty.
    fn optional_list<T>(&mut self, element: impl FnMut(&mut Self) -> T) -> Vec<T> {
        if self.at_list_end() { Vec::new() } else { self.comma_list(element) }
    }

    fn column_pattern(&mut self) -> ColumnPattern {
        match self.wildcard() {
            Some(wildcard) => ColumnPattern::Wildcard(wildcard),
            None => ColumnPattern::Name(self.name(Degree::Name)),
        }
    }

    pub(crate) fn project(&mut self, opening: Opening) -> Operator {
        let columns = self.optional_list(Self::named_expression);
        Operator::Project(Project { columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn project_rename(&mut self, opening: Opening) -> Operator {
        let columns = self.optional_list(Self::named_expression);
        Operator::ProjectRename(ProjectRename { columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn project_away(&mut self, opening: Opening) -> Operator {
        let columns = self.optional_list(Self::column_pattern);
        Operator::ProjectAway(ProjectAway { columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn project_keep(&mut self, opening: Opening) -> Operator {
        let columns = self.optional_list(Self::column_pattern);
        Operator::ProjectKeep(ProjectKeep { columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn project_by_names(&mut self, opening: Opening) -> Operator {
        let columns = self.optional_list(|parser| match parser.wildcard() {
            Some(wildcard) => Expression::Wildcard(wildcard),
            None => parser.expression(),
        });
        Operator::ProjectByNames(ProjectByNames { columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn project_reorder(&mut self, opening: Opening) -> Operator {
        let columns = self.optional_list(|parser| {
            let start = parser.start();
            let column = parser.column_pattern();
            let direction = match parser.keyword() {
                Keyword::Asc => Some(ReorderDirection::Ascending),
                Keyword::Desc => Some(ReorderDirection::Descending),
                Keyword::GrannyAsc => Some(ReorderDirection::GrannyAscending),
                Keyword::GrannyDesc => Some(ReorderDirection::GrannyDescending),
                _ => None,
            };
            if direction.is_some() {
                parser.eat(TokenKind::Word);
            }
            ReorderedColumn { column, direction, span: parser.span_from(start) }
        });
        Operator::ProjectReorder(ProjectReorder { columns, span: self.span_from(opening.start) })
    }
}

impl Print for ColumnPattern {
    fn print(&self, out: &mut Printer<'_>) {
        match self {
            ColumnPattern::Name(name) => name.print(out),
            ColumnPattern::Wildcard(wildcard) => wildcard.print(out),
        }
    }
}

impl Print for ReorderedColumn {
    fn print(&self, out: &mut Printer<'_>) {
        self.column.print(out);
        if let Some(direction) = self.direction {
            out.space();
            out.text(direction.text());
        }
    }
}

/// Declares how an operator of one word and a list is written.
macro_rules! print_list {
    ($($type:ty => $word:literal,)*) => {
        $(impl Print for $type {
            fn print(&self, out: &mut Printer<'_>) {
                out.text($word);
                out.operand_list(&self.columns);
            }
        })*
    };
}

print_list! {
    Project => "project",
    ProjectRename => "project-rename",
    ProjectAway => "project-away",
    ProjectKeep => "project-keep",
    ProjectByNames => "project-by-names",
    ProjectReorder => "project-reorder",
}
