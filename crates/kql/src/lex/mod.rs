//! Text → tokens. Every byte is in a token or a comment, is space, or is not of the language, which a diagnostic says.

mod keyword;
mod number;
mod string;
mod token;

pub(crate) use keyword::{Degree, Keyword, degree, keyword};
pub use token::Comment;
pub(crate) use token::{Token, TokenKind};

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// What the lexer makes of a text. The last token is [`TokenKind::End`].
#[derive(Debug)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Cuts a text into tokens.
pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        position: 0,
        out: Lexed { tokens: Vec::with_capacity(text.len() / 4 + 1), comments: Vec::new(), diagnostics: Vec::new() },
    };
    lexer.run();
    lexer.out
}

/// Whether a text can be a name without brackets anywhere.
pub(crate) fn is_bare_name(text: &str) -> bool {
    let form = text.chars().next().is_some_and(starts_name) && text.chars().skip(1).all(continues_name);
    let boolean = matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE");
    form && !boolean && degree(text) == Degree::Name
}

/// Whether a text has the form of a word, keyword or not.
fn starts_name(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '_' | '$')
}

fn continues_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    position: usize,
    out: Lexed,
}

impl<'t> Lexer<'t> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.position + ahead).copied().unwrap_or(0)
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.position..).and_then(|rest| rest.chars().next())
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.position as u32)
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.push_word(kind, Keyword::None, Degree::Name, start);
    }

    fn push_word(&mut self, kind: TokenKind, keyword: Keyword, degree: Degree, start: usize) {
        let span = self.span_from(start);
        self.out.tokens.push(Token { kind, keyword, degree, span });
    }

    fn sign(&mut self, kind: TokenKind, length: usize) {
        let start = self.position;
        self.position += length;
        self.push(kind, start);
    }

    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.position) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c => self.position += 1,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => self.word(),
                b'0'..=b'9' => self.number(),
                b'"' | b'\'' => self.string(self.position),
                b'`' | b'~' if self.multi_line_quote() => self.string(self.position),
                b'@' if matches!(self.peek(1), b'"' | b'\'') => self.string(self.position),
                b'/' if self.peek(1) == b'/' => self.comment(),
                0x80.. => self.wide(),
                _ => self.punctuation(byte),
            }
        }
        self.push(TokenKind::End, self.position);
    }

    fn comment(&mut self) {
        let start = self.position;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        self.position += length;
        let span = self.span_from(start);
        self.out.comments.push(Comment { span });
    }

    fn wide(&mut self) {
        match self.character() {
            Some(character) if character.is_alphabetic() => self.word(),
            Some(character) if character.is_whitespace() || is_invisible(character) => {
                self.position += character.len_utf8();
            }
            _ => self.unknown(),
        }
    }

    fn unknown(&mut self) {
        let start = self.position;
        self.position += self.character().map_or(1, char::len_utf8);
        let span = self.span_from(start);
        let found = span.text(self.text);
        let mut diagnostic =
            Diagnostic::error(Code::UnexpectedCharacter, span, format!("`{found}` is not a character of the language"));
        diagnostic = match found {
            "“" | "”" | "„" | "«" | "»" => {
                diagnostic.replace(span, "\"", "a typographic quote; write a straight one")
            }
            "‘" | "’" | "‚" => diagnostic.replace(span, "'", "a typographic quote; write a straight one"),
            "–" | "—" | "−" => diagnostic.replace(span, "-", "a dash; write a hyphen"),
            "&" => diagnostic.help("conditions are joined with `and`"),
            "!" => diagnostic.help("to negate a condition write `not(…)`, or `!=`, `!has`, `!in` and their kin"),
            _ => diagnostic.help("remove it, or put it in a string or a name in brackets: ['…']"),
        };
        self.out.diagnostics.push(diagnostic);
    }

    fn punctuation(&mut self, byte: u8) {
        let next = self.peek(1);
        let (kind, length) = match (byte, next) {
            (b'(', _) => (TokenKind::OpenParen, 1),
            (b')', _) => (TokenKind::CloseParen, 1),
            (b'[', _) => (TokenKind::OpenBracket, 1),
            (b']', _) => (TokenKind::CloseBracket, 1),
            (b'{', _) => (TokenKind::OpenBrace, 1),
            (b'}', _) => (TokenKind::CloseBrace, 1),
            (b'|', _) => (TokenKind::Pipe, 1),
            (b'+', _) => (TokenKind::Plus, 1),
            (b'-', _) => (TokenKind::Minus, 1),
            (b'*', _) => (TokenKind::Star, 1),
            (b'/', _) => (TokenKind::Slash, 1),
            (b'%', _) => (TokenKind::Percent, 1),
            (b'.', b'.') => (TokenKind::DotDot, 2),
            (b'.', _) => (TokenKind::Dot, 1),
            (b',', _) => (TokenKind::Comma, 1),
            (b';', _) => (TokenKind::Semicolon, 1),
            (b':', _) => (TokenKind::Colon, 1),
            (b'=', b'=') => (TokenKind::EqualEqual, 2),
            (b'=', b'~') => (TokenKind::EqualTilde, 2),
            (b'=', b'>') => (TokenKind::FatArrow, 2),
            (b'=', _) => (TokenKind::Equal, 1),
            (b'!', b'=') | (b'<', b'>') => (TokenKind::NotEqual, 2),
            (b'!', b'~') => (TokenKind::BangTilde, 2),
            (b'<', b'=') => (TokenKind::LessOrEqual, 2),
            (b'<', _) => (TokenKind::Less, 1),
            (b'>', b'=') => (TokenKind::GreaterOrEqual, 2),
            (b'>', _) => (TokenKind::Greater, 1),
            (b'!', b'a'..=b'z') => return self.negated_word(),
            (b'#', _) => return self.directive(),
            _ => return self.unknown(),
        };
        self.sign(kind, length);
    }

    fn directive(&mut self) {
        let start = self.position;
        let rest = self.bytes.get(start..).unwrap_or_default();
        self.position += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        self.push(TokenKind::Directive, start);
    }

    /// Where the word that begins at `start` ends.
    fn word_end(&self, start: usize) -> usize {
        let mut end = start;
        while let Some(&byte) = self.bytes.get(end) {
            if byte.is_ascii_alphanumeric() || byte == b'_' || (byte == b'$' && end == start) {
                end += 1;
            } else if byte >= 0x80 {
                match self.text.get(end..).and_then(|rest| rest.chars().next()) {
                    Some(character) if continues_name(character) => end += character.len_utf8(),
                    _ => break,
                }
            } else {
                break;
            }
        }
        end
    }

    fn word(&mut self) {
        let start = self.position;
        let end = self.word_end(start);
        if end - start == 1 && matches!(self.bytes.get(start), Some(b'h' | b'H')) {
            let next = self.bytes.get(end).copied().unwrap_or(0);
            let verbatim = next == b'@' && matches!(self.bytes.get(end + 1), Some(b'"' | b'\''));
            if matches!(next, b'"' | b'\'') || verbatim || self.text.get(end..).is_some_and(string::is_multi_line) {
                self.position = end;
                return self.string(start);
            }
        }
        if let Some(end) = number::raw_guid_end(self.bytes, start) {
            self.position = end;
            return self.push(TokenKind::RawGuid, start);
        }
        self.position = end;
        let word = self.slice(start, end);
        if matches!(word, "true" | "True" | "TRUE" | "false" | "False" | "FALSE") {
            return self.push(TokenKind::Bool, start);
        }
        let found = keyword(word);
        match self.bytes.get(end) {
            Some(b'-') if self.dashed_word(start) => {}
            Some(b'(') if is_typed_literal(found) => self.typed_literal(start, found),
            Some(b'~') if found == Keyword::In => {
                self.position += 1;
                self.push_word(TokenKind::Word, Keyword::InIgnoreCase, Degree::Reserved, start);
            }
            Some(_) if word == "matches" => self.matches_regex(start),
            _ => {
                let degree = if found == Keyword::None { Degree::Name } else { degree(word) };
                self.push_word(TokenKind::Word, found, degree, start);
            }
        }
    }

    /// `matches regex` is one keyword of two words.
    fn matches_regex(&mut self, start: usize) {
        let after = self.bytes.get(self.position..).unwrap_or_default();
        let spaces = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        let second = self.position + spaces;
        let end = self.word_end(second);
        if spaces > 0 && self.slice(second, end) == "regex" {
            self.position = end;
            self.push_word(TokenKind::Word, Keyword::MatchesRegex, Degree::Reserved, start);
        } else {
            self.push(TokenKind::Word, start);
        }
    }

    /// The longest keyword with dashes that begins here, if there is one: `project-away`, `graph-to-table`.
    fn dashed_word(&mut self, start: usize) -> bool {
        let mut best = None;
        let mut end = self.position;
        while self.bytes.get(end) == Some(&b'-') {
            let next = self.word_end(end + 1);
            if next == end + 1 {
                break;
            }
            end = next;
            let word = self.slice(start, end);
            let found = keyword(word);
            if found != Keyword::None {
                best = Some((end, found, degree(word)));
            }
        }
        let Some((end, found, degree)) = best else { return false };
        self.position = end;
        self.push_word(TokenKind::Word, found, degree, start);
        true
    }

    fn negated_word(&mut self) {
        let start = self.position;
        let mut end = self.word_end(start + 1);
        if self.slice(start, end) == "!in" && self.bytes.get(end) == Some(&b'~') {
            end += 1;
        }
        match keyword(self.slice(start, end)) {
            Keyword::None => self.unknown(),
            found => {
                self.position = end;
                self.push_word(TokenKind::Word, found, Degree::Reserved, start);
            }
        }
    }

    /// `datetime(…)` and its kin: up to the next `)`, but not beyond the line.
    fn typed_literal(&mut self, start: usize, keyword: Keyword) {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b')' | b'\n' | b'\r')).unwrap_or(rest.len());
        self.position += length;
        if self.peek(0) == b')' {
            self.position += 1;
        } else {
            let span = Span::at(self.position as u32);
            let message = format!("`)` is missing after `{}`", self.slice(start, self.position).trim_end());
            self.out.diagnostics.push(Diagnostic::error(Code::Expected, span, message).replace(
                span,
                ")",
                "a literal ends on the line it begins",
            ));
        }
        self.push_word(TokenKind::Typed, keyword, Degree::Reserved, start);
    }
}

