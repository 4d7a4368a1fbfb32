//! Lists with commas.

use super::Parser;
use crate::lex::TokenKind;

impl Parser<'_> {
    /// One or more elements with commas between them.
    pub(crate) fn comma_list<T>(&mut self, mut element: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut elements = vec![element(self)];
        while self.eat(TokenKind::Comma) {
            elements.push(element(self));
        }
        elements
    }

    /// Elements up to a closing bracket, which is eaten too. None is fine; so is a comma before the bracket, when `trailing`.
    pub(crate) fn closed_list<T>(
        &mut self,
        close: TokenKind,
        trailing: bool,
        mut element: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let mut elements = Vec::new();
        if trailing {
            self.eat(TokenKind::Comma);
        }
        while !self.at(close) && !self.at(TokenKind::End) {
            elements.push(element(self));
            if !self.eat(TokenKind::Comma) {
                break;
            }
            if self.at(close) && !trailing {
                self.unwanted_comma();
            }
        }
        self.close(close);
        elements
    }

    fn unwanted_comma(&mut self) {
        let comma = crate::span::Span::new(self.here().start.saturating_sub(1), self.here().end);
        let diagnostic = crate::diagnostic::Diagnostic::error(
            crate::diagnostic::Code::ExpectedExpression,
            comma,
            "nothing follows the comma",
        );
        self.report(diagnostic.replace(comma, "", "remove the comma"));
    }

    /// Whether a list can go on: no bracket closes, no `|`, no `;`, no end.
    pub(crate) fn at_list_end(&self) -> bool {
        matches!(
            self.kind(),
            TokenKind::CloseParen
                | TokenKind::CloseBracket
                | TokenKind::CloseBrace
                | TokenKind::Pipe
                | TokenKind::Semicolon
                | TokenKind::End
        )
    }
}
