//! Alerts that belong together: the same person, mailbox or address, within a day.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::finding::Entity;
use crate::rule::Severity;
use crate::state::Alert;

/// How far apart alerts of one incident may be, in microseconds.
const WITHIN: i64 = 86_400_000_000;
/// An address that so many alerts share is a gateway, and joins nothing.
const SHARED_BY: usize = 25;

/// Alerts that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Incident {
    /// Its name: that of its first alert.
    pub id: String,
    /// The title of its worst alert, and how many there are.
    pub title: String,
    /// The worst severity.
    pub severity: Severity,
    /// The first record.
    pub first: i64,
    /// The last record.
    pub last: i64,
    /// Who and what is concerned.
    pub entities: Vec<Entity>,
    /// Tactics, in the order of an attack.
    pub tactics: Vec<String>,
    /// Its alerts by time: a timeline.
    pub alerts: Vec<Alert>,
}

/// Gathers alerts into incidents, worst first, then newest. Alerts that are withdrawn, or closed as no attack, belong to none.
pub fn incidents(alerts: &[Alert]) -> Vec<Incident> {
    let alerts = alerts
        .iter()
        .filter(|alert| alert.is_open() || alert.closing == Some(crate::state::Closing::TruePositive))
        .collect();
    let mut incidents: Vec<Incident> = together(alerts).into_iter().filter_map(incident).collect();
    incidents.sort_by(|left, right| (right.severity, right.last, &left.id).cmp(&(left.severity, left.last, &right.id)));
    incidents
}

/// Parts alerts into those that belong together, each part by time.
pub fn together(mut alerts: Vec<&Alert>) -> Vec<Vec<Alert>> {
    alerts.sort_by(|left, right| (left.first, &left.id).cmp(&(right.first, &right.id)));
    let mut groups = Groups::new(alerts.len());
    let mut by_entity: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, alert) in alerts.iter().enumerate() {
        for entity in &alert.body.entities {
            if let Some(kind) = joins(&entity.kind) {
                by_entity.entry((kind.to_owned(), entity.value.to_lowercase())).or_default().push(at);
            }
        }
    }
    for members in by_entity.values().filter(|members| members.len() <= SHARED_BY) {
        // The one that lasts longest so far: a short alert in the middle of a long one does not end it.
        let mut longest: Option<(usize, i64)> = None;
        for at in members {
            let Some(alert) = alerts.get(*at) else { continue };
            if let Some((other, last)) = longest
                && alert.first.saturating_sub(last) <= WITHIN
            {
                groups.join(other, *at);
            }
            if longest.is_none_or(|(_, last)| alert.last > last) {
                longest = Some((*at, alert.last));
            }
        }
    }
    let mut gathered: BTreeMap<usize, Vec<Alert>> = BTreeMap::new();
    for (at, alert) in alerts.into_iter().enumerate() {
        gathered.entry(groups.of(at)).or_default().push(alert.clone());
    }
    gathered.into_values().collect()
}

/// The kinds of entity that alerts of one incident share.
fn joins(kind: &str) -> Option<&'static str> {
    match kind {
        "Account" | "Mailbox" => Some("account"),
        "IP" => Some("address"),
        "Session" => Some("session"),
        _ => None,
    }
}

fn incident(alerts: Vec<Alert>) -> Option<Incident> {
    let worst = alerts.iter().max_by_key(|alert| (alert.severity, std::cmp::Reverse(alert.first)))?;
    let others = alerts.len() - 1;
    let title = match others {
        0 => worst.body.title.clone(),
        1 => format!("{}, and 1 more alert", worst.body.title),
        _ => format!("{}, and {others} more alerts", worst.body.title),
    };
    let distinct: BTreeSet<&Entity> = alerts.iter().flat_map(|alert| &alert.body.entities).collect();
    let seen: BTreeSet<&str> = alerts.iter().flat_map(|alert| alert.body.tactics.iter().map(String::as_str)).collect();
    Some(Incident {
        id: alerts.first()?.id.clone(),
        title,
        severity: worst.severity,
        first: alerts.iter().map(|alert| alert.first).min()?,
        last: alerts.iter().map(|alert| alert.last).max()?,
        entities: distinct.into_iter().cloned().collect(),
        tactics: crate::attack::TACTICS
            .iter()
            .filter(|tactic| seen.contains(tactic.spelling))
            .map(|tactic| tactic.spelling.to_owned())
            .collect(),
        alerts,
    })
}

/// Which alerts are in one group: a forest in which each points to another of its group, or to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn of(&self, mut at: usize) -> usize {
        while let Some(next) = self.0.get(at).filter(|next| **next != at) {
            at = *next;
        }
        at
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.of(left), self.of(right));
        if let Some(root) = self.0.get_mut(left.max(right)) {
            *root = left.min(right);
        }
    }
}
