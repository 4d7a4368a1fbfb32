//! JSON text as it stands in a record: bounded nesting, and strings with their escapes undone.

use std::borrow::Cow;

/// Deepest nesting a record may have. The parser recurses, so hostile input must not choose its own depth.
pub(crate) const DEEPEST: usize = 256;

/// Returns whether the text nests no deeper than [`DEEPEST`].
pub(crate) fn is_shallow(text: &str) -> bool {
    // Both differ from '{' by that bit at most; sums of bytes are what a compiler makes quick.
    let openers: usize = text
        .as_bytes()
        .chunks(128)
        .map(|part| usize::from(part.iter().map(|b| u8::from(b | 0x20 == b'{')).sum::<u8>()))
        .sum();
    openers <= DEEPEST || deepest(text) <= DEEPEST
}

fn deepest(text: &str) -> usize {
    let (mut depth, mut most, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => quoted = true,
                b'{' | b'[' => {
                    depth += 1;
                    most = most.max(depth);
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    most
}

/// Returns whether the text is one JSON value and nothing else.
pub(crate) fn is_json(text: &str) -> bool {
    is_shallow(text) && sonic_rs::from_str::<sonic_rs::LazyValue<'_>>(text).is_ok()
}

/// Returns the text of a JSON string, or none where `raw` is not one.
pub(crate) fn string(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inside.as_bytes().contains(&b'\\') { Some(Cow::Owned(unescaped(inside))) } else { Some(Cow::Borrowed(inside)) }
}

/// Undoes escapes. Half of a surrogate pair becomes U+FFFD: it is no character, and the evidence has it as it was.
fn unescaped(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((plain, after)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut letters = after.chars();
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('u') => {
                let (letter, after) = unicode(letters.as_str());
                text.push(letter);
                letters = after.chars();
            }
            Some(other) => text.push(other),
            None => {}
        }
        rest = letters.as_str();
    }
    text.push_str(rest);
    text
}

/// Reads what follows `\u`, taking a second escape where the first is half of a pair.
fn unicode(text: &str) -> (char, &str) {
    let Some((first, after)) = unit(text) else { return (char::REPLACEMENT_CHARACTER, text) };
    if let Some(letter) = char::from_u32(first) {
        return (letter, after);
    }
    if (0xD800..0xDC00).contains(&first)
        && let Some((second, later)) = after.strip_prefix("\\u").and_then(unit)
        && (0xDC00..0xE000).contains(&second)
        && let Some(letter) = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    {
        return (letter, later);
    }
    (char::REPLACEMENT_CHARACTER, after)
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let (digits, after) = text.split_at_checked(4)?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, after))
}

/// Returns `text` as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                json.push_str("\\u00");
                json.extend(char::from_digit(u32::from(control) >> 4, 16));
                json.extend(char::from_digit(u32::from(control) & 15, 16));
            }
            other => json.push(other),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn undoes_escapes() {
        for (raw, text) in [
            (r#""plain""#, "plain"),
            (r#""a\/b \"c\" \\ \n\r\t""#, "a/b \"c\" \\ \n\r\t"),
            (r#""\u003cb\u003E""#, "<b>"),
            (r#""\ud83d\ude00""#, "\u{1F600}"),
            (r#""\ud83d!""#, "\u{FFFD}!"),
            (r#""\ude00\ud83d\u0041""#, "\u{FFFD}\u{FFFD}A"),
        ] {
            assert_eq!(string(raw).as_deref(), Some(text), "{raw}");
        }
        assert_eq!(string("12"), None);
    }

    #[test]
    fn bounds_nesting() {
        assert!(is_shallow(&"[]".repeat(10_000)));
        assert!(is_shallow(&format!("\"{}\"", "[".repeat(10_000))));
        assert!(!is_shallow(&"[".repeat(DEEPEST + 1)));
        assert!(!is_json(&"[".repeat(1_000_000)));
        assert!(is_json(" {\"a\": [1]} ") && !is_json("{} {}") && !is_json("{\"a\":}"));
    }

    proptest! {
        #[test]
        fn quoting_is_undone(text in "\\PC*|[\\x00-\\x7f]*") {
            let raw = quoted(&text);
            let undone = string(&raw);
            prop_assert_eq!(undone.as_deref(), Some(text.as_str()));
            prop_assert_eq!(serde_json::from_str::<String>(&raw).ok(), Some(text));
        }
    }
}
