//! Where a JSON value ends, found without parsing it and without having all of it.

use memchr::memchr3;

/// Levels of nesting beyond which a value is refused: what reads it further on may use a stack.
pub(crate) const DEEPEST: usize = 256;

/// How far a scan has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value ends before this position.
    End(usize),
    /// All bytes are used and the value is not at its end.
    More,
    /// The value is not JSON, for this reason; the position is where that shows.
    Bad(usize, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Between,
    InString,
    AfterBackslash,
}

/// The scan of one object, array or string; it can be stopped and resumed at any byte.
#[derive(Clone, Debug)]
pub(crate) struct ValueScan {
    /// Closing brackets still expected, innermost last.
    open: Vec<u8>,
    place: Where,
    /// Last byte outside strings that is not white space.
    before: u8,
}

const OTHER: u8 = 0;
const SPACE: u8 = 1;
const QUOTE: u8 = 2;
const OPEN: u8 = 3;
const CLOSE: u8 = 4;

const CLASS: [u8; 256] = {
    let mut table = [OTHER; 256];
    table[b' ' as usize] = SPACE;
    table[b'\t' as usize] = SPACE;
    table[b'\r' as usize] = SPACE;
    table[b'\n' as usize] = SPACE;
    table[b'"' as usize] = QUOTE;
    table[b'{' as usize] = OPEN;
    table[b'[' as usize] = OPEN;
    table[b'}' as usize] = CLOSE;
    table[b']' as usize] = CLOSE;
    table
};

impl ValueScan {
    /// Returns a scan that stands before the value's first byte, which opens a string, an array or an object.
    pub(crate) fn new() -> Self {
        Self { open: Vec::new(), place: Where::Between, before: b':' }
    }

    /// Returns a scan that stands inside an object, after its brace and some whole members.
    pub(crate) fn inside_object() -> Self {
        Self { open: vec![b'}'], place: Where::Between, before: b',' }
    }

    /// Returns the same scan as one of the object that the value stands in.
    pub(crate) fn within_object(mut self) -> Self {
        self.open.insert(0, b'}');
        self
    }

    /// Goes on from `at`, to the value's end if it is in `bytes`.
    #[inline]
    pub(crate) fn advance(&mut self, bytes: &[u8], mut at: usize) -> Step {
        loop {
            match self.place {
                Where::AfterBackslash => {
                    if at >= bytes.len() {
                        return Step::More;
                    }
                    at += 1;
                    self.place = Where::InString;
                }
                Where::InString => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let Some(found) = memchr3(b'"', b'\\', b'\n', rest) else { return Step::More };
                    at += found + 1;
                    match rest.get(found) {
                        Some(b'"') => {
                            self.place = Where::Between;
                            self.before = b'"';
                            if self.open.is_empty() {
                                return Step::End(at);
                            }
                        }
                        Some(b'\\') => self.place = Where::AfterBackslash,
                        _ => return Step::Bad(at - 1, "the record is cut: its line ends inside a text"),
                    }
                }
                Where::Between => {
                    let Some(&byte) = bytes.get(at) else { return Step::More };
                    at += 1;
                    match CLASS.get(usize::from(byte)).copied().unwrap_or(OTHER) {
                        SPACE => continue,
                        QUOTE => {
                            self.place = Where::InString;
                            continue;
                        }
                        OPEN => {
                            if !matches!(self.before, b':' | b',' | b'[') {
                                return Step::Bad(at - 1, "two values without a comma between them");
                            }
                            if self.open.len() >= DEEPEST {
                                return Step::Bad(at - 1, "nested more than 256 levels deep");
                            }
                            self.open.push(byte + 2);
                        }
                        CLOSE => {
                            if self.open.pop() != Some(byte) {
                                return Step::Bad(at - 1, "a bracket that nothing opened");
                            }
                            if self.open.is_empty() {
                                return Step::End(at);
                            }
                        }
                        _ => {}
                    }
                    self.before = byte;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> Step {
        ValueScan::new().advance(text.as_bytes(), 0)
    }

    #[test]
    fn a_value_ends_where_its_last_bracket_or_quote_is() {
        assert_eq!(scan(r#"{"a":"}"} tail"#), Step::End(9));
        assert_eq!(scan(r#"[1,[2,{"b":"\"]"}]]x"#), Step::End(19));
        assert_eq!(scan(r#""a\\" "b""#), Step::End(5));
        assert_eq!(scan(r#"{"a":[1,2"#), Step::More);
        assert_eq!(scan(r#"{"a":1]"#), Step::Bad(6, "a bracket that nothing opened"));
        assert_eq!(scan("{\"a\":\"b\n{\"a\":\"c\"}"), Step::Bad(7, "the record is cut: its line ends inside a text"));
        assert_eq!(scan("{\"a\":{}\n{\"b\":1}"), Step::Bad(8, "two values without a comma between them"));
        assert!(matches!(scan(&"[".repeat(10_000)), Step::Bad(..)));
    }

    #[test]
    fn a_scan_resumes_at_any_byte() {
        let text = r#"{"a":"x\\\"}","b":[{},[],"[",1.5e3,null],"c":{"d":"e"}}"#;
        for cut in 0..text.len() {
            let mut scan = ValueScan::new();
            assert_eq!(scan.advance(&text.as_bytes()[..cut], 0), Step::More, "first {cut} bytes");
            assert_eq!(scan.advance(text.as_bytes(), cut), Step::End(text.len()), "after {cut} bytes");
        }
    }
}
