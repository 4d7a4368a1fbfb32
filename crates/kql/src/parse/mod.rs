//! Tokens → tree, by recursive descent. Never fails: what is wrong becomes a diagnostic, and the tree holds what could be read.
//!
//! Three rules keep it finite on any input. Every loop eats a token or ends. Nesting is bounded by [`MAX_DEPTH`], and so are
//! chains that make the tree deeper without nesting in the text. After a mistake the parser skips to the next `|`, `;` or
//! closing bracket that belongs to what is around it, so one mistake gives one diagnostic.

mod expression;
mod list;
mod literal;
mod name;
mod parameter;
mod pipeline;
mod primary;
mod schema;
mod statement;

pub(crate) use expression::{Rank, rank_of};
pub(crate) use parameter::{Allowed, Takes, Unknown};
pub(crate) use statement::begins_function;

use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Keyword, Lexed, Token, TokenKind};
use crate::span::Span;

/// How deep expressions and sub-queries may nest.
pub const MAX_DEPTH: usize = 200;

/// How high the tree of an expression may be: chains of operators of one rank make it higher without nesting in the text.
const MAX_HEIGHT: usize = 500;

pub(crate) struct Parser<'t> {
    text: &'t str,
    tokens: &'t [Token],
    position: usize,
    depth: usize,
    /// How high the expressions read so far in this frame are.
    height: usize,
    /// Where the last token that was eaten ends.
    last_end: u32,
    /// The token of the last mistake: another one at the same place is its consequence.
    mistake_at: Option<usize>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Spans of expressions that stand in parentheses, once for each pair.
    pub(crate) parentheses: Vec<Span>,
}

/// Where an operator begins, and by which word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    pub(crate) start: u32,
    pub(crate) keyword: Keyword,
}

impl<'t> Parser<'t> {
    /// A parser at the first token. The tokens must end with [`TokenKind::End`].
    pub(crate) fn new(text: &'t str, lexed: &'t Lexed) -> Self {
        Parser {
            text,
            tokens: &lexed.tokens,
            position: 0,
            depth: 0,
            height: 0,
            last_end: 0,
            mistake_at: None,
            diagnostics: Vec::new(),
            parentheses: Vec::new(),
        }
    }

    /// Where the text ends.
    pub(crate) fn text_end(&self) -> u32 {
        self.text.len() as u32
    }

    /// The token `ahead` of the next one; the end stays the end.
    pub(crate) fn nth(&self, ahead: usize) -> Token {
        let end = Token {
            kind: TokenKind::End,
            keyword: Keyword::None,
            degree: crate::lex::Degree::Name,
            span: Span::at(self.text.len() as u32),
        };
        self.tokens.get(self.position + ahead).copied().unwrap_or(end)
    }

    pub(crate) fn token(&self) -> Token {
        self.nth(0)
    }

    pub(crate) fn kind(&self) -> TokenKind {
        self.token().kind
    }

    pub(crate) fn keyword(&self) -> Keyword {
        let token = self.token();
        if token.kind == TokenKind::Word { token.keyword } else { Keyword::None }
    }

    pub(crate) fn at(&self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    pub(crate) fn at_word(&self, keyword: Keyword) -> bool {
        self.keyword() == keyword
    }

    /// Whether the token `ahead` is this keyword.
    pub(crate) fn nth_word(&self, ahead: usize, keyword: Keyword) -> bool {
        let token = self.nth(ahead);
        token.kind == TokenKind::Word && token.keyword == keyword
    }

    /// Whether the next token is the word of this text, keyword or not.
    pub(crate) fn at_text(&self, text: &str) -> bool {
        let token = self.token();
        token.kind == TokenKind::Word && self.text_of(token) == text
    }

    pub(crate) fn text_of(&self, token: Token) -> &'t str {
        token.span.text(self.text)
    }

    /// Eats the next token; at the end there is nothing to eat.
    pub(crate) fn bump(&mut self) -> Token {
        let token = self.token();
        if token.kind != TokenKind::End {
            self.position += 1;
            self.last_end = token.span.end;
        }
        token
    }

