//! A property of a bag that is written in the plain way.

use crate::array::plain::{scalar, string};

/// Looks for a property among those of a bag, up to where it stands: the outer `None` means that the text is not plain, so that another must look.
///
/// Plain are texts without spaces, and before the property only strings without escapes, whole numbers, truth values and nulls.
pub(super) fn property<'t>(json: &'t str, name: &str) -> Option<Option<&'t str>> {
    let bytes = json.as_bytes();
    if bytes.first() != Some(&b'{') {
        return None;
    }
    if bytes.get(1) == Some(&b'}') {
        return Some(None);
    }
    let mut at = 1;
    loop {
        let after = string(bytes, at)?;
        if bytes.get(after) != Some(&b':') {
            return None;
        }
        let value = after + 1;
        let end = scalar(bytes, value)?;
        if bytes.get(at + 1..after - 1) == Some(name.as_bytes()) {
            return json.get(value..end).map(Some);
        }
        match bytes.get(end)? {
            b',' => at = end + 1,
            b'}' => return Some(None),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_bags_are_looked_into() {
        let bag = r#"{"id":"","n":-7,"operatingSystem":"Windows 11","b":true,"x":null,"nested":{"after":1},"far":1}"#;
        assert_eq!(property(bag, "operatingSystem"), Some(Some("\"Windows 11\"")));
        assert_eq!(property(bag, "id"), Some(Some("\"\"")));
        assert_eq!(property(bag, "n"), Some(Some("-7")));
        assert_eq!(property(bag, "x"), Some(Some("null")));
        assert_eq!(property(bag, "nested"), None);
        assert_eq!(property(bag, "far"), None);
        assert_eq!(property("{}", "far"), Some(None));
        assert_eq!(property(r#"{"a":1}"#, "far"), Some(None));
    }

    #[test]
    fn others_are_not() {
        for json in [
            "",
            "[1]",
            "7",
            "{",
            r#"{"a"}"#,
            r#"{"a": 1}"#,
            r#"{ "a":1}"#,
            r#"{"a":1.5}"#,
            r#"{"a":"\n"}"#,
            r#"{"\u0061":1}"#,
        ] {
            assert_eq!(property(json, "a"), None, "{json}");
        }
    }
}
