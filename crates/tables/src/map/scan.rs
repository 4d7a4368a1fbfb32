//! Reads JSON text from left to right without building anything: checks it and tells where values begin and end.
//!
//! A parser of a library hands out one level of a record at a time, having gone over all below it; a record whose fields
//! stand two levels down would be read three times. This one is steered while it goes, does not recurse, so that hostile
//! nesting costs no stack, and allocates nothing.

/// Why text is not JSON that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It breaks the grammar at this byte.
    Syntax(usize),
    /// It nests deeper than [`DEEPEST`].
    Deep,
}

/// Deepest nesting a record may have.
pub(crate) const DEEPEST: usize = 256;

/// A place in JSON text.
#[derive(Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

/// Which containers are open, one bit each: 1 is an object.
#[derive(Default)]
struct Open {
    bits: [u64; DEEPEST / 64],
    depth: usize,
}

impl Open {
    fn push(&mut self, is_object: bool) -> Result<(), Broken> {
        let word = self.bits.get_mut(self.depth / 64).ok_or(Broken::Deep)?;
        let bit = 1 << (self.depth % 64);
        *word = if is_object { *word | bit } else { *word & !bit };
        self.depth += 1;
        Ok(())
    }

    fn is_object(&self) -> bool {
        let last = self.depth.saturating_sub(1);
        self.bits.get(last / 64).is_some_and(|word| word & (1 << (last % 64)) != 0)
    }
}

impl<'t> Scanner<'t> {
    /// Begins at the first byte.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns the offset of the next byte.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Returns the text from an offset to here.
    pub(crate) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn broken<T>(&self) -> Result<T, Broken> {
        Err(Broken::Syntax(self.at))
    }

    /// Goes to the next byte that is not white space and returns it without taking it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Takes one byte, after white space, if it is the expected one.
    #[inline]
    pub(crate) fn take(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    /// Fails unless nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Broken> {
        if self.peek().is_none() { Ok(()) } else { self.broken() }
    }

    /// Takes a key and its colon; returns what stands between the quotes.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<&'t str, Broken> {
        if self.peek() != Some(b'"') {
            return self.broken();
        }
        let start = self.at + 1;
        self.string()?;
        let key = self.text.get(start..self.at - 1).unwrap_or_default();
        if self.take(b':') { Ok(key) } else { self.broken() }
    }

    /// Takes what separates members or elements. Returns whether another one follows; `first` says that none came yet.
    #[inline]
    pub(crate) fn another(&mut self, close: u8, first: bool) -> Result<bool, Broken> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => self.broken(),
        }
    }

    /// Takes one value of any kind and returns its text.
    pub(crate) fn value(&mut self) -> Result<&'t str, Broken> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'{' | b'[') => self.container()?,
            Some(byte) => self.scalar(byte)?,
            None => return self.broken(),
        }
        Ok(self.since(start))
    }

    #[inline]
    fn scalar(&mut self, first: u8) -> Result<(), Broken> {
        match first {
            b'"' => self.string(),
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.broken(),
        }
    }

    fn container(&mut self) -> Result<(), Broken> {
        let mut open = Open::default();
        let mut first = false;
        loop {
            // Here a value begins.
            match self.peek() {
                Some(byte @ (b'{' | b'[')) => {
                    open.push(byte == b'{')?;
                    self.at += 1;
                    first = true;
                }
                Some(byte) => self.scalar(byte)?,
                None => return self.broken(),
            }
            // Here one has ended, or a container begun.
            loop {
                let close = if open.is_object() { b'}' } else { b']' };
                if self.another(close, first)? {
                    break;
                }
                first = false;
                open.depth -= 1;
                if open.depth == 0 {
                    return Ok(());
                }
            }
            first = false;
            if open.is_object() {
                self.key()?;
            }
        }
    }

    fn literal(&mut self, word: &str) -> Result<(), Broken> {
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            Ok(())
        } else {
            self.broken()
        }
    }

    /// Takes a string, quotes and all. Eight bytes at a time: only a quote, a backslash and control characters stop it.
    #[inline]
    fn string(&mut self) -> Result<(), Broken> {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGHS: u64 = 0x8080_8080_8080_8080;
        // The lowest bit set belongs to the first such byte; higher ones may be carried over.
        let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            if let Some(word) = rest.first_chunk::<8>() {
                let word = u64::from_le_bytes(*word);
                let quotes = zeros(word ^ (ONES * u64::from(b'"')));
                let escapes = zeros(word ^ (ONES * u64::from(b'\\')));
                let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
                let stops = quotes | escapes | controls;
                if stops == 0 {
                    at += 8;
                    continue;
                }
                at += stops.trailing_zeros() as usize / 8;
            }
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(());
                }
                Some(b'\\') => at = self.escape(at)?,
                Some(0..0x20) | None => {
                    self.at = at;
                    return self.broken();
                }
                Some(_) => at += 1,
            }
        }
    }

    /// Returns the offset behind an escape.
    fn escape(&mut self, at: usize) -> Result<usize, Broken> {
        let after = self.text.as_bytes().get(at + 1..).unwrap_or_default();
        match after.first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') if after.get(1..5).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) => Ok(at + 6),
            _ => {
                self.at = at;
                self.broken()
            }
        }
    }

    fn number(&mut self) -> Result<(), Broken> {
        let start = self.at;
        self.at += usize::from(self.next() == Some(b'-'));
        let leading_zero = self.next() == Some(b'0');
        let digits = self.digits();
        let mut sound = digits > 0 && (digits == 1 || !leading_zero);
        if self.next() == Some(b'.') {
            self.at += 1;
            sound &= self.digits() > 0;
        }
        if matches!(self.next(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.next(), Some(b'+' | b'-')));
            sound &= self.digits() > 0;
        }
        if sound { Ok(()) } else { Err(Broken::Syntax(start)) }
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.next().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }
}

