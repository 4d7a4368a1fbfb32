//! Names and patterns of names.

use super::node::{node, words};

words! {
    /// How a name is written, which decides what it may be.
    pub enum NameKind {
        Bare = "bare",
        Bracketed = "bracketed",
        ClientParameter = "client parameter",
        Missing = "missing",
    }
}

node! {
    /// A name of a column, table, function, variable, plugin or option.
    pub struct Name => name {
        /// The name itself, without brackets, quotes and escapes.
        pub text: String,
        /// `UserId`, `['User Id']`, `{UserId}`, or nothing where a name had to stand.
        pub kind: NameKind,
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
        Name { text: text.to_owned(), kind, span: crate::span::Span::default() }
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
