//! Texts inside texts: the escapes of JSON and of URLs.

use std::borrow::Cow;

/// Levels of escaping that are looked through: JSON in a JSON text in a cell of another, and one to spare.
const LEVELS: usize = 6;

/// Calls a question on a text and on every text that it stands for, once JSON's and URLs' escapes are read, until one is answered with yes.
pub(super) fn any_form(text: &str, mut question: impl FnMut(&str) -> bool) -> bool {
    let mut form = Cow::Borrowed(text);
    for _level in 0..LEVELS {
        if question(&form) {
            return true;
        }
        match unescaped(&form) {
            Some(next) => form = Cow::Owned(next),
            None => return false,
        }
    }
    question(&form)
}

/// Returns the text with its escapes read, or none where it has none.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains(['\\', '%']) {
        return None;
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find(['\\', '%']) {
        let (before, from) = rest.split_at(at);
        read.push_str(before);
        let escape = if from.starts_with('%') { percent(from) } else { backslash(from) };
        let (piece, length) = escape.unwrap_or_else(|| (from.chars().take(1).collect(), 1));
        changed |= length > 1;
        read.push_str(&piece);
        rest = from.get(length..).unwrap_or_default();
    }
    read.push_str(rest);
    changed.then_some(read)
}

/// Reads a run of `%41`; none where it is not one, or does not give text.
fn percent(text: &str) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    while let Some(digits) =
        text.get(3 * bytes.len()..).and_then(|rest| rest.strip_prefix('%')).and_then(|rest| rest.get(..2))
    {
        let mut byte = [0];
        if hex::decode_to_slice(digits, &mut byte).is_err() {
            break;
        }
        bytes.extend(byte);
    }
    let length = 3 * bytes.len();
    let piece = String::from_utf8(bytes).ok()?;
    (length > 0).then_some((piece, length))
}

/// Reads one escape of JSON; none where it is not one.
fn backslash(text: &str) -> Option<(String, usize)> {
    let plain = match text.chars().nth(1)? {
        letter @ ('"' | '\\' | '/') => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
            let first = unit(2)?;
            let second = text.get(6..8).filter(|mark| *mark == "\\u").and_then(|_mark| unit(8));
            let pair = second
                .and_then(|second| String::from_utf16(&[first, second]).ok().filter(|pair| pair.chars().count() == 1));
            return match (char::from_u32(u32::from(first)), pair) {
                (Some(letter), _) => Some((letter.to_string(), 6)),
                (None, Some(pair)) => Some((pair, 12)),
                (None, None) => None,
            };
        }
        _ => return None,
    };
    Some((plain.to_string(), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_however_deep() {
        for text in [
            r#"{"user":"ada\u0040contoso.example"}"#,
            r#"{"data":"{\"user\":\"ada\\u0040contoso.example\"}"}"#,
            "https://portal/?user=ada%40contoso.example&x=1",
            "https://portal/?user=ada%2540contoso.example",
            "ada@contoso.example",
        ] {
            assert!(any_form(text, |form| form.contains("ada@contoso.example")), "{text}");
        }
        assert!(any_form("say \\uD83D\\uDE00", |form| form == "say 😀"));
        for (odd, same) in [
            ("100%", None),
            ("%zz", None),
            ("\\", None),
            ("\\u12", None),
            ("%C3", None),
            ("\\ud800x", None),
            ("a%41", Some("aA")),
        ] {
            assert_eq!(unescaped(odd).as_deref(), same, "{odd}");
        }
    }
}
