//! Patterns as the service reads them, written for crate `regex`.
//!
//! Both share their syntax but for what crate `regex` has beside it: classes inside classes (`[[]`), set operations (`a--b`), and braces that are no
//! repetition (`{"a"`), which the service takes for what they are. Source: <https://learn.microsoft.com/kusto/query/regex>

use std::borrow::Cow;

/// The pattern for crate `regex`: the same text where both read it alike.
pub(crate) fn translated(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains(['[', '{']) {
        return Cow::Borrowed(pattern);
    }
    let characters: Vec<char> = pattern.chars().collect();
    let at = |place: usize| characters.get(place).copied();
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut place = 0;
    let mut in_class = false;
    // Whether something stands before that a repetition can repeat.
    let mut repeatable = false;
    while let Some(character) = at(place) {
        place += 1;
        if character == '\\' {
            out.push(character);
            if let Some(next) = at(place) {
                out.push(next);
                place += 1;
                // `\p{…}` and `\x{…}` are taken whole.
                if matches!(next, 'p' | 'P' | 'x') && at(place) == Some('{') {
                    while let Some(inner) = at(place) {
                        out.push(inner);
                        place += 1;
                        if inner == '}' {
                            break;
                        }
                    }
                }
            }
            repeatable = true;
            continue;
        }
        if in_class {
            match character {
                '[' if at(place) == Some(':') => out.push('['),
                '[' => out.push_str("\\["),
                '&' | '~' | '-' if at(place) == Some(character) => {
                    out.push('\\');
                    out.push(character);
                }
                ']' => {
                    out.push(']');
                    // The end of `[:alpha:]` is not that of the class.
                    in_class = out.ends_with(":]") && ends_named(&out);
                    repeatable = true;
                }
                other => out.push(other),
            }
            continue;
        }
        match character {
            '[' => {
                in_class = true;
                out.push('[');
                if at(place) == Some('^') {
                    out.push('^');
                    place += 1;
                }
                // A bracket right at the beginning is one of the characters.
                if at(place) == Some(']') {
                    out.push_str("\\]");
                    place += 1;
                }
            }
            '{' if !repeatable || !is_repetition(&characters, place) => out.push_str("\\{"),
            '}' if !out.ends_with(|last: char| last.is_ascii_digit() || last == ',') => out.push_str("\\}"),
            other => out.push(other),
        }
        repeatable = !matches!(character, '(' | '|' | '^');
    }
    Cow::Owned(out)
}

/// Whether digits, perhaps a comma and digits, and a closing brace follow.
fn is_repetition(characters: &[char], from: usize) -> bool {
    let inner: String = characters.iter().skip(from).take_while(|character| **character != '}').collect();
    let closed = characters.get(from + inner.chars().count()) == Some(&'}');
    let (low, high) = inner.split_once(',').unwrap_or((inner.as_str(), ""));
    closed && !low.is_empty() && low.bytes().chain(high.bytes()).all(|byte| byte.is_ascii_digit())
}

/// Whether the text ends in a named class such as `[:alpha:]`.
fn ends_named(text: &str) -> bool {
    text.trim_end_matches(":]")
        .rsplit_once("[:")
        .is_some_and(|(_, name)| name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'^'))
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn what_only_one_of_both_reads() {
        for (pattern, expected) in [
            (r"\d+", r"\d+"),
            ("[[]", r"[\[]"),
            ("[^[a]", r"[^\[a]"),
            ("[[:alpha:]x]", "[[:alpha:]x]"),
            ("[]a]", r"[\]a]"),
            ("a{2,3}", "a{2,3}"),
            (r#"{"a":1}"#, r#"\{"a":1}"#),
            (r#"{"a"}"#, r#"\{"a"\}"#),
            (r"\p{L}{2}", r"\p{L}{2}"),
            ("[a--b]", r"[a\--b]"),
        ] {
            assert_eq!(translated(pattern), expected, "{pattern}");
            assert!(regex::Regex::new(&translated(pattern)).is_ok(), "{pattern}");
        }
    }
}
