//! Unified audit records: as such, and inside the results of an audit search, whole or cut.

use std::borrow::Cow;

use sonic_rs::JsonValueTrait;
use tables::Kind;

use super::{Class, Form, Format};
use crate::import::framing::{Step, ValueScan};
use crate::import::json::push_text;
use crate::import::rows::type_name;
use crate::import::sniff::{Key, Keys};

/// Returns what an audit object is, judging by its keys.
pub(crate) fn recognise(keys: &Keys) -> Option<Class> {
    if keys.has(Key::AuditData) {
        let format = if keys.has(Key::AuditLogRecordType) { Format::AuditGraphQuery } else { Format::AuditSearchJson };
        return Some(Class { format, kind: Kind::Audit, form: Form::AuditData });
    }
    let record = keys.all(&[Key::CreationTime, Key::Operation])
        && keys.any(&[Key::RecordType, Key::Workload, Key::OrganizationId, Key::UserId]);
    record.then(|| Class::plain(Format::AuditJson, Kind::Audit))
}

/// A field of the search result, by the name that `AuditData` gives it.
pub(crate) const FROM_SEARCH: [(&str, &[&str]); 8] = [
    ("CreationTime", &["CreationDate", "createdDateTime"]),
    ("Id", &["Identity", "RecordId", "id"]),
    ("Operation", &["Operations", "Operation", "operation"]),
    ("OrganizationId", &["organizationId"]),
    ("RecordType", &["RecordType", "auditLogRecordType"]),
    ("UserId", &["UserIds", "UserId", "userPrincipalName", "userId"]),
    ("Workload", &["service", "Workload"]),
    ("ClientIP", &["clientIp", "ClientIP"]),
];

/// A unified audit record taken out of a search result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unwrapped<'a> {
    /// Its JSON text.
    pub(crate) text: Cow<'a, str>,
    /// Whether it was cut, and is kept as far as it goes.
    pub(crate) salvaged: bool,
}

/// Takes the audit record out of a search result in JSON, where it is an object or a text that holds one.
pub(crate) fn from_object(text: &str) -> Result<Unwrapped<'_>, String> {
    let mut inner = None;
    let mut fields = Vec::new();
    for (key, value) in sonic_rs::to_object_iter(text).flatten() {
        if key.eq_ignore_ascii_case("AuditData") {
            inner = Some(value);
        } else if let Some(value) = value.as_str() {
            fields.push((key, value.to_owned()));
        }
    }
    let find = |names: &[&str]| {
        fields.iter().find(|(k, _)| names.iter().any(|n| k == n)).map(|(_, v)| Cow::Borrowed(v.as_str()))
    };
    let Some(inner) = inner else { return Err("AuditData is missing".into()) };
    if inner.is_object() {
        // The text outlives the iterator only as a part of `text`.
        let raw = inner.as_raw_str();
        let start = raw.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
        let raw = text.get(start..start + raw.len()).map_or_else(|| Cow::Owned(raw.to_owned()), Cow::Borrowed);
        return Ok(Unwrapped { text: completed(raw, false, find), salvaged: false });
    }
    let held = inner.as_str().unwrap_or_default().to_owned();
    from_text(&held, find).map(|u| Unwrapped { text: Cow::Owned(u.text.into_owned()), salvaged: u.salvaged })
}

/// Takes the audit record out of the text of an `AuditData` cell; `find` gives fields of the search result by name.
pub(crate) fn from_text<'a, 'f>(
    cell: &'a str,
    find: impl Fn(&[&str]) -> Option<Cow<'f, str>>,
) -> Result<Unwrapped<'a>, String> {
    let trimmed = cell.trim();
    let cell =
        if trimmed.starts_with("{\"\"") { Cow::Owned(trimmed.replace("\"\"", "\"")) } else { Cow::Borrowed(trimmed) };
    if cell.is_empty() || type_name(&cell) {
        return match completed(Cow::Borrowed("{}"), true, find) {
            Cow::Borrowed(_) => Err("AuditData is empty, and the search result does not say what happened when".into()),
            text @ Cow::Owned(_) => Ok(Unwrapped { text, salvaged: true }),
        };
    }
    if !cell.starts_with('{') {
        return Err("AuditData holds no JSON object".into());
    }
    match ValueScan::new().advance(cell.as_bytes(), 0) {
        Step::End(end) if end == cell.len() => Ok(Unwrapped { text: completed(cell, false, find), salvaged: false }),
        Step::End(_) => Err("AuditData holds more than one JSON object".into()),
        Step::Bad(_, why) => Err(format!("AuditData is not JSON: {why}")),
        Step::More => match closed(&cell) {
            Some(text) => Ok(Unwrapped { text: completed(Cow::Owned(text), true, find), salvaged: true }),
            None => Err("AuditData is cut before its first field ends; export again".into()),
        },
    }
}

