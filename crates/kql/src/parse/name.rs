//! Names and patterns of names.

use super::Parser;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, Token, TokenKind};
use crate::tree::{Name, NameKind, WildcardName};

impl Parser<'_> {
    /// How many tokens a name in brackets or braces takes from the token `ahead` on: `['a']`, `{a}`.
    fn enclosed_name_length(&self, ahead: usize) -> Option<usize> {
        match self.nth(ahead).kind {
            TokenKind::OpenBracket => {
                let mut length = 1;
                while self.nth(ahead + length).kind == TokenKind::String {
                    length += 1;
                }
                (length > 1 && self.nth(ahead + length).kind == TokenKind::CloseBracket).then_some(length + 1)
            }
            TokenKind::OpenBrace => {
                let word = self.nth(ahead + 1);
                let adjacent = self.nth(ahead).span.end == word.span.start;
                (adjacent && word.kind == TokenKind::Word && self.nth(ahead + 2).kind == TokenKind::CloseBrace)
                    .then_some(3)
            }
            _ => None,
        }
    }

    /// How many tokens a name takes from the token `ahead` on; `None` when there is none. A word counts up to `degree`.
    pub(crate) fn name_length(&self, ahead: usize, degree: Degree) -> Option<usize> {
        let token = self.nth(ahead);
        match token.kind {
            TokenKind::Word => may_be_name(token, degree).then_some(1),
            _ => self.enclosed_name_length(ahead),
        }
    }

    /// A name in brackets or braces, if one follows.
    pub(crate) fn enclosed_name(&mut self) -> Option<Name> {
        let length = self.enclosed_name_length(0)?;
        let start = self.start();
        let open = self.bump();
        let name = if open.kind == TokenKind::OpenBracket {
            let mut text = String::new();
            for _ in 2..length {
                let token = self.bump();
                text.push_str(&crate::literal::string_value(self.text_of(token)));
            }
            self.bump();
            Name { text, kind: NameKind::Bracketed, span: self.span_from(start) }
        } else {
            let word = self.bump();
            let text = self.text_of(word).to_owned();
            self.bump();
            let span = self.span_from(start);
            let message = format!("the parameter `{{{text}}}` was not replaced by the client program");
            let diagnostic = Diagnostic::error(Code::ClientParameter, span, message);
            self.remark(diagnostic.help("put its value in its place, or declare it with `let` and drop the braces"));
            Name { text, kind: NameKind::ClientParameter, span }
        };
        Some(name)
    }

    /// A name: a word up to a degree, or one in brackets. A word that needs brackets is taken, and reported.
    pub(crate) fn name(&mut self, degree: Degree) -> Name {
        if let Some(name) = self.enclosed_name() {
            return name;
        }
        let token = self.token();
        if token.kind == TokenKind::Word {
            if !may_be_name(token, degree) {
                self.needs_brackets(token);
            }
            return self.bare_name();
        }
        let message = format!("a name is missing; found {}", self.found());
        self.report(Diagnostic::error(Code::Expected, self.place(), message));
        self.missing_name()
    }

    /// The word that follows, as a name, whatever it is.
    pub(crate) fn bare_name(&mut self) -> Name {
        let token = self.bump();
        Name { text: self.text_of(token).to_owned(), kind: NameKind::Bare, span: token.span }
    }

    pub(crate) fn missing_name(&self) -> Name {
        Name { text: String::new(), kind: NameKind::Missing, span: self.here() }
    }

    /// Reports that a word is reserved.
    pub(crate) fn needs_brackets(&mut self, token: Token) {
        let word = self.text_of(token);
        let diagnostic = Diagnostic::error(
            Code::ReservedName,
            token.span,
            format!("`{word}` is a word of the language, not a name here"),
        );
        let replacement = format!("['{word}']");
        let help = format!("put a column or variable of this name in brackets: {replacement}");
        self.remark(diagnostic.replace(token.span, replacement, help));
    }

    /// A name where the language takes any word: values of parameters, options.
    pub(crate) fn any_word(&mut self) -> Name {
        if self.at(TokenKind::Word) { self.bare_name() } else { self.name(Degree::Reserved) }
    }

    /// How many tokens a pattern with `*` takes: `a*`, `*_b`, `*`; `None` when there is none.
    pub(crate) fn wildcard_length(&self, ahead: usize) -> Option<usize> {
        let first = self.nth(ahead);
        let mut length = match first.kind {
            TokenKind::Star => 1,
            TokenKind::Word if may_be_name(first, Degree::Declaration) => {
                let next = self.nth(ahead + 1);
                if next.kind != TokenKind::Star || next.span.start != first.span.end {
                    return None;
                }
                2
            }
            _ => return None,
        };
        let mut end = self.nth(ahead + length - 1).span.end;
        loop {
            let token = self.nth(ahead + length);
            let part = matches!(token.kind, TokenKind::Star | TokenKind::Word | TokenKind::Long);
            if !part || token.span.start != end {
                return Some(length);
            }
            end = token.span.end;
            length += 1;
        }
    }

    /// A pattern with `*`, if one follows.
    pub(crate) fn wildcard(&mut self) -> Option<WildcardName> {
        let length = self.wildcard_length(0)?;
        let start = self.start();
        for _ in 0..length {
            self.bump();
        }
        let span = self.span_from(start);
        Some(WildcardName { pattern: span.text(self.text).to_owned(), span })
    }

    /// A pattern in brackets, `[a*]`, if one follows.
    pub(crate) fn bracketed_wildcard(&mut self) -> Option<WildcardName> {
        if !self.at(TokenKind::OpenBracket) {
            return None;
        }
        let length = self.wildcard_length(1)?;
        if self.nth(1 + length).kind != TokenKind::CloseBracket {
            return None;
        }
        self.bump();
        let wildcard = self.wildcard();
        self.bump();
        wildcard
    }
}

/// Whether a word may be a name where those of a degree may.
pub(super) fn may_be_name(token: Token, degree: Degree) -> bool {
    match (token.degree, degree) {
        (Degree::Name, _) | (Degree::Declaration, Degree::Declaration | Degree::Reserved) | (_, Degree::Reserved) => {
            true
        }
        (Degree::Declaration | Degree::Reserved, _) => false,
    }
}

/// Words that are reserved, but name columns in expressions all the same.
pub(super) fn is_column_all_the_same(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Kind | Keyword::Withsource | Keyword::WithSource)
}
