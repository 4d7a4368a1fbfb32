//! Strings of JSON text, with their escapes undone and made.

use std::borrow::Cow;

/// Returns the text of a JSON string, or none where `raw` is not one.
pub(crate) fn string(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    Some(unescaped(inside))
}

/// Returns what stands between a string's quotes with its escapes undone. Half of a surrogate pair becomes U+FFFD: it is no character, and the evidence has it as it was.
pub(crate) fn unescaped(inside: &str) -> Cow<'_, str> {
    if !inside.as_bytes().contains(&b'\\') {
        return Cow::Borrowed(inside);
    }
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
    Cow::Owned(text)
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
