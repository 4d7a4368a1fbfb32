//! A row that a rule gave, as a finding.

use std::collections::BTreeSet;

use kql_plan::named::{NamedRow, element};
use kql_plan::value::{Json, UNIX_EPOCH};
use kql_plan::{Rows, Value, convert};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::attack;
use crate::rule::{EntityMapping, Rule, Severity};

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's short name.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What happened, as a title.
    pub title: String,
    /// What happened, in a sentence.
    pub story: String,
    /// Tactics of MITRE ATT&CK.
    pub tactics: Vec<String>,
    /// Techniques of MITRE ATT&CK, by the ids of [`attack::VERSION`](crate::attack::VERSION).
    pub techniques: Vec<String>,
    /// When the condition became true, in microseconds since 1970.
    pub time: i64,
    /// The first record it rests on.
    pub first: i64,
    /// The last one.
    pub last: i64,
    /// Who and what is concerned.
    pub entities: Vec<Entity>,
    /// What makes it the same condition as another finding of the rule.
    pub key: String,
    /// The records it rests on.
    pub records: Vec<RecordId>,
    /// What is shown beside the story: label and value.
    pub details: Vec<(String, String)>,
    /// The whole row: column → value.
    pub row: Json,
}

/// Somebody or something that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Entity {
    /// As Sentinel names the kind: `Account`, `IP`, `CloudApplication`, …
    pub kind: String,
    /// Its name.
    pub value: String,
}

/// A record in a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId {
    /// The table.
    pub table: String,
    /// Its id there.
    pub id: String,
}

impl Finding {
    /// A name that the same finding has whenever it is found: of rule, condition, time and row.
    pub fn id(&self) -> String {
        let text = format!("{}\0{}\0{}\0{}", self.rule, self.key, self.time, self.row);
        hex::encode(Sha256::digest(text.as_bytes())).get(..32).unwrap_or_default().to_owned()
    }
}

/// Returns the findings that rows are: those of the stretch `start` to before `end`, when the rows have a time.
pub(crate) fn of_rows(rule: &Rule, rows: &Rows, start: i64, end: i64) -> Vec<Finding> {
    let any_span = rule.schedule().any_span;
    let findings = rows.named().filter_map(|row| {
        let time = row.time("TimeGenerated");
        if any_span && time.is_some_and(|time| time < start || time >= end) {
            return None;
        }
        let mut found = finding(rule, &row, time, start, end);
        if !any_span {
            // What a run finds is of that run, whatever time its rows have.
            found.time = found.time.clamp(start, (end - 1).max(start));
        }
        Some(found)
    });
    if rule.is_single_alert() { merged(findings).into_iter().collect() } else { findings.collect() }
}

/// All findings of a run as one, as `SingleAlert` has it.
fn merged(findings: impl Iterator<Item = Finding>) -> Option<Finding> {
    findings.reduce(|mut all, next| {
        all.first = all.first.min(next.first);
        all.last = all.last.max(next.last);
        all.time = all.time.max(next.time);
        all.severity = all.severity.max(next.severity);
        for entity in next.entities {
            if !all.entities.contains(&entity) {
                all.entities.push(entity);
            }
        }
        all.records.extend(next.records);
        all.key.clear();
        all
    })
}

fn finding(rule: &Rule, row: &NamedRow<'_>, time: Option<i64>, start: i64, end: i64) -> Finding {
    let override_ = rule.alert_details_override.as_ref();
    let title = override_.and_then(|details| details.alert_display_name_format.as_deref());
    let story = override_.and_then(|details| details.alert_description_format.as_deref());
    let severity = override_
        .and_then(|details| details.alert_severity_column_name.as_deref())
        .and_then(|column| Severity::by_name(&row.text(column)));
    let first = ["StartTime", "StartTimeUtc", "FirstSeen"].iter().find_map(|name| row.time(name));
    let last = ["EndTime", "EndTimeUtc", "LastSeen"].iter().find_map(|name| row.time(name));
    let time = time.or(last).or(first).unwrap_or((end - 1).max(start));
    let mut mapped: Vec<(usize, Entity)> = Vec::new();
    for (at, mapping) in rule.entity_mappings.iter().enumerate() {
        mapped.extend(entities(mapping, row).into_iter().map(|entity| (at, entity)));
    }
    let mut seen = BTreeSet::new();
    let all = mapped.iter().map(|(_, entity)| entity.clone()).filter(|entity| seen.insert(entity.clone())).collect();
    Finding {
        rule: rule.slug.clone(),
        severity: severity.unwrap_or(rule.severity),
        title: title.map_or_else(|| rule.name.clone(), |format| fill(row, format)),
        story: story.map_or_else(|| first_sentence(&rule.description), |format| fill(row, format)),
        tactics: rule.tactics.clone(),
        techniques: attack::current_ids(&rule.relevant_techniques),
        time,
        first: first.unwrap_or(time).min(time),
        last: last.unwrap_or(time).max(time),
        key: key(rule, &mapped, row),
        entities: all,
        records: records(rule, row),
        details: rule
            .custom_details
            .iter()
            .filter_map(|(label, column)| {
                Some((label.clone(), Some(row.text(column)).filter(|text| !text.is_empty())?))
            })
            .collect(),
        row: row.json(),
    }
}