/// Spaces that Unicode does not count as such.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_typed_literal(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Long
            | Keyword::Int64
            | Keyword::Int
            | Keyword::Int32
            | Keyword::Real
            | Keyword::Double
            | Keyword::Decimal
            | Keyword::Bool
            | Keyword::Boolean
            | Keyword::DateTime
            | Keyword::Date
            | Keyword::Time
            | Keyword::Timespan
            | Keyword::Guid
            | Keyword::Uuid
            | Keyword::Uniqueid
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        lex(text).tokens.iter().map(|token| (token.kind, token.span.text(text))).collect()
    }

    #[test]
    fn ranges_of_numbers_are_not_reals() {
        use TokenKind::{DotDot, End, Long, Real};
        assert_eq!(kinds("1..3"), [(Long, "1"), (DotDot, ".."), (Long, "3"), (End, "")]);
        assert_eq!(kinds("1. 2.5e-3"), [(Real, "1."), (Real, "2.5e-3"), (End, "")]);
    }

    #[test]
    fn words_with_dashes_are_keywords_or_subtractions() {
        use TokenKind::{End, Minus, Word};
        assert_eq!(kinds("project-away"), [(Word, "project-away"), (End, "")]);
        assert_eq!(kinds("project-awayx"), [(Word, "project"), (Minus, "-"), (Word, "awayx"), (End, "")]);
        assert_eq!(kinds("a-b"), [(Word, "a"), (Minus, "-"), (Word, "b"), (End, "")]);
    }

    #[test]
    fn a_digit_may_begin_a_name() {
        use TokenKind::{End, Timespan, Word};
        assert_eq!(kinds("1d 100ns 1tick"), [(Timespan, "1d"), (Word, "100ns"), (Timespan, "1tick"), (End, "")]);
    }

    #[test]
    fn every_byte_is_accounted_for() {
        let text = "T // c\n| where a !has h'x' and §";
        let lexed = lex(text);
        let tokens: usize = lexed.tokens.iter().map(|token| token.span.len()).sum();
        let comments: usize = lexed.comments.iter().map(|comment| comment.span.len()).sum();
        let spaces = text.bytes().filter(u8::is_ascii_whitespace).count();
        let foreign: usize = lexed.diagnostics.iter().map(|diagnostic| diagnostic.span.len()).sum();
        // One space is in the comment.
        assert_eq!(tokens + comments + spaces + foreign - 1, text.len());
    }
}
