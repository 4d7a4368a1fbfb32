//! Strings: what they mean, and how a text is written as one.

use std::fmt::Write as _;

/// The text that a string means: quotes and prefixes gone, escapes resolved. What is no escape is taken as it stands.
///
/// ```
/// assert_eq!(kql::literal::string_value(r#""a\tb""#), "a\tb");
/// assert_eq!(kql::literal::string_value(r#"h@'it''s \d'"#), r"it's \d");
/// ```
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/string>
pub fn string_value(spelling: &str) -> String {
    let rest = spelling.strip_prefix(['h', 'H']).unwrap_or(spelling);
    for quote in ["```", "~~~"] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.strip_suffix(quote).unwrap_or(inner).to_owned();
        }
    }
    let (verbatim, rest) = match rest.strip_prefix('@') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let Some(quote) = rest.chars().next() else { return String::new() };
    let inner = rest.strip_prefix(quote).unwrap_or_default();
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    if verbatim { inner.replace(&format!("{quote}{quote}"), &quote.to_string()) } else { unescape(inner) }
}

fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut high: Option<u32> = None;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let (code, after) = if character == '\\' { escape(rest) } else { (character as u32, skip(rest, character)) };
        rest = after;
        // Two halves of a character beyond the basic plane may stand side by side, as in UTF-16.
        if let Some(first) = high.take() {
            if (0xdc00..0xe000).contains(&code) {
                push(&mut out, 0x10000 + ((first - 0xd800) << 10) + (code - 0xdc00));
                continue;
            }
            push(&mut out, first);
        }
        if (0xd800..0xdc00).contains(&code) {
            high = Some(code);
        } else {
            push(&mut out, code);
        }
    }
    if let Some(first) = high {
        push(&mut out, first);
    }
    out
}

fn push(out: &mut String, code: u32) {
    out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
}

fn skip(text: &str, character: char) -> &str {
    text.get(character.len_utf8()..).unwrap_or_default()
}

/// The code of the escape a text begins with, and what follows it.
fn escape(text: &str) -> (u32, &str) {
    let rest = text.get(1..).unwrap_or_default();
    let Some(kind) = rest.chars().next() else { return (u32::from('\\'), rest) };
    let plain = |code: char| (u32::from(code), skip(rest, kind));
    let hexadecimal = |digits: usize| {
        let code = rest.get(1..=digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        code.map_or((u32::from('\\'), rest), |code| (code, rest.get(1 + digits..).unwrap_or_default()))
    };
    match kind {
        '\\' | '\'' | '"' => plain(kind),
        'a' => plain('\u{7}'),
        'b' => plain('\u{8}'),
        'f' => plain('\u{c}'),
        'n' => plain('\n'),
        'r' => plain('\r'),
        't' => plain('\t'),
        'v' => plain('\u{b}'),
        'x' => hexadecimal(2),
        'u' => hexadecimal(4),
        'U' => hexadecimal(8),
        '0'..='7' => octal(rest),
        _ => (u32::from('\\'), rest),
    }
}

/// One to three octal digits, at most `\377`.
fn octal(text: &str) -> (u32, &str) {
    let most = if text.starts_with(['0', '1', '2', '3']) { 3 } else { 2 };
    let length = text.bytes().take(most).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
    let code = text.get(..length).and_then(|digits| u32::from_str_radix(digits, 8).ok()).unwrap_or(0);
    (code, text.get(length..).unwrap_or_default())
}

/// A text as a string of the language.
///
/// ```
/// assert_eq!(kql::literal::quote("it's"), r#""it's""#);
/// assert_eq!(kql::literal::quote("a\\b"), r"'a\\b'");
/// ```
pub fn quote(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character == quote => {
                out.push('\\');
                out.push(quote);
            }
            character if character.is_control() => {
                // Writing into a string never fails.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(string_value(r#""\x41\u00e4\U0001F600\101\0""#), "Aä😀A\0");
        assert_eq!(string_value(r#""\ud83d\ude00""#), "😀");
        assert_eq!(string_value("```a\n\\b```"), "a\n\\b");
        assert_eq!(string_value("\"open"), "open");
        assert_eq!(string_value(r#""\q""#), r"\q");
    }

    #[test]
    fn quoting_is_undone_by_reading() {
        for text in ["", "it's", "say \"it's\"", "a\\", "tab\tline\n\u{1}", "😀"] {
            assert_eq!(string_value(&quote(text)), text);
        }
    }
}
