//! Texts as KQL and regular expressions write them.

/// A string literal.
///
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/string>
pub(crate) fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            other if u32::from(other) < 0x20 => written.push_str(&format!("\\u{:04x}", u32::from(other))),
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

/// A literal of a regular expression: verbatim, so that its backslashes stand as they are.
pub(crate) fn pattern(regex: &str) -> String {
    if regex.contains(['\n', '\r']) {
        return literal(regex);
    }
    format!("@'{}'", regex.replace('\'', "''"))
}

/// A text as a regular expression that matches it.
pub(crate) fn regex(text: &str) -> String {
    regex_syntax::escape(text)
}

/// A text as it stands between the quotes of JSON.
pub(crate) fn json(text: &str) -> String {
    let quoted = literal(text);
    quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned()
}

/// A name, in brackets where it is no identifier.
pub(crate) fn name(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { format!("[{}]", literal(name)) }
}

/// A path below a column: `.a.b[0]`, in brackets where a part is no identifier.
pub(crate) fn steps(path: &str) -> String {
    let mut written = String::new();
    for part in path.split('.') {
        let (name, index) = match part.split_once('[') {
            Some((name, index)) => (name, index.strip_suffix(']').filter(|index| index.parse::<i64>().is_ok())),
            None => (part, None),
        };
        let (name, index) = if part.contains('[') && index.is_none() { (part, None) } else { (name, index) };
        if is_identifier(name) {
            written.push('.');
            written.push_str(name);
        } else {
            written.push_str(&format!("[{}]", literal(name)));
        }
        if let Some(index) = index {
            written.push_str(&format!("[{index}]"));
        }
    }
    written
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_back() {
        for text in ["plain", "C:\\a \"b\"", "tab\there\nthere", "a'b", "\u{1}"] {
            let parsed = kql::parse_expression(&literal(text));
            assert!(parsed.is_ok(), "{}", literal(text));
        }
        assert_eq!(pattern("it's \\d"), "@'it''s \\d'");
        assert!(kql::parse_expression(&pattern("it's \\d")).is_ok());
    }

    #[test]
    fn paths_are_quoted_where_they_must() {
        assert_eq!(steps("user.id"), ".user.id");
        assert_eq!(steps("a-b.c[0].d"), "[\"a-b\"].c[0].d");
        assert_eq!(steps("a[x]"), "[\"a[x]\"]");
        assert_eq!(name("odd name"), "[\"odd name\"]");
    }
}