/// Returns whether the text is one JSON value and nothing else.
pub(crate) fn is_json(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    scanner.value().and_then(|_value| scanner.end()).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tells_where_json_ends_to_be_json() {
        for (text, at) in [
            ("", 0),
            ("{", 1),
            ("{\"a\"}", 4),
            ("{\"a\":}", 5),
            ("{\"a\":1,}", 7),
            ("{,}", 1),
            ("[1,,2]", 3),
            ("[1 2]", 3),
            ("[1}", 2),
            ("01", 0),
            ("[-]", 1),
            ("1.", 0),
            ("tru", 0),
            ("\"a\nb\"", 2),
            ("\"\\x\"", 1),
            ("\"abcdefghij", 11),
        ] {
            assert_eq!(Scanner::new(text).value().err(), Some(Broken::Syntax(at)), "{text}");
        }
        assert!(!is_json("{} {}"));
    }

    #[test]
    fn bounds_nesting() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(is_json(&nested(DEEPEST)));
        assert_eq!(Scanner::new(&nested(DEEPEST + 1)).value().err(), Some(Broken::Deep));
        assert_eq!(Scanner::new(&"[".repeat(1_000_000)).value().err(), Some(Broken::Deep));
        assert!(is_json(&format!("[{}1]", "[],".repeat(10_000))));
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            "\\PC{0,20}|[\\x00-\\x7f]{0,20}".prop_map(Into::into),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map("[a-z\"\\\\]{0,9}", inner, 0..6)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn takes_all_json_however_it_is_set(value in json()) {
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                prop_assert!(is_json(&text), "{}", text);
            }
        }

        #[test]
        fn judges_damage_as_a_parser_does(value in json(), at in 0_usize..80, with in "[\\[\\]{},:\"\\\\0-9a-z.+-]?") {
            let whole = value.to_string();
            let damaged: String = whole.chars().take(at).chain(with.chars()).chain(whole.chars().skip(at + 1)).collect();
            let parsed: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&damaged);
            // The one thing that a parser refuses and this does not is half of a surrogate pair.
            let excused = damaged.contains("\\u") && parsed.is_err();
            prop_assert!(excused || is_json(&damaged) == parsed.is_ok(), "{}", damaged);
        }
    }
}
