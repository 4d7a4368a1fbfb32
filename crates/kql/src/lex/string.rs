//! Strings: where they end. What they mean is for [`crate::literal`].

use super::{Lexer, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// Whether a text begins with the quote of a string of several lines.
pub(super) fn is_multi_line(text: &str) -> bool {
    text.starts_with("```") || text.starts_with("~~~")
}

impl Lexer<'_> {
    /// Whether a string of several lines begins here.
    pub(super) fn multi_line_quote(&self) -> bool {
        self.text.get(self.position..).is_some_and(is_multi_line)
    }

    /// A string; `start` is where its `h`, `@` or quote begins, and the position is behind the `h`.
    pub(super) fn string(&mut self, start: usize) {
        let closed = if self.multi_line_quote() {
            self.multi_line()
        } else {
            let verbatim = self.peek(0) == b'@';
            self.position += usize::from(verbatim);
            let quote = self.peek(0);
            self.position += 1;
            if verbatim { self.verbatim(quote) } else { self.escaped(quote) }
        };
        if !closed {
            let span = self.span_from(start);
            let diagnostic = Diagnostic::error(Code::UnterminatedString, span, "the string has no end")
                .help("close it with the quote it began with; only strings in ``` or ~~~ run over lines");
            self.out.diagnostics.push(diagnostic);
        }
        self.push(TokenKind::String, start);
    }

    fn multi_line(&mut self) -> bool {
        let quote = self.slice(self.position, self.position + 3).to_owned();
        self.position += 3;
        let found = self.text.get(self.position..).and_then(|rest| rest.find(&quote));
        self.position = found.map_or(self.text.len(), |offset| self.position + offset + 3);
        found.is_some()
    }

    fn verbatim(&mut self, quote: u8) -> bool {
        loop {
            match self.bytes.get(self.position) {
                None | Some(b'\n' | b'\r') => return false,
                Some(byte) if *byte == quote => {
                    self.position += 1;
                    if self.peek(0) != quote {
                        return true;
                    }
                    self.position += 1;
                }
                Some(_) => self.position += 1,
            }
        }
    }

    fn escaped(&mut self, quote: u8) -> bool {
        loop {
            match self.bytes.get(self.position) {
                None | Some(b'\n' | b'\r') => return false,
                Some(byte) if *byte == quote => {
                    self.position += 1;
                    return true;
                }
                Some(b'\\') => self.escape(),
                Some(_) => self.position += 1,
            }
        }
    }

    /// A backslash and what it escapes; an unknown escape is reported and taken as it stands.
    fn escape(&mut self) {
        let start = self.position;
        let hex = |count: usize| {
            self.bytes.get(start + 2..start + 2 + count).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let length = match self.peek(1) {
            b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'0'..=b'7' => Some(2),
            b'x' if hex(2) => Some(4),
            b'u' if hex(4) => Some(6),
            b'U' if hex(8) => Some(10),
            _ => None,
        };
        if let Some(length) = length {
            self.position += length;
            return;
        }
        self.position += 1;
        let next = self.character().filter(|next| !matches!(next, '\n' | '\r'));
        let span = Span::new(start as u32, (self.position + next.map_or(0, char::len_utf8)) as u32);
        let found = span.text(self.text).to_owned();
        let diagnostic = Diagnostic::error(Code::InvalidEscape, span, format!("`{found}` is no escape sequence"))
            .help("write `\\\\` for a backslash, or put `@` before the string: @\"\\d+\"");
        self.out.diagnostics.push(diagnostic);
    }
}
