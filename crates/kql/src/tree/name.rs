//! Names and patterns of names.

use super::node::{node, words};
use super::{Node, Outline, Visit, Visitor};
use crate::span::Span;

words! {
    /// How a name is written, which decides what it may be.
    pub enum NameKind {
        Bare = "bare",
        Bracketed = "bracketed",
        ClientParameter = "client parameter",
        Missing = "missing",
    }
}

/// A name of a column, table, function, variable, plugin or option. Two are equal when they are written alike.
#[derive(Debug, Clone)]
pub struct Name {
    /// The name itself, without brackets, quotes and escapes.
    pub text: String,
    /// `UserId`, `['User Id']`, `{UserId}`, or nothing where a name had to stand.
    pub kind: NameKind,
    /// Where it stands in the text.
    pub span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.kind == other.kind
    }
}

impl Node for Name {
    fn span(&self) -> Span {
        self.span
    }
}

impl Visit for Name {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.name(self);
    }
}

impl Outline for Name {
    fn outline(&self, out: &mut String) {
        if self.is_missing() {
            out.push_str("<missing name>");
        } else {
            out.push_str(&self.to_string());
        }
    }
}

impl Name {
    /// A name of this text, not from any place; bracketed when the language demands it.
    ///
    /// ```
    /// assert_eq!(kql::tree::Name::new("first").to_string(), "['first']");
    /// assert_eq!(kql::tree::Name::new("First").to_string(), "First");
    /// ```
    pub fn new(text: &str) -> Self {
        let kind = if crate::lex::is_bare_name(text) { NameKind::Bare } else { NameKind::Bracketed };
        Name { text: text.to_owned(), kind, span: Span::default() }
    }

    /// Whether the name is nothing: an error put it where a name had to be.
    pub fn is_missing(&self) -> bool {
        self.kind == NameKind::Missing
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            NameKind::Bare => out.write_str(&self.text),
            NameKind::Bracketed => write!(out, "[{}]", crate::literal::quote(&self.text)),
            NameKind::ClientParameter => write!(out, "{{{}}}", self.text),
            NameKind::Missing => Ok(()),
        }
    }
}

node! {
    /// A pattern that names many columns or tables: `Device*`, `*_d`, `*`.
    pub struct WildcardName {
        /// The pattern; `*` stands for any characters.
        pub pattern: String,
    }
}

node! {
    /// `*` where the language means every column.
    pub struct Star {
    }
}
