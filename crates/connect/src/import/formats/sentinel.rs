//! Incidents as Sentinel's own API writes them, or its Python client.

use sonic_rs::JsonValueTrait;
use tables::Kind;

use super::{Class, Form, Format};
use crate::import::json::Object;
use crate::import::sniff::{Key, Keys};

/// Returns whether an object may be an incident of Sentinel's API, judging by its keys.
pub(crate) fn recognise(keys: &Keys, text: &str) -> Option<Class> {
    let arm = keys.all(&[Key::Type, Key::Properties, Key::Id])
        && sonic_rs::get(text, ["type"])
            .is_ok_and(|t| t.as_str().is_some_and(|t| t.eq_ignore_ascii_case("Microsoft.SecurityInsights/Incidents")));
    let python = keys.has(Key::IncidentNumberSnake);
    (arm || python).then_some(Class {
        format: Format::SentinelIncidents,
        kind: tables::by_name("SecurityIncident").map_or(Kind::Other("Sentinel incident"), |t| Kind::Row(t.name)),
        form: Form::SentinelIncident,
    })
}

/// `(column of SecurityIncident, name in the API, name in the Python client)`
const COLUMNS: [(&str, &str, &str); 17] = [
    ("Title", "title", "title"),
    ("Description", "description", "description"),
    ("Severity", "severity", "severity"),
    ("Status", "status", "status"),
    ("Classification", "classification", "classification"),
    ("ClassificationComment", "classificationComment", "classification_comment"),
    ("ClassificationReason", "classificationReason", "classification_reason"),
    ("Owner", "owner", "owner"),
    ("Labels", "labels", "labels"),
    ("FirstActivityTime", "firstActivityTimeUtc", "first_activity_time_utc"),
    ("LastActivityTime", "lastActivityTimeUtc", "last_activity_time_utc"),
    ("LastModifiedTime", "lastModifiedTimeUtc", "last_modified_time_utc"),
    ("CreatedTime", "createdTimeUtc", "created_time_utc"),
    ("IncidentNumber", "incidentNumber", "incident_number"),
    ("RelatedAnalyticRuleIds", "relatedAnalyticRuleIds", "related_analytic_rule_ids"),
    ("AdditionalData", "additionalData", "additional_data"),
    ("IncidentUrl", "incidentUrl", "incident_url"),
];

/// Returns the incident as a row of `SecurityIncident`: the properties under their columns' names, and what no column
/// takes under its own. The time of the row is that of the last change.
pub(crate) fn row(text: &str) -> String {
    let properties = sonic_rs::get(text, ["properties"]).ok();
    let mut row = Object::default();
    let mut modified = None;
    let from = properties.as_ref().map_or(text, |p| p.as_raw_str());
    for (key, value) in sonic_rs::to_object_iter(from).flatten() {
        let column = COLUMNS.iter().find(|(_, api, python)| key == *api || key == *python);
        let name = column.map_or(key.as_ref(), |(column, ..)| *column);
        match name {
            "LastModifiedTime" => modified = Some(value.as_raw_str().to_owned()),
            "CreatedTime" if modified.is_none() => modified = Some(value.as_raw_str().to_owned()),
            _ => {}
        }
        row.raw(name, value.as_raw_str());
    }
    for (key, value) in sonic_rs::to_object_iter(text).flatten() {
        match key.as_ref() {
            "name" => row.raw("IncidentName", value.as_raw_str()),
            "properties" => {}
            other if properties.is_some() => row.raw(other, value.as_raw_str()),
            _ => {}
        }
    }
    if let Some(modified) = modified {
        row.raw("TimeGenerated", &modified);
    }
    row.finish()
}
