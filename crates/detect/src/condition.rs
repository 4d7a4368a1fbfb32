//! Findings → conditions: the same thing, going on.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::finding::{Entity, Finding, RecordId};
use crate::rule::Severity;

/// Findings of one rule about the same entities, none further from those before than the rule's lookback.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The rule's short name.
    pub rule: String,
    /// What makes it one condition.
    pub key: String,
    /// The worst severity of its findings.
    pub severity: Severity,
    /// The first record.
    pub first: i64,
    /// The last record.
    pub last: i64,
    /// Who and what is concerned, in the order found.
    pub entities: Vec<Entity>,
    /// All records.
    pub records: Vec<RecordId>,
    /// Its findings, by time.
    pub findings: Vec<Finding>,
}

impl Condition {
    /// A name that follows from rule, key and the time of its first finding.
    pub fn id(&self) -> String {
        let time = self.findings.first().map_or(self.first, |finding| finding.time);
        let hash = Sha256::digest(format!("{}\0{}\0{time}", self.rule, self.key).as_bytes());
        hex::encode(hash).get(..12).unwrap_or_default().to_owned()
    }

    /// The finding that tells it best: the worst, and of those the latest.
    pub fn telling(&self) -> Option<&Finding> {
        self.findings.iter().max_by_key(|finding| (finding.severity, finding.time))
    }
}

/// Gathers findings into conditions, worst first, then newest. `lookback` tells for a rule how long after a finding its condition is over, in
/// microseconds. The order of the findings does not matter.
pub fn conditions(findings: Vec<Finding>, lookback: impl Fn(&str) -> i64) -> Vec<Condition> {
    let mut by_key: BTreeMap<(String, String), BTreeMap<(i64, String), Finding>> = BTreeMap::new();
    for finding in findings {
        let id = finding.id();
        by_key.entry((finding.rule.clone(), finding.key.clone())).or_default().insert((finding.time, id), finding);
    }
    let mut conditions = Vec::new();
    for ((rule, key), findings) in by_key {
        let gap = lookback(&rule);
        let mut group: Vec<Finding> = Vec::new();
        // How far the group reaches: its last finding need not be the one that lasts longest.
        let mut reach = i64::MIN;
        for finding in findings.into_values() {
            if !group.is_empty() && finding.first.min(finding.time).saturating_sub(reach) > gap {
                conditions.push(condition(&rule, &key, std::mem::take(&mut group)));
            }
            reach = reach.max(finding.last).max(finding.time);
            group.push(finding);
        }
        conditions.push(condition(&rule, &key, group));
    }
    conditions.sort_by(|left, right| {
        (right.severity, right.last, &left.rule, &left.key).cmp(&(left.severity, left.last, &right.rule, &right.key))
    });
    conditions
}

fn condition(rule: &str, key: &str, findings: Vec<Finding>) -> Condition {
    let mut seen = BTreeSet::new();
    let entities =
        findings.iter().flat_map(|finding| &finding.entities).filter(|entity| seen.insert((*entity).clone()));
    let entities = entities.cloned().collect();
    let records: BTreeSet<RecordId> = findings.iter().flat_map(|finding| finding.records.iter().cloned()).collect();
    Condition {
        rule: rule.to_owned(),
        key: key.to_owned(),
        severity: findings.iter().map(|finding| finding.severity).max().unwrap_or_default(),
        first: findings.iter().map(|finding| finding.first).min().unwrap_or_default(),
        last: findings.iter().map(|finding| finding.last).max().unwrap_or_default(),
        entities,
        records: records.into_iter().collect(),
        findings,
    }
}
