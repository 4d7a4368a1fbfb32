//! Numbers, time spans and guids.

use super::{Degree, Keyword, Lexer, TokenKind, keyword};

/// Units of time spans, longest first among those that begin alike does not matter: the whole word is compared.
const UNITS: &[&str] = &[
    "d",
    "day",
    "days",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "m",
    "min",
    "minute",
    "minutes",
    "s",
    "sec",
    "second",
    "seconds",
    "ms",
    "milli",
    "millis",
    "millisec",
    "millisecond",
    "milliseconds",
    "micro",
    "micros",
    "microsec",
    "microsecond",
    "microseconds",
    "nano",
    "nanos",
    "nanosec",
    "nanosecond",
    "nanoseconds",
    "tick",
    "ticks",
];

fn digits(bytes: &[u8], start: usize) -> usize {
    bytes.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn hex_digits(bytes: &[u8], start: usize) -> usize {
    bytes.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_hexdigit()).count()
}

/// Where an exponent that begins at `start` ends, if one does.
fn exponent_end(bytes: &[u8], start: usize) -> Option<usize> {
    if !matches!(bytes.get(start), Some(b'e' | b'E')) {
        return None;
    }
    let sign = usize::from(matches!(bytes.get(start + 1), Some(b'+' | b'-')));
    let count = digits(bytes, start + 1 + sign);
    (count > 0).then_some(start + 1 + sign + count)
}

/// Where a guid of the form 8-4-4-4-12 that begins at `start` ends, if one does.
pub(super) fn raw_guid_end(bytes: &[u8], start: usize) -> Option<usize> {
    let guid = bytes.get(start..start + 36)?;
    let dashes = [8, 13, 18, 23];
    let fits = guid
        .iter()
        .enumerate()
        .all(|(index, byte)| if dashes.contains(&index) { *byte == b'-' } else { byte.is_ascii_hexdigit() });
    let ends = !bytes.get(start + 36).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (fits && ends).then_some(start + 36)
}

impl Lexer<'_> {
    /// What begins with a digit: a guid, a number, a time span or a name.
    pub(super) fn number(&mut self) {
        let start = self.position;
        let (kind, end) = self.number_at(start);
        self.position = end;
        if kind == TokenKind::Word {
            let found = keyword(self.slice(start, end));
            self.push_word(
                kind,
                if found == Keyword::None { found } else { Keyword::OtherReserved },
                Degree::Name,
                start,
            );
        } else {
            self.push(kind, start);
        }
    }

    fn number_at(&self, start: usize) -> (TokenKind, usize) {
        let bytes = self.bytes;
        if let Some(end) = raw_guid_end(bytes, start) {
            return (TokenKind::RawGuid, end);
        }
        let whole = start + digits(bytes, start);
        if bytes.get(start) == Some(&b'0') && matches!(bytes.get(start + 1), Some(b'x' | b'X')) {
            let end = start + 2 + hex_digits(bytes, start + 2);
            if end > start + 2 && self.word_end(end) == end {
                return (TokenKind::Long, end);
            }
        }
        let dots = bytes.get(whole..).unwrap_or_default().iter().take_while(|byte| **byte == b'.').count();
        let fraction = whole + 1 + digits(bytes, whole + 1);
        // `1..3` is a range, `1...3` is the real `1.` and a range.
        if dots == 1 || dots >= 3 {
            let end = exponent_end(bytes, fraction).unwrap_or(fraction);
            if self.word_end(end) == end {
                return (TokenKind::Real, end);
            }
        } else if let Some(end) = exponent_end(bytes, whole).filter(|end| self.word_end(*end) == *end) {
            return (TokenKind::Real, end);
        }
        let number = if dots == 1 && fraction > whole + 1 { fraction } else { whole };
        let unit_end = self.word_end(number);
        if unit_end > number && UNITS.contains(&self.slice(number, unit_end)) {
            return (TokenKind::Timespan, unit_end);
        }
        let end = self.word_end(whole);
        if end > whole { (TokenKind::Word, end) } else { (TokenKind::Long, whole) }
    }
}
