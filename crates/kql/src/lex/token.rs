//! Tokens.

use super::keyword::{Degree, Keyword};
use crate::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Pipe,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Dot,
    DotDot,
    Comma,
    Semicolon,
    Colon,
    Equal,
    EqualEqual,
    NotEqual,
    EqualTilde,
    BangTilde,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    FatArrow,
    /// A name or a keyword, also one with dashes or an exclamation mark: `project-away`, `!has`.
    Word,
    /// A string of any form.
    String,
    /// `5`, `0xff`.
    Long,
    /// `1.5`, `1e3`.
    Real,
    /// `1d`, `1.5h`.
    Timespan,
    /// `true`, `FALSE`.
    Bool,
    /// A type and its value in parentheses: `datetime(2024-01-01)`; the keyword says which type.
    Typed,
    /// A guid without `guid(…)`.
    RawGuid,
    /// `#connect …`, an instruction to a client program.
    Directive,
    /// After the last.
    End,
}

impl TokenKind {
    /// The sign as it is written; empty for tokens that are not one.
    pub(crate) fn text(self) -> &'static str {
        match self {
            TokenKind::OpenParen => "(",
            TokenKind::CloseParen => ")",
            TokenKind::OpenBracket => "[",
            TokenKind::CloseBracket => "]",
            TokenKind::OpenBrace => "{",
            TokenKind::CloseBrace => "}",
            TokenKind::Pipe => "|",
            TokenKind::Plus => "+",
            TokenKind::Minus => "-",
            TokenKind::Star => "*",
            TokenKind::Slash => "/",
            TokenKind::Percent => "%",
            TokenKind::Dot => ".",
            TokenKind::DotDot => "..",
            TokenKind::Comma => ",",
            TokenKind::Semicolon => ";",
            TokenKind::Colon => ":",
            TokenKind::Equal => "=",
            TokenKind::EqualEqual => "==",
            TokenKind::NotEqual => "!=",
            TokenKind::EqualTilde => "=~",
            TokenKind::BangTilde => "!~",
            TokenKind::Less => "<",
            TokenKind::LessOrEqual => "<=",
            TokenKind::Greater => ">",
            TokenKind::GreaterOrEqual => ">=",
            TokenKind::FatArrow => "=>",
            TokenKind::Word
            | TokenKind::String
            | TokenKind::Long
            | TokenKind::Real
            | TokenKind::Timespan
            | TokenKind::Bool
            | TokenKind::Typed
            | TokenKind::RawGuid
            | TokenKind::Directive
            | TokenKind::End => "",
        }
    }
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// The keyword, for words and typed literals.
    pub(crate) keyword: Keyword,
    /// Where the word may be a name.
    pub(crate) degree: Degree,
    pub(crate) span: Span,
}

/// A comment: `// …` up to the end of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// From the slashes to the last character of the line.
    pub span: Span,
}
