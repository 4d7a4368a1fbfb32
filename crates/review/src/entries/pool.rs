//! Many of one kind, each seen once, are one entry: a reader decides about the kind.

use std::collections::{BTreeMap, BTreeSet};

use detect::{RuleSet, Severity};

use super::fold::add;
use crate::model::Entry;

/// Pools entries: those of low severity always, then those of medium severity, the commonest rule first, until at most `most` are left. What is of high
/// severity, or was raised by more than one rule, stands by itself.
pub(crate) fn pool(mut entries: Vec<Entry>, rules: &RuleSet, most: usize) -> Vec<Entry> {
    for (severity, until) in [(Severity::Informational, 0), (Severity::Low, 0), (Severity::Medium, most)] {
        while entries.len() > until {
            let mut by_rule: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.severity == severity) {
                if let Some(rule) = only_rule(entry) {
                    by_rule.entry(rule).or_default().push(at);
                }
            }
            let common = by_rule.into_iter().filter(|(_, members)| members.len() > 1);
            let Some((rule, members)) =
                common.max_by_key(|(rule, members)| (members.len(), std::cmp::Reverse(rule.clone())))
            else {
                break;
            };
            entries = joined(entries, &members, &rule, rules);
        }
    }
    entries
}

/// The rule of an entry that only one raised, and about which nothing was decided.
fn only_rule(entry: &Entry) -> Option<String> {
    let rules: BTreeSet<&str> = entry.stories.iter().map(|story| story.rule.as_str()).collect();
    match rules.into_iter().collect::<Vec<_>>().as_slice() {
        [rule] if entry.carried.is_none() => Some((*rule).to_owned()),
        _ => None,
    }
}

fn joined(entries: Vec<Entry>, members: &[usize], rule: &str, rules: &RuleSet) -> Vec<Entry> {
    let (mut inside, mut out) = (Vec::new(), Vec::new());
    for (at, entry) in entries.into_iter().enumerate() {
        if members.contains(&at) { inside.push(entry) } else { out.push(entry) }
    }
    inside.sort_by_key(|entry| entry.first);
    let mut whole = Entry::default();
    let mut titles = Vec::new();
    for entry in inside {
        if titles.is_empty() {
            (whole.first, whole.last, whole.severity) = (entry.first, entry.last, entry.severity);
        }
        titles.push(entry.title.clone());
        whole.count += entry.count;
        whole.first = whole.first.min(entry.first);
        whole.last = whole.last.max(entry.last);
        whole.severity = whole.severity.max(entry.severity);
        whole.findings.extend(entry.findings);
        whole.signals.extend(entry.signals);
        whole.stories.extend(entry.stories);
        for record in entry.records {
            if !whole.records.contains(&record) {
                whole.records.push(record);
            }
        }
        for user in entry.users {
            if !whole.users.iter().any(|known| known.name == user.name) {
                whole.users.push(user);
            }
        }
        for address in entry.addresses {
            if !whole.addresses.iter().any(|known| known.address == address.address) {
                whole.addresses.push(address);
            }
        }
        for (to, from) in [
            (&mut whole.applications, &entry.applications),
            (&mut whole.devices, &entry.devices),
            (&mut whole.tactics, &entry.tactics),
            (&mut whole.techniques, &entry.techniques),
            (&mut whole.check, &entry.check),
            (&mut whole.act, &entry.act),
        ] {
            add(to, from);
        }
    }
    let told = || whole.findings.first().map_or_else(|| rule.to_owned(), |finding| finding.title.clone());
    let name = rules.find(rule).map_or_else(told, |rule| rule.name.clone());
    whole.title = format!("{name}, {} times", titles.len());
    whole.text = titles.join(".\n\n") + ".";
    out.push(whole);
    out
}
