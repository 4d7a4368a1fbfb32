//! A found value as a value of a Kusto type. `Ok(None)` is null; `Err` a value that the type cannot hold.

use std::borrow::Cow;

use super::{json, scan::is_json, slots::Cell, time};
use crate::DateOrder;

/// The value cannot be read as the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

type Read<T> = Result<Option<T>, Unreadable>;

/// Returns the text of a value: a string's own, JSON text of anything else; none where it is empty, since Kusto knows no
/// difference between a missing and an empty string. Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/string>
#[inline]
pub(crate) fn text(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    let text = match cell {
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Json("null") => return None,
        Cell::Json(raw) => json::string(raw).unwrap_or(Cow::Borrowed(raw)),
    };
    (!text.is_empty()).then_some(text)
}

/// Returns JSON text: as received, except that JSON inside a string is taken out of it.
#[inline]
pub(crate) fn dynamic(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    let (mut text, raw) = match cell {
        Cell::Text(text) => (Cow::Borrowed(text), None),
        Cell::Json("null") => return None,
        Cell::Json(raw) => match json::string(raw) {
            Some(text) => (text, Some(raw)),
            None => return Some(Cow::Borrowed(raw)),
        },
    };
    if text.is_empty() {
        return None;
    }
    let whole = text.clone();
    for _ in 0..3 {
        let trimmed = text.trim_ascii();
        if trimmed.starts_with(['{', '[']) && is_json(trimmed) {
            return Some(if trimmed.len() == text.len() { text } else { Cow::Owned(trimmed.to_owned()) });
        }
        if !(trimmed.starts_with('"') && is_json(trimmed)) {
            break;
        }
        let Some(inner) = json::string(trimmed) else { break };
        text = Cow::Owned(inner.into_owned());
    }
    Some(raw.map_or_else(|| Cow::Owned(json::quoted(&whole)), Cow::Borrowed))
}

/// Returns the trimmed text of a value that is not blank.
fn filled(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    let text = match text(cell)? {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (!matches!(&*text, "" | "<null>" | "null" | "-" | "(blank)")).then_some(text)
}

/// Reads `true`, `Yes`, `1` and their opposites in any case.
pub(crate) fn bool(cell: Cell<'_>) -> Read<bool> {
    match cell {
        Cell::Json("true") => return Ok(Some(true)),
        Cell::Json("false") => return Ok(Some(false)),
        _ => {}
    }
    let Some(text) = filled(cell) else { return Ok(None) };
    if ["true", "yes", "1"].iter().any(|t| t.eq_ignore_ascii_case(&text)) {
        Ok(Some(true))
    } else if ["false", "no", "0"].iter().any(|t| t.eq_ignore_ascii_case(&text)) {
        Ok(Some(false))
    } else {
        Err(Unreadable)
    }
}

/// Reads a whole number, also one written as `1e9` or `4.0`.
pub(crate) fn long(cell: Cell<'_>) -> Read<i64> {
    let Some(text) = filled(cell) else { return Ok(None) };
    if let Ok(number) = text.parse() {
        return Ok(Some(number));
    }
    match real_text(&text) {
        // 2^53: beyond it a real does not tell neighbours apart.
        Some(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 => Ok(Some(number as i64)),
        _ => Err(Unreadable),
    }
}

/// Reads a whole number of 32 bits.
pub(crate) fn int(cell: Cell<'_>) -> Read<i32> {
    long(cell)?.map(|number| i32::try_from(number).map_err(|_out_of_range| Unreadable)).transpose()
}

/// Reads a finite number.
pub(crate) fn real(cell: Cell<'_>) -> Read<f64> {
    let Some(text) = filled(cell) else { return Ok(None) };
    real_text(&text).map(Some).ok_or(Unreadable)
}

fn real_text(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|number| digits && number.is_finite())
}

/// Reads a decimal number and keeps its text.
pub(crate) fn decimal(cell: Cell<'_>) -> Read<String> {
    let Some(text) = filled(cell) else { return Ok(None) };
    real_text(&text).map(|_number| Some(text.into_owned())).ok_or(Unreadable)
}

/// Reads a GUID, with or without braces, and returns it in lower case.
pub(crate) fn guid(cell: Cell<'_>) -> Read<String> {
    let Some(text) = filled(cell) else { return Ok(None) };
    let bare = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(&text);
    if is_guid(bare) { Ok(Some(bare.to_ascii_lowercase())) } else { Err(Unreadable) }
}

/// Returns whether text has a GUID's form.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, b)| if matches!(at, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() })
}

/// Reads a timespan such as `1.02:03:04.5678` and returns ticks of 100 ns.
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/timespan>
pub(crate) fn timespan(cell: Cell<'_>) -> Read<i64> {
    let Some(text) = filled(cell) else { return Ok(None) };
    time::ticks(&text).map(Some).ok_or(Unreadable)
}

/// Reads an instant and returns microseconds since 1970, UTC.
pub(crate) fn datetime(cell: Cell<'_>, order: DateOrder) -> Result<Option<i64>, time::TimeError> {
    let Some(text) = filled(cell) else { return Ok(None) };
    time::parse(&text, order).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dynamic_of(raw: &str) -> Option<String> {
        dynamic(Cell::Json(raw)).map(Cow::into_owned)
    }

    #[test]
    fn dynamic_is_always_json() {
        for (raw, kept) in [
            (r#"{"a": 1}"#, Some(r#"{"a": 1}"#)),
            (r#""{\"a\": 1}""#, Some(r#"{"a": 1}"#)),
            (r#""\"{\\\"a\\\":1}\"""#, Some(r#"{"a":1}"#)),
            (r#""{not json""#, Some(r#""{not json""#)),
            (r#""plain""#, Some(r#""plain""#)),
            ("12", Some("12")),
            ("null", None),
            (r#""""#, None),
        ] {
            assert_eq!(dynamic_of(raw).as_deref(), kept, "{raw}");
        }
        assert_eq!(dynamic(Cell::Text("say \"x\"")).as_deref(), Some(r#""say \"x\"""#));
    }

    #[test]
    fn reads_typed_values_from_their_texts() {
        assert_eq!(bool(Cell::Json("\"TRUE\"")), Ok(Some(true)));
        assert_eq!(bool(Cell::Json("0")), Ok(Some(false)));
        assert_eq!(bool(Cell::Json("\"No\"")), Ok(Some(false)));
        assert_eq!(bool(Cell::Json("\"perhaps\"")), Err(Unreadable));
        assert_eq!(long(Cell::Json("\"1e9\"")), Ok(Some(1_000_000_000)));
        assert_eq!(long(Cell::Json("4.0")), Ok(Some(4)));
        assert_eq!(long(Cell::Json("4.5")), Err(Unreadable));
        assert_eq!(long(Cell::Json("-9223372036854775808")), Ok(Some(i64::MIN)));
        assert_eq!(int(Cell::Json("2147483648")), Err(Unreadable));
        assert_eq!(real(Cell::Json("\"-0.5\"")), Ok(Some(-0.5)));
        assert_eq!(real(Cell::Json("\"inf\"")), Err(Unreadable));
        assert_eq!(long(Cell::Json("\"<null>\"")), Ok(None));
        assert_eq!(real(Cell::Json("\" \"")), Ok(None));
        let id = "0F8FAD5B-D9CB-469F-A165-70867728950E";
        assert_eq!(guid(Cell::Text(&format!("{{{id}}}"))), Ok(Some(id.to_lowercase())));
        assert_eq!(timespan(Cell::Text("1.02:03:04.5")), Ok(Some(937_845_000_000)));
    }
}