/// Adds what a record has lost from the search result; a whole record loses nothing but what it cannot do without.
fn completed<'a, 'f>(text: Cow<'a, str>, cut: bool, find: impl Fn(&[&str]) -> Option<Cow<'f, str>>) -> Cow<'a, str> {
    let has = |name: &str| sonic_rs::get(text.as_ref(), [name]).is_ok();
    if !cut && has("CreationTime") && has("Operation") && has("Id") {
        return text;
    }
    let missing: Vec<_> = FROM_SEARCH
        .iter()
        .filter(|(name, _)| !has(name))
        .filter_map(|(name, sources)| find(sources).filter(|v| !v.is_empty()).map(|value| (*name, value)))
        .collect();
    if missing.is_empty() {
        return text;
    }
    let mut whole = text.trim_end().strip_suffix('}').unwrap_or_default().trim_end().to_owned();
    for (name, value) in missing {
        if !whole.ends_with('{') {
            whole.push(',');
        }
        push_text(&mut whole, name);
        whole.push(':');
        push_text(&mut whole, &value);
    }
    whole.push('}');
    Cow::Owned(whole)
}

/// Closes a JSON object that was cut, after its last whole member.
pub(crate) fn closed(cut: &str) -> Option<String> {
    let mut open = Vec::new();
    let mut keep: Option<(usize, Vec<char>)> = None;
    let (mut in_text, mut escaped) = (false, false);
    for (at, character) in cut.char_indices() {
        if in_text {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match character {
            '"' => in_text = true,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                if open.pop() != Some(character) {
                    return None;
                }
                keep = Some((at + 1, open.clone()));
            }
            ',' => keep = Some((at, open.clone())),
            _ => {}
        }
    }
    let (length, open) = keep?;
    let mut text = cut.get(..length)?.to_owned();
    text.extend(open.iter().rev());
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"CreationTime":"2026-03-02T10:00:00","Id":"i","Operation":"Send","P":[{"Name":"a","Value":"x, }"},{"Name":"b"}]}"#;

    fn none(_: &[&str]) -> Option<Cow<'static, str>> {
        None
    }

    #[test]
    fn a_whole_record_is_left_as_it_is() {
        assert_eq!(from_text(WHOLE, none), Ok(Unwrapped { text: Cow::Borrowed(WHOLE), salvaged: false }));
    }

    #[test]
    fn a_record_cut_anywhere_is_kept_as_far_as_it_goes() {
        for cut in 1..WHOLE.len() {
            let unwrapped = from_text(WHOLE.get(..cut).unwrap(), none);
            if cut <= 37 {
                assert!(unwrapped.is_err(), "cut at {cut}: {unwrapped:?}");
                continue;
            }
            let unwrapped = unwrapped.unwrap();
            let value: serde_json::Value = serde_json::from_str(&unwrapped.text).unwrap();
            assert_eq!((unwrapped.salvaged, &value["CreationTime"]), (true, &"2026-03-02T10:00:00".into()));
        }
        let kept = from_text(WHOLE.get(..WHOLE.len() - 10).unwrap(), none).unwrap().text;
        assert!(kept.ends_with(r#""P":[{"Name":"a","Value":"x, }"}]}"#), "{kept}");
    }

    #[test]
    fn what_the_record_lost_is_taken_from_the_search_result() {
        let find = |names: &[&str]| names.contains(&"Operations").then_some(Cow::Borrowed("Set-Mailbox"));
        let kept = from_text(r#"{"CreationTime":"2026-03-02T10:00:00","Id":"i","Operat"#, find).unwrap();
        assert_eq!(kept.text, r#"{"CreationTime":"2026-03-02T10:00:00","Id":"i","Operation":"Set-Mailbox"}"#);
        assert!(from_text("", none).is_err());
        assert!(from_text("System.Object[]", none).is_err());
        assert_eq!(from_text("System.Object[]", find).unwrap().text, r#"{"Operation":"Set-Mailbox"}"#);
        assert_eq!(from_text("", find).unwrap().text, r#"{"Operation":"Set-Mailbox"}"#);
    }

    #[test]
    fn a_search_result_in_json_gives_its_record() {
        let object = format!(r#"{{"RecordType":"X","AuditData":{WHOLE},"Identity":"i"}}"#);
        assert_eq!(from_object(&object).unwrap(), Unwrapped { text: Cow::Borrowed(WHOLE), salvaged: false });
        let text = serde_json::json!({ "AuditData": WHOLE }).to_string();
        assert_eq!(from_object(&text).unwrap().text, WHOLE);
        let graph = r#"{"id":"g","createdDateTime":"2026-03-02T10:00:00Z","operation":"Send","auditData":{"Workload":"Exchange"}}"#;
        let value: serde_json::Value = serde_json::from_str(&from_object(graph).unwrap().text).unwrap();
        assert_eq!((&value["Operation"], &value["CreationTime"]), (&"Send".into(), &"2026-03-02T10:00:00Z".into()));
    }
}
