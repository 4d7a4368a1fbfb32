//! Template and difference → records.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::{Case, Kind};
use crate::rule::parse_span;

/// The most records of one event.
const MOST: u64 = 100_000;

/// A record of a case.
#[derive(Debug)]
pub(super) struct Record {
    /// The template's name, or `raw`.
    pub(super) kind: &'static str,
    /// When it happened, in microseconds since 1970, if the harness gave it its time.
    pub(super) time: Option<i64>,
    /// The record as its source writes it.
    pub(super) json: Json,
}

/// Returns the records of a case in the order they are written.
pub(super) fn records(case: &Case, templates: &BTreeMap<String, String>) -> Result<Vec<Record>, String> {
    let mut records = Vec::new();
    for (at, event) in case.events.iter().enumerate() {
        let number = at + 1;
        let failed = |reason: String| format!("event {number}: {reason}");
        let mut entries = event.iter();
        let (Some((name, difference)), None) = (entries.next(), entries.next()) else {
            return Err(failed("write one key, the kind of record, and what differs below it".into()));
        };
        if name == "raw" {
            records.push(Record { kind: "raw", time: None, json: difference.clone() });
            continue;
        }
        let known = || super::KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        let kind = Kind::by_name(name)
            .ok_or_else(|| failed(format!("`{name}` is no kind of record; there are {} and raw", known())))?;
        let template =
            templates.get(name).ok_or_else(|| failed(format!("there is no template records/{name}.json")))?;
        let template: Json = serde_json::from_str(template)
            .map_err(|error| failed(format!("records/{name}.json is no JSON: {error}")))?;
        let Json::Object(difference) = difference else {
            return Err(failed("write what differs as keys and values".into()));
        };
        event_records(kind, &template, difference, number, &case.name, &mut records).map_err(failed)?;
    }
    Ok(records)
}

fn event_records(
    kind: &'static Kind,
    template: &Json,
    difference: &Map<String, Json>,
    number: usize,
    case: &str,
    records: &mut Vec<Record>,
) -> Result<(), String> {
    let mut difference = difference.clone();
    let at = difference.remove("at").ok_or("`at`, its time, is missing")?;
    let at = at.as_str().ok_or("`at` is a text such as 2026-03-02T10:00:00Z")?;
    let start = instant(at)?;
    let times = match difference.remove("times") {
        None => 1,
        Some(times) => {
            times.as_u64().filter(|times| (1..=MOST).contains(times)).ok_or("`times` is a whole number from 1")?
        }
    };
    let every = match difference.remove("every") {
        None => 1_000_000,
        Some(every) => every.as_str().and_then(parse_span).ok_or("`every` is a span such as 10s, 5m or 1d")?.0,
    };
    for n in 1..=times {
        let time = start + every * (n as i64 - 1);
        let mut json = template.clone();
        let text = written(time, kind.bare_times)?;
        for path in kind.times {
            set(&mut json, &path.split('.').collect::<Vec<_>>(), Json::String(text.clone()));
        }
        set(&mut json, kind.id, Json::String(guid(&format!("{case}/{number}/{n}"))));
        let own = filled(&Json::Object(difference.clone()), n, number);
        merge(&mut json, &own);
        records.push(Record { kind: kind.name, time: Some(time), json });
    }
    Ok(())
}

/// Reads an instant in RFC 3339; microseconds since 1970.
pub(crate) fn instant(text: &str) -> Result<i64, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.timestamp_micros())
        .map_err(|error| format!("`{text}` is no time such as 2026-03-02T10:00:00Z: {error}"))
}

