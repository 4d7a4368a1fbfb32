//! Small rules and findings to try things on.

use std::collections::BTreeMap;

use detect::condition::conditions;
use detect::state::{Alert, State, Status};
use detect::{Entity, Finding, RecordId, Rule, Severity, rule};
use serde_json::json;

/// Microseconds in an hour.
pub(crate) const HOUR: i64 = 3_600_000_000;
/// The tenth of March 2026, in microseconds.
pub(crate) const START: i64 = 1_773_100_800_000_000;
/// When people act in these tests.
pub(crate) const NOW: i64 = START + 1_000 * HOUR;

/// A rule whose conditions are over after a day; `more` are further lines of its file.
pub(crate) fn rule(more: &str) -> Rule {
    let text = format!("id: 00000000-0000-4000-8000-000000000001\nname: A thing\nquery: SigninLogs\n{more}");
    rule::read("thing.yaml", &text).unwrap()
}

/// Nobody is a member of anything.
pub(crate) fn nobody(_: &str) -> Vec<String> {
    Vec::new()
}

/// A finding about a person, so many hours after the start.
pub(crate) fn finding(person: &str, hour: i64) -> Finding {
    let time = START + hour * HOUR;
    Finding {
        rule: "thing".into(),
        severity: Severity::Medium,
        title: format!("A thing happened to {person}"),
        story: "It happened.".into(),
        tactics: vec!["InitialAccess".into()],
        techniques: vec!["T1078".into()],
        time,
        first: time,
        last: time,
        entities: vec![Entity { kind: "Account".into(), value: person.into() }],
        key: format!("Account={person}"),
        records: vec![RecordId { table: "SigninLogs".into(), id: format!("{person}-{hour}") }],
        details: Vec::new(),
        row: json!({"UserPrincipalName": person, "Hour": hour}),
    }
}

/// Hands a stretch of time in hours with its findings to the state.
pub(crate) fn apply(
    state: &mut State,
    rule: &Rule,
    from: i64,
    to: i64,
    findings: &[Finding],
) -> detect::state::Applied {
    state.apply(rule, START + from * HOUR, START + to * HOUR, findings, &nobody, NOW).unwrap()
}

/// The only alert there is.
pub(crate) fn only(state: &State) -> Alert {
    let alerts = state.alerts().unwrap();
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    alerts.into_iter().next().unwrap()
}

/// What alerts that are not withdrawn say, whatever they are called: by key and first record.
pub(crate) type Told = BTreeMap<(String, i64), (i64, Severity, u64, String, Vec<String>)>;

/// What the state tells.
pub(crate) fn told(state: &State) -> Told {
    let alerts = state.alerts().unwrap();
    let live: Vec<Alert> = alerts.into_iter().filter(|alert| alert.status != Status::Withdrawn).collect();
    let count = live.len();
    let told: Told = live
        .into_iter()
        .map(|alert| {
            let records = alert.body.records.into_iter().map(|record| record.id).collect();
            ((alert.key, alert.first), (alert.last, alert.severity, alert.findings, alert.body.title, records))
        })
        .collect();
    assert_eq!(told.len(), count, "two alerts tell of one condition");
    told
}

/// What it has to tell when these are all findings there are.
pub(crate) fn expected(rule: &Rule, findings: &[Finding]) -> Told {
    conditions(findings.to_vec(), |_| rule.condition_lasts())
        .into_iter()
        .map(|condition| {
            let title = condition.telling().unwrap().title.clone();
            let records = condition.records.iter().map(|record| record.id.clone()).collect();
            let count = condition.findings.len() as u64;
            ((condition.key.clone(), condition.first), (condition.last, condition.severity, count, title, records))
        })
        .collect()
}
