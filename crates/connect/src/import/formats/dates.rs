//! Dates that Windows PowerShell wrote as objects.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use sonic_rs::JsonValueTrait;

use crate::import::json::Object;

/// What every such object has.
static MARKED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"DateTime\""));
/// Depth to which values are looked into.
const NESTED: u32 = 32;

/// Returns an object with its dates as plain texts, if any is an object of a date's text and the properties that
/// PowerShell adds to it: `{"value":"\/Date(1762157350000)\/","DateTime":"Monday, November 3, 2025 8:09:10 AM"}`.
pub(crate) fn plain(text: &str) -> Option<String> {
    rewritten(text, 0)
}

/// Returns a value with its dates as plain texts; none if there is nothing to do.
fn rewritten(raw: &str, depth: u32) -> Option<String> {
    if depth > NESTED || MARKED.find(raw.as_bytes()).is_none() {
        return None;
    }
    if raw.starts_with('[') {
        let mut any = false;
        let mut items = Vec::new();
        for item in sonic_rs::to_array_iter(raw) {
            let item = item.ok()?;
            let new = rewritten(item.as_raw_str(), depth + 1);
            any |= new.is_some();
            items.push(new.unwrap_or_else(|| item.as_raw_str().to_owned()));
        }
        return any.then(|| format!("[{}]", items.join(",")));
    }
    if !raw.starts_with('{') {
        return None;
    }
    let mut any = false;
    let mut value = None;
    let mut date = (false, true);
    let mut object = Object::default();
    for member in sonic_rs::to_object_iter(raw) {
        let (key, member) = member.ok()?;
        match key.as_ref() {
            "value" if member.is_str() => value = Some(member.as_raw_str().to_owned()),
            "DateTime" if member.is_str() => date.0 = true,
            "DisplayHint" => {}
            _ => date.1 = false,
        }
        let new = rewritten(member.as_raw_str(), depth + 1);
        any |= new.is_some();
        object.raw(&key, new.as_deref().unwrap_or(member.as_raw_str()));
    }
    match value {
        Some(value) if date == (true, true) && depth > 0 => Some(value),
        _ => any.then(|| object.finish()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_become_texts() {
        let date = r#"{"value":"\/Date(1762157350000)\/","DateTime":"Monday, November 3, 2025 8:09:10 AM"}"#;
        let hinted = r#"{ "value": "2025-11-03T08:09:10Z", "DisplayHint": 2, "DateTime": "Monday" }"#;
        assert_eq!(
            plain(&format!(r#"{{"Id":"x","A":{date},"B":[1,{{"C":{hinted}}}]}}"#)).unwrap(),
            r#"{"Id":"x","A":"\/Date(1762157350000)\/","B":[1,{"C":"2025-11-03T08:09:10Z"}]}"#
        );
        for text in [
            r#"{"Id":"x"}"#,
            r#"{"value":"v","DateTime":"t"}"#,
            r#"{"A":{"value":"v","DateTime":"t","Other":1}}"#,
            r#"{"A":{"value":1,"DateTime":"t"}}"#,
            r#"{"DateTime":"t"}"#,
            r#"{"DateTime":{"#,
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