fn written(micros: i64, bare: bool) -> Result<String, String> {
    let time: DateTime<Utc> = DateTime::from_timestamp_micros(micros).ok_or("the time is beyond all calendars")?;
    if bare {
        return Ok(time.format("%Y-%m-%dT%H:%M:%S").to_string());
    }
    Ok(time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// Sets a value at a path, making objects on the way.
fn set(json: &mut Json, path: &[&str], value: Json) {
    let Some((first, rest)) = path.split_first() else {
        *json = value;
        return;
    };
    if let Json::Object(object) = json {
        set(object.entry((*first).to_owned()).or_insert_with(|| Json::Object(Map::new())), rest, value);
    }
}

/// Merges as RFC 7386 has it: objects are merged, null removes, everything else replaces.
fn merge(into: &mut Json, patch: &Json) {
    let Json::Object(patch) = patch else {
        *into = patch.clone();
        return;
    };
    if !into.is_object() {
        *into = Json::Object(Map::new());
    }
    let Json::Object(object) = into else { return };
    for (key, value) in patch {
        if value.is_null() {
            object.remove(key);
        } else {
            merge(object.entry(key.clone()).or_insert(Json::Null), value);
        }
    }
}

/// The value with `{n}` and `{i}` filled in.
fn filled(json: &Json, n: u64, number: usize) -> Json {
    match json {
        Json::String(text) => Json::String(text.replace("{n}", &n.to_string()).replace("{i}", &number.to_string())),
        Json::Array(items) => Json::Array(items.iter().map(|item| filled(item, n, number)).collect()),
        Json::Object(object) => {
            Json::Object(object.iter().map(|(key, value)| (key.clone(), filled(value, n, number))).collect())
        }
        other => other.clone(),
    }
}

/// A GUID that follows from a text.
pub fn guid(seed: &str) -> String {
    let hash = hex::encode(Sha256::digest(seed.as_bytes()));
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(events: &str) -> Case {
        serde_saphyr::from_str(&format!("name: c\nfires: true\nevents:\n{events}")).unwrap()
    }

    fn templates() -> BTreeMap<String, String> {
        let text = r#"{"id": "", "createdDateTime": "", "userPrincipalName": "ann@contoso.example", "status": {"errorCode": 0, "failureReason": "Other."}, "riskLevel": "none"}"#;
        [("sign-in".to_owned(), text.to_owned())].into()
    }

    #[test]
    fn an_event_is_its_template_with_what_differs() {
        let case = case(
            "  - sign-in: {at: \"2026-03-02T10:00:00Z\", times: 2, every: 5m, userPrincipalName: \"u{n}-{i}@contoso.example\", status: {errorCode: 50126}, riskLevel: null}\n",
        );
        let records = records(&case, &templates()).unwrap();
        let seen: Vec<_> = records
            .iter()
            .map(|record| {
                (
                    record.kind,
                    record.json["createdDateTime"].as_str().unwrap(),
                    record.json["userPrincipalName"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("sign-in", "2026-03-02T10:00:00Z", "u1-1@contoso.example"),
                ("sign-in", "2026-03-02T10:05:00Z", "u2-1@contoso.example")
            ]
        );
        let json = &records[0].json;
        assert_eq!(
            (json["status"]["errorCode"].as_i64(), json["status"]["failureReason"].as_str()),
            (Some(50126), Some("Other."))
        );
        assert!(json.get("riskLevel").is_none());
        assert_ne!(records[0].json["id"], records[1].json["id"]);
    }

    #[test]
    fn what_is_wrong_with_an_event_is_said() {
        let wrong = |events: &str| records(&case(events), &templates()).unwrap_err();
        assert!(wrong("  - sign-out: {at: \"2026-03-02T10:00:00Z\"}\n").contains("no kind of record"));
        assert!(wrong("  - audit: {at: \"2026-03-02T10:00:00Z\"}\n").contains("records/audit.json"));
        assert!(wrong("  - sign-in: {}\n").contains("`at`"));
        assert!(wrong("  - sign-in: {at: yesterday}\n").contains("no time"));
        assert!(wrong("  - sign-in: {at: \"2026-03-02T10:00:00Z\", every: often}\n").contains("span"));
    }
}
