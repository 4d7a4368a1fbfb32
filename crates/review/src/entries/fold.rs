//! Alerts that belong together are one entry.

use std::collections::BTreeSet;

use detect::state::{Alert, Closing, Status};
use detect::{Entity, RuleSet};

use crate::model::{Carried, Entry, FindingRef, Story};

/// Entities beyond so many are not looked up: an alert that names hundreds is about none of them.
const NAMED: usize = 25;

/// Returns an entry for each group of alerts.
pub(crate) fn entries(alerts: &[Alert], rules: &RuleSet) -> Vec<Entry> {
    let standing: Vec<&Alert> = alerts.iter().filter(|alert| alert.status != Status::Withdrawn).collect();
    detect::incident::together(standing).iter().filter_map(|group| entry(group, rules)).collect()
}

fn entry(alerts: &[Alert], rules: &RuleSet) -> Option<Entry> {
    let worst = alerts.iter().max_by_key(|alert| (alert.severity, std::cmp::Reverse(alert.first)))?;
    let mut entry = Entry {
        title: title(worst, alerts.len() - 1),
        text: text(worst, alerts),
        severity: worst.severity,
        count: alerts.iter().map(|alert| alert.findings).sum(),
        first: alerts.iter().map(|alert| alert.first).min()?,
        last: alerts.iter().map(|alert| alert.last).max()?,
        findings: alerts.iter().map(finding).collect(),
        stories: alerts.iter().map(story).collect(),
        carried: closed(alerts),
        ..Entry::default()
    };
    let records: BTreeSet<_> = alerts.iter().flat_map(|alert| &alert.body.records).collect();
    entry.records = records.into_iter().cloned().collect();
    for alert in alerts {
        for entity in alert.body.entities.iter().take(NAMED) {
            take(&mut entry, entity);
        }
        add(&mut entry.tactics, &alert.body.tactics);
        add(&mut entry.techniques, &alert.body.techniques);
    }
    let mut by_weight: Vec<&Alert> = alerts.iter().collect();
    by_weight.sort_by_key(|alert| std::cmp::Reverse(alert.severity));
    for rule in by_weight.iter().filter_map(|alert| rules.find(&alert.rule)) {
        add(&mut entry.check, &rule.response.check);
        add(&mut entry.act, &rule.response.act);
    }
    Some(entry)
}

/// Puts an entity where the entry has its kind.
fn take(entry: &mut Entry, entity: &Entity) {
    let value = entity.value.trim();
    if value.is_empty() {
        return;
    }
    match entity.kind.as_str() {
        "Account" | "Mailbox" => entry.add_user(&value.to_lowercase()),
        "IP" => entry.add_address(value),
        "CloudApplication" => add(&mut entry.applications, &[value.to_owned()]),
        "Host" => add(&mut entry.devices, &[value.to_owned()]),
        _ => {}
    }
}

/// Adds what is not there yet.
pub(crate) fn add(to: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !to.contains(text) {
            to.push(text.clone());
        }
    }
}

fn title(worst: &Alert, others: usize) -> String {
    match others {
        0 => worst.body.title.clone(),
        1 => format!("{}, and 1 more finding", worst.body.title),
        _ => format!("{}, and {others} more findings", worst.body.title),
    }
}

fn text(worst: &Alert, alerts: &[Alert]) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for alert in alerts.iter().filter(|alert| alert.id != worst.id) {
        if !titles.contains(&alert.body.title.as_str()) {
            titles.push(&alert.body.title);
        }
    }
    let mut text = worst.body.story.clone();
    if !titles.is_empty() {
        let shown = titles.len().min(6);
        text += "\n\nAlso: ";
        text += &titles.iter().take(shown).copied().collect::<Vec<_>>().join("; ");
        match titles.len() - shown {
            0 => text.push('.'),
            more => text += &format!("; and {more} more."),
        }
    }
    text
}

fn finding(alert: &Alert) -> FindingRef {
    FindingRef {
        id: alert.id.clone(),
        rule: alert.rule.clone(),
        title: alert.body.title.clone(),
        severity: alert.severity,
        count: alert.findings,
        first: alert.first,
        last: alert.last,
        story: alert.body.story.clone(),
        status: alert.status.name().to_owned(),
    }
}

fn story(alert: &Alert) -> Story {
    let facets: BTreeSet<String> = alert
        .body
        .entities
        .iter()
        .take(NAMED)
        .filter(|entity| !entity.value.trim().is_empty())
        .map(|entity| format!("{}:{}", entity.kind, entity.value.to_lowercase()))
        .collect();
    let (rule, key) = (alert.rule.clone(), alert.key.clone());
    Story { rule, key, severity: alert.severity, facets: facets.into_iter().collect() }
}

/// What was decided when every alert of the group is closed: the reason and person of the last.
fn closed(alerts: &[Alert]) -> Option<Carried> {
    let closings: Option<Vec<(&Alert, Closing)>> =
        alerts.iter().map(|alert| Some((alert, alert.closing.filter(|_| alert.status == Status::Closed)?))).collect();
    let closings = closings?;
    let (alert, _) = closings.last()?;
    let is_attack = closings.iter().any(|(_, closing)| *closing == Closing::TruePositive);
    Some(Carried {
        decision: if is_attack { "escalate" } else { "expected" }.to_owned(),
        reason: alert.reason.clone().unwrap_or_default(),
        by: alert.owner.clone().unwrap_or_default(),
        at: alert.last,
        from: format!("alert {}, closed as {}", alert.id, alert.closing.map_or("", Closing::name)),
        until: None,
    })
}
