//! Many of one kind are one entry: a reader decides about the kind.

use std::collections::{BTreeMap, BTreeSet};

use detect::{RuleSet, Severity};

use super::fold::add;
use super::order::weight;
use crate::model::Entry;

/// How entries are of one kind.
#[derive(Clone, Copy)]
enum Kind {
    /// The same rule raised them, and no other.
    OneRule,
    /// The same rules raised them.
    SameRules,
    /// The furthest step of an attack that they show is the same.
    Tactic,
}

/// One way to have fewer entries.
struct Step {
    kind: Kind,
    /// The worst severity that it touches.
    most: Severity,
    /// Whether it is taken even when there are few entries.
    always: bool,
}

/// From what costs a reader least to what costs most.
const STEPS: &[Step] = &[
    Step { kind: Kind::OneRule, most: Severity::Low, always: true },
    Step { kind: Kind::OneRule, most: Severity::Medium, always: false },
    Step { kind: Kind::OneRule, most: Severity::High, always: false },
    Step { kind: Kind::SameRules, most: Severity::High, always: false },
    Step { kind: Kind::Tactic, most: Severity::High, always: false },
];

/// Pools entries until at most `most` are left that want a decision: by rule what only one rule raised, low severity always, then medium, then high; then
/// what the same rules raised; then, by the tactic they end in, those with the least behind them. The commonest kind is pooled first. Nothing is lost: what
/// is pooled stands in the entry, finding by finding.
pub(crate) fn pool(mut entries: Vec<Entry>, rules: &RuleSet, most: usize) -> Vec<Entry> {
    for step in STEPS {
        let until = if step.always { 0 } else { most };
        loop {
            let open = entries.iter().filter(|entry| entry.carried.is_none()).count();
            if open <= until {
                break;
            }
            let mut by_kind: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, entry) in entries.iter().enumerate() {
                if entry.severity <= step.most
                    && entry.carried.is_none()
                    && let Some(key) = key(entry, step.kind)
                {
                    by_kind.entry(key).or_default().push(at);
                }
            }
            let common = by_kind.into_iter().filter(|(_, members)| members.len() > 1);
            let Some((key, mut members)) =
                common.max_by_key(|(key, members)| (members.len(), std::cmp::Reverse(key.clone())))
            else {
                break;
            };
            if matches!(step.kind, Kind::Tactic) {
                // Only as many as must be, those with the least behind them: a story that many rules agree on stands by itself as long as it can.
                members.sort_by(|left, right| {
                    let weights = entries.get(*left).map(weight).cmp(&entries.get(*right).map(weight));
                    weights.then(left.cmp(right))
                });
                members.truncate((open - most + 1).max(2));
            }
            entries = joined(entries, &members, &key, step.kind, rules);
        }
    }
    entries
}

/// What makes an entry one of a kind; none where it is of no kind.
fn key(entry: &Entry, kind: Kind) -> Option<String> {
    let rules: BTreeSet<&str> = entry.stories.iter().map(|story| story.rule.as_str()).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    match (kind, rules.as_slice()) {
        (Kind::OneRule, [rule]) => Some((*rule).to_owned()),
        (Kind::OneRule, _) => None,
        (Kind::SameRules, rules) => Some(rules.join(", ")),
        (Kind::Tactic, _) => detect::attack::TACTICS
            .iter()
            .rfind(|tactic| entry.tactics.iter().any(|known| known == tactic.spelling))
            .map(|tactic| tactic.spelling.to_owned()),
    }
}

fn joined(entries: Vec<Entry>, members: &[usize], key: &str, kind: Kind, rules: &RuleSet) -> Vec<Entry> {
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
        titles.extend(if entry.pooled.is_empty() { vec![entry.title] } else { entry.pooled });
        whole.count += entry.count;
        whole.first = whole.first.min(entry.first);
        whole.last = whole.last.max(entry.last);
        whole.severity = whole.severity.max(entry.severity);
        whole.findings.extend(entry.findings);
        whole.signals.extend(entry.signals);
        whole.stories.extend(entry.stories);
        for record in entry.records {
            whole.add_record(record);
        }
        // Who they are and where they lie is looked up later.
        for user in &entry.users {
            whole.add_user(&user.name);
        }
        for known in &entry.addresses {
            whole.add_address(&known.address);
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
    let first = whole.findings.first().map(|finding| finding.title.clone()).unwrap_or_default();
    let named = |rule: &str| rules.find(rule).map(|rule| rule.name.clone());
    whole.title = match kind {
        Kind::OneRule => format!("{}, {} times", named(key).unwrap_or(first), titles.len()),
        Kind::SameRules => {
            let spoken: Vec<String> =
                key.split(", ").take(2).map(|rule| named(rule).unwrap_or_else(|| rule.to_owned())).collect();
            format!("{}, {} times", spoken.join("; "), titles.len())
        }
        Kind::Tactic => format!("{} stories that end in {}", titles.len(), spaced(key)),
    };
    whole.text = titles.join(".\n\n") + ".";
    whole.pooled = titles;
    out.push(whole);
    out
}

/// A tactic's spelling as words: `CredentialAccess` is `credential access`.
fn spaced(spelling: &str) -> String {
    let mut out = String::new();
    for letter in spelling.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
