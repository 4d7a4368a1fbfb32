//! JSON that is already written as a dynamic is.

use super::plain::{scalar, string};

/// How deep it may be nested to be recognised.
const DEEPEST: usize = 32;
/// How many properties a bag may have to be recognised: each is compared with those before it.
const MOST_PROPERTIES: usize = 64;

/// Recognises arrays and bags whose text is the one that a dynamic of their value has, so that they need not be read and written anew.
///
/// It says no where it is not sure: numbers with a point or an exponent, strings with escapes, a name twice in a bag.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// Where the names of the bags around the present place lie.
    names: Vec<(usize, usize)>,
}

impl Settled {
    /// Whether the text is an array or a bag, and written as a dynamic is.
    pub(crate) fn holds(&mut self, text: &str) -> bool {
        self.names.clear();
        let bytes = text.as_bytes();
        matches!(bytes.first(), Some(b'[' | b'{')) && self.value(bytes, 0, 0) == Some(bytes.len())
    }

    /// The place after the value that begins here.
    fn value(&mut self, bytes: &[u8], at: usize, depth: usize) -> Option<usize> {
        if depth > DEEPEST {
            return None;
        }
        match bytes.get(at)? {
            b'[' => self.array(bytes, at, depth),
            b'{' => self.bag(bytes, at, depth),
            _ => scalar(bytes, at),
        }
    }

    fn array(&mut self, bytes: &[u8], at: usize, depth: usize) -> Option<usize> {
        let mut at = at + 1;
        if bytes.get(at) == Some(&b']') {
            return Some(at + 1);
        }
        loop {
            at = self.value(bytes, at, depth + 1)?;
            match bytes.get(at)? {
                b',' => at += 1,
                b']' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    fn bag(&mut self, bytes: &[u8], at: usize, depth: usize) -> Option<usize> {
        let mut at = at + 1;
        if bytes.get(at) == Some(&b'}') {
            return Some(at + 1);
        }
        let first = self.names.len();
        loop {
            let after = string(bytes, at)?;
            let name = bytes.get(at..after)?;
            let before = self.names.get(first..)?;
            if before.len() >= MOST_PROPERTIES || before.iter().any(|(from, to)| bytes.get(*from..*to) == Some(name)) {
                return None;
            }
            self.names.push((at, after));
            if bytes.get(after) != Some(&b':') {
                return None;
            }
            at = self.value(bytes, after + 1, depth + 1)?;
            match bytes.get(at)? {
                b',' => at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.names.truncate(first);
        Some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dynamic_is_written_as_is_settled() {
        for json in [
            "[]",
            "{}",
            r#"[1,-2,0,true,false,null,"a, b",[["ü"]]]"#,
            r#"{"a":{"b":[{"a":1},{"a":2}],"c":"a long text with : and , and [ in it"},"b":""}"#,
        ] {
            assert!(Settled::default().holds(json), "{json}");
        }
    }

    #[test]
    fn what_would_be_written_otherwise_is_not() {
        for json in [
            "",
            "7",
            "\"a\"",
            "[1, 2]",
            "[1] ",
            "[1",
            "[01]",
            "[-0]",
            "[1.0]",
            "[1e3]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[nul]",
            "[9999999999999999999]",
            "{\"a\":1,\"a\":2}",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            r#"["\n"]"#,
            r#"["a\"b"]"#,
            r#"["not at its end"#,
            "[\"a\tb\"]",
            "[\"a text of more than eight bytes, with a \u{1}\"]",
        ] {
            assert!(!Settled::default().holds(json), "{json}");
        }
        assert!(!Settled::default().holds(&"[".repeat(100_000)));
    }

    /// Texts made of the pieces that JSON is made of: whatever is settled comes back from a reader and a writer as it was.
    #[test]
    fn settled_texts_are_written_as_they_are_read() {
        let pieces = [
            "[", "]", "{", "}", ",", ":", "\"a\"", "\"b\"", "1", "-3", "0", ".5", " ", "null", "true", "\\", "\"", "é",
        ];
        let mut state = 7_u64;
        let mut settled = 0;
        for _ in 0..300_000 {
            let mut text = String::from(if state.is_multiple_of(2) { "[" } else { "{" });
            for _ in 0..state % 9 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 3;
            text.push_str(if text.starts_with('[') { "]" } else { "}" });
            if Settled::default().holds(&text) {
                settled += 1;
                let json: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(json.to_string(), text);
            }
        }
        assert!(settled > 1_000, "{settled}");
    }
}