/// What makes it the same condition: the values of the entities, and of the details, that the rule groups by.
fn key(rule: &Rule, mapped: &[(usize, Entity)], row: &NamedRow<'_>) -> String {
    let by = rule.grouping_entities();
    let counts = |kind: &str| by.is_none_or(|kinds| kinds.iter().any(|wanted| wanted.eq_ignore_ascii_case(kind)));
    let mut parts: Vec<String> = mapped
        .iter()
        .filter(|(_, entity)| counts(&entity.kind))
        .map(|(_, entity)| format!("{}={}", entity.kind, entity.value.to_lowercase()))
        .collect();
    parts.sort();
    parts.dedup();
    let details = rule.grouping().map_or(&[][..], |grouping| &grouping.group_by_custom_details);
    for label in details {
        let value = rule.custom_details.get(label).map(|column| row.text(column)).unwrap_or_default();
        parts.push(format!("{label}={value}"));
    }
    parts.join("; ")
}

/// Which field of an entity names it best, best first.
const NAMES: &[&str] = &[
    "FullName",
    "UPN",
    "MailboxPrimaryAddress",
    "Address",
    "Name",
    "AadUserId",
    "ObjectGuid",
    "AppId",
    "HostName",
    "FQDN",
    "DistinguishedName",
    "ResourceId",
    "Url",
    "Value",
    "DisplayName",
    "Sid",
    "PUID",
];

/// The entities of one mapping: several where a column holds a list.
fn entities(mapping: &EntityMapping, row: &NamedRow<'_>) -> Vec<Entity> {
    let value = |identifier: &str| {
        let field = mapping.field_mappings.iter().find(|field| field.identifier.eq_ignore_ascii_case(identifier))?;
        let texts = row.texts(&field.column_name);
        (!texts.is_empty()).then_some(texts)
    };
    let kind = mapping.entity_type.clone();
    let named =
        |values: Vec<String>| values.into_iter().map(|value| Entity { kind: kind.clone(), value }).collect::<Vec<_>>();
    if let (Some(names), Some(suffixes)) = (value("Name"), value("UPNSuffix"))
        && let (Some(name), Some(suffix)) = (names.first(), suffixes.first())
    {
        return named(vec![if name.contains('@') { name.clone() } else { format!("{name}@{suffix}") }]);
    }
    let known = NAMES.iter().find_map(|name| value(name));
    let any = || mapping.field_mappings.iter().find_map(|field| value(&field.identifier));
    known.or_else(any).map_or_else(Vec::new, named)
}

/// The records a row names: in columns `<Table>_Ids`, or in the identity column of the rule's only table.
fn records(rule: &Rule, row: &NamedRow<'_>) -> Vec<RecordId> {
    let mut found = BTreeSet::new();
    for (name, _) in row.cells() {
        if let Some(table) = name.strip_suffix("_Ids").filter(|table| tables::by_name(table).is_some()) {
            let ids = row.texts(name).into_iter();
            found.extend(ids.map(|id| RecordId { table: table.to_owned(), id }));
        }
    }
    let tables: BTreeSet<&str> = rule.data_types().filter_map(|name| Some(tables::by_name(name)?.name)).collect();
    if let (true, [table]) = (found.is_empty(), tables.into_iter().collect::<Vec<_>>().as_slice()) {
        let identity = tables::by_name(table).map_or(&[][..], |table| table.identity);
        if let [column] = identity {
            let ids = row.texts(column).into_iter();
            found.extend(ids.map(|id| RecordId { table: (*table).to_owned(), id }));
        }
    }
    found.into_iter().collect()
}

fn first_sentence(text: &str) -> String {
    let line = text.trim().trim_matches('\'').split("\n\n").next().unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The format with each `{{Column}}` replaced by its value.
fn fill(row: &NamedRow<'_>, format: &str) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        out.push_str(&shown(row, name.trim()));
        rest = tail;
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value as a sentence has it: lists with commas, times to the second, numbers without a trail of digits.
fn shown(row: &NamedRow<'_>, column: &str) -> String {
    match row.get(column) {
        Some((Value::Datetime(ticks), _)) => {
            let micros = (ticks - UNIX_EPOCH).div_euclid(10);
            chrono::DateTime::from_timestamp_micros(micros)
                .map_or_else(String::new, |time| time.format("%Y-%m-%d %H:%M:%S UTC").to_string())
        }
        Some((Value::Real(number), _)) => {
            let text = format!("{number:.1}");
            text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
        }
        Some((value, _)) => match value.as_json() {
            Some(Json::Array(items)) => {
                let shown: Vec<String> = items.iter().take(10).map(element).collect();
                let more = items.len().saturating_sub(10);
                let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
                shown.join(", ") + &tail
            }
            _ => convert::text(value),
        },
        None => String::new(),
    }
}
