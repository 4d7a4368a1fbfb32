//! The text inside a raw JSON value.

use std::borrow::Cow;

use crate::map::json_string;

/// Returns a scalar's text: a string without quotes and escapes, a number or boolean as written. None for null, for an
/// empty string and for the marks that exporters leave in place of one, and for objects and arrays.
pub(super) fn scalar(raw: &str) -> Option<Cow<'_, str>> {
    let raw = raw.trim();
    let text = match json_string(raw) {
        Some(text) => text,
        None if raw.starts_with(['{', '[', '"']) || raw == "null" => return None,
        None => Cow::Borrowed(raw),
    };
    let shown = text.trim();
    (!shown.is_empty() && !shown.eq_ignore_ascii_case("<null>")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_is_its_text_and_nothing_is_none() {
        let cases = [
            (r#""Add user.""#, Some("Add user.")),
            (r#""a\\b \u002d \"c\"""#, Some(r#"a\b - "c""#)),
            ("15", Some("15")),
            ("true", Some("true")),
            (r#""""#, None),
            (r#"" ""#, None),
            (r#""<null>""#, None),
            ("null", None),
            ("{}", None),
            ("[1]", None),
            ("\"", None),
        ];
        for (raw, expected) in cases {
            assert_eq!(scalar(raw).as_deref(), expected, "{raw}");
        }
    }
}
