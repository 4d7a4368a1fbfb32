//! Conversions for incidents of Graph, of the Defender API and of Sentinel's resource manager.

use super::{
    json::{Object, at, elements, list, text_at, without},
    raw::scalar,
};

/// Members of an incident that have a column of their own.
const IN_COLUMNS: &[&str] = &[
    "@odata.type",
    "id",
    "incidentId",
    "displayName",
    "incidentName",
    "description",
    "summary",
    "severity",
    "status",
    "classification",
    "determination",
    "resolvingComment",
    "assignedTo",
    "createdDateTime",
    "createdTime",
    "lastUpdateDateTime",
    "lastUpdateTime",
    "comments",
    "alerts",
    "incidentWebUrl",
    "incidentUri",
    "customTags",
    "tags",
    "lastModifiedBy",
    "resolvedDateTime",
    "properties",
];

/// `New`, `Active` or `Closed`, of a whole incident. Sentinel says so itself; of Defender's states, active means that
/// nobody has begun.
pub(crate) fn incident_status(raw: &str) -> Option<String> {
    let status = text_at(raw, "status")?;
    if at(raw, "incident_number").is_some() {
        return Some(status);
    }
    let sentinel = match status.to_ascii_lowercase().as_str() {
        "active" => "New",
        "inprogress" | "in progress" | "awaitingaction" => "Active",
        "resolved" | "redirected" => "Closed",
        _ => return Some(status),
    };
    Some(sentinel.to_owned())
}

/// Sentinel's name of a classification.
pub(crate) fn incident_classification(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    let name = match text.trim().to_ascii_lowercase().as_str() {
        "truepositive" => "TruePositive",
        "falsepositive" => "FalsePositive",
        "informationalexpectedactivity" | "benignpositive" => "BenignPositive",
        "unknown" | "undetermined" | "notset" => "Undetermined",
        _ => text.trim(),
    };
    Some(name.to_owned())
}

/// Who an incident is assigned to, as Sentinel's owner object.
pub(crate) fn incident_owner(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    let name = text.trim();
    let mut owner = Object::default();
    owner.text("assignedTo", name);
    if name.contains('@') {
        owner.text("email", name);
        owner.text("userPrincipalName", name);
    }
    Some(owner.finish())
}

/// The service that makes the incidents of Graph and the Defender API.
pub(crate) fn defender_xdr(raw: &str) -> Option<String> {
    scalar(raw).map(|_| "Microsoft XDR".into())
}

/// A whole number, written as number or text; none for anything else.
pub(crate) fn whole(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    text.trim().parse::<i64>().ok().map(|number| number.to_string())
}

/// The ids of a list of alerts.
pub(crate) fn ids_of_alerts(raw: &str) -> Option<String> {
    let ids: Vec<String> = elements(raw)
        .iter()
        .filter_map(|alert| text_at(alert.as_raw_str(), "id").or_else(|| text_at(alert.as_raw_str(), "alertId")))
        .collect();
    (!ids.is_empty()).then(|| list(ids.iter().map(String::as_str)))
}

/// When the first activity of a list of alerts began.
pub(crate) fn first_activity(raw: &str) -> Option<String> {
    times(raw, ["firstActivityDateTime", "firstActivity"]).into_iter().min_by(|a, b| instant(a).cmp(instant(b)))
}

/// When the last activity of a list of alerts was.
pub(crate) fn last_activity(raw: &str) -> Option<String> {
    times(raw, ["lastActivityDateTime", "lastActivity"]).into_iter().max_by(|a, b| instant(a).cmp(instant(b)))
}

fn times(raw: &str, names: [&str; 2]) -> Vec<String> {
    elements(raw).iter().filter_map(|alert| names.iter().find_map(|name| text_at(alert.as_raw_str(), name))).collect()
}

/// An ISO 8601 time of UTC without its `Z`, so that text order is time order whatever the number of fraction digits.
fn instant(time: &str) -> &str {
    time.trim_end_matches(['Z', 'z'])
}

/// Tags as Sentinel's labels.
pub(crate) fn labels(raw: &str) -> Option<String> {
    let labels: Vec<String> = elements(raw)
        .iter()
        .filter_map(|tag| {
            let mut label = Object::default();
            label.text("labelName", scalar(tag.as_raw_str())?.trim());
            label.text("labelType", "User");
            Some(label.finish())
        })
        .collect();
    (!labels.is_empty()).then(|| format!("[{}]", labels.join(",")))
}

/// How many alerts an incident has, their tactics and products, what it holds that no column does, and the alerts.
pub(crate) fn rest_of_incident(raw: &str) -> Option<String> {
    let mut object = Object::default();
    let alerts = at(raw, "alerts");
    if let Some(alerts) = &alerts {
        let alerts = elements(alerts.as_raw_str());
        object.raw("alertsCount", &alerts.len().to_string());
        object.raw("tactics", &distinct(&alerts, &["category"]));
        object.raw("alertProductNames", &distinct(&alerts, &["productName", "serviceSource"]));
    }
    if let Some(rest) = without(raw, |key| IN_COLUMNS.iter().any(|name| key.eq_ignore_ascii_case(name))) {
        object.raw("other", &rest);
    }
    if let Some(alerts) = &alerts {
        object.raw("alerts", alerts.as_raw_str());
    }
    (!object.is_empty()).then(|| object.finish())
}

fn distinct(alerts: &[sonic_rs::LazyValue<'_>], names: &[&str]) -> String {
    let mut seen: Vec<String> = Vec::new();
    for alert in alerts {
        let value = names.iter().find_map(|name| text_at(alert.as_raw_str(), name));
        seen.extend(value.filter(|value| !seen.contains(value)));
    }
    list(seen.iter().map(String::as_str))
}