    pub(crate) fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.at(kind);
        if found {
            self.bump();
        }
        found
    }

    pub(crate) fn eat_word(&mut self, keyword: Keyword) -> bool {
        let found = self.at_word(keyword);
        if found {
            self.bump();
        }
        found
    }

    /// Whether these signs follow, with nothing between them.
    pub(crate) fn at_signs(&self, kinds: &[TokenKind]) -> bool {
        let mut end = None;
        kinds.iter().enumerate().all(|(ahead, kind)| {
            let token = self.nth(ahead);
            let adjacent = end.is_none_or(|end| end == token.span.start);
            end = Some(token.span.end);
            token.kind == *kind && adjacent
        })
    }

    /// Eats these signs if they follow with nothing between them.
    pub(crate) fn eat_signs(&mut self, kinds: &[TokenKind]) -> bool {
        let found = self.at_signs(kinds);
        if found {
            for _ in kinds {
                self.bump();
            }
        }
        found
    }

    /// Where the next node begins.
    pub(crate) fn start(&self) -> u32 {
        self.token().span.start
    }

    /// The span of a node that began at `start` and ends with the last token eaten.
    pub(crate) fn span_from(&self, start: u32) -> Span {
        Span::new(start.min(self.last_end.max(start)), self.last_end.max(start))
    }

    /// The empty place behind the last token.
    pub(crate) fn here(&self) -> Span {
        Span::at(self.last_end)
    }

    /// Whether a line break stands before the next token.
    pub(crate) fn on_new_line(&self) -> bool {
        let between = Span::new(self.last_end, self.start());
        between.text(self.text).contains('\n')
    }

    /// Reports, unless it is the consequence of a mistake at the same token.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.mistake_at != Some(self.position) {
            self.mistake_at = Some(self.position);
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports something that is no reason to skip text.
    pub(crate) fn remark(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What stands next, for messages.
    pub(crate) fn found(&self) -> String {
        let token = self.token();
        match token.kind {
            TokenKind::End => "the end of the query".to_owned(),
            TokenKind::String => "a string".to_owned(),
            _ => {
                let text: String = self.text_of(token).chars().take(40).collect();
                format!("`{text}`")
            }
        }
    }

    /// Where a message about the next token points: the token, or behind the last one at the end.
    pub(crate) fn place(&self) -> Span {
        if self.at(TokenKind::End) { self.here() } else { self.token().span }
    }

    /// Eats this sign, or reports that it is missing.
    pub(crate) fn expect(&mut self, kind: TokenKind) -> bool {
        self.eat(kind) || {
            self.missing(kind.text());
            false
        }
    }

    /// Eats this keyword, or reports that it is missing.
    pub(crate) fn expect_word(&mut self, keyword: Keyword, text: &str) -> bool {
        self.eat_word(keyword) || {
            if self.kind() == TokenKind::Word {
                let token = self.token();
                if crate::nearest(self.text_of(token), [text]).is_some() {
                    let message = format!("`{text}` is missing; found `{}`", self.text_of(token));
                    self.report(
                        Diagnostic::error(Code::Expected, token.span, message).did_you_mean(token.span, Some(text)),
                    );
                    self.bump();
                    return false;
                }
            }
            self.missing(text);
            false
        }
    }

    /// Reports that a sign or word is missing before the next token.
    pub(crate) fn missing(&mut self, what: &str) {
        let message = format!("`{what}` is missing; found {}", self.found());
        let here = self.here();
        self.report(Diagnostic::error(Code::Expected, self.place(), message).replace(
            here,
            what,
            format!("put `{what}` here"),
        ));
    }

    /// Eats the closing bracket of what was opened; skips what does not belong in it.
    pub(crate) fn close(&mut self, kind: TokenKind) {
        if self.eat(kind) {
            return;
        }
        if self.at(TokenKind::Pipe) && kind == TokenKind::CloseParen {
            let message = format!("`)` is missing; found {}", self.found());
            let diagnostic = Diagnostic::error(Code::Expected, self.place(), message);
            self.report(
                diagnostic.help("a query that is an argument stands in parentheses of its own: `f((T | take 5))`"),
            );
        } else {
            self.missing(kind.text());
        }
        self.skip_to_end(kind == TokenKind::CloseParen);
        self.eat(kind);
    }

    /// Skips to the next `|`, `;` or closing bracket that is not of something opened on the way; `commas` are skipped too.
    pub(crate) fn skip_to_end(&mut self, commas: bool) {
        let mut open = 0_usize;
        loop {
            match self.kind() {
                TokenKind::End | TokenKind::Semicolon => return,
                TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace => open += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket | TokenKind::CloseBrace => {
                    if open == 0 {
                        return;
                    }
                    open -= 1;
                }
                TokenKind::Pipe if open == 0 => return,
                TokenKind::Comma if open == 0 && !commas => return,
                _ => {}
            }
            self.bump();
        }
    }

    /// Runs `inner` one level deeper; `None`, and nothing more is read, when that is too deep.
    pub(crate) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.too_deep(format!("the query is nested more than {MAX_DEPTH} levels deep"));
            return None;
        }
        self.depth += 1;
        let result = self.framed(|parser| {
            let result = inner(parser);
            parser.height += 1;
            result
        });
        self.depth -= 1;
        Some(result)
    }

    /// Runs `inner` with a height of its own; the frame is then at least as high.
    pub(crate) fn framed<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::take(&mut self.height);
        let result = inner(self);
        self.height = self.height.max(around);
        result
    }

    /// Makes the expression of this frame one higher; whether it may be.
    pub(crate) fn chain(&mut self) -> bool {
        self.height += 1;
        let fits = self.height <= MAX_HEIGHT;
        if !fits {
            self.too_deep(format!("the expression is a chain of more than {MAX_HEIGHT} operators"));
        }
        fits
    }

    /// Gives up on the rest of the text: what follows could only be misread.
    fn too_deep(&mut self, message: String) {
        let diagnostic = Diagnostic::error(Code::TooDeep, self.place(), message)
            .help("split it with `let`, or use a list: `in (…)`, `has_any (…)`");
        self.mistake_at = None;
        self.report(diagnostic);
        self.position = self.tokens.len().saturating_sub(1);
        self.mistake_at = Some(self.position);
    }
}
