//! What deserves attention first.

use std::collections::BTreeSet;

use crate::model::Entry;

/// Puts entries in order and numbers them: those that are open before those decided earlier; then the worst severity; then those that more rules agree on,
/// that span more tactics, that are about something new; then the newest.
pub(crate) fn order(entries: &mut [Entry]) {
    entries.sort_by(|left, right| weight(right).cmp(&weight(left)).then_with(|| left.title.cmp(&right.title)));
    for (number, entry) in (1_u32..).zip(entries.iter_mut()) {
        entry.id = number;
        entry.attention = reasons(entry);
    }
}

/// How much an entry deserves attention.
pub(super) fn weight(entry: &Entry) -> impl Ord + use<> {
    let new = !entry.first_seen.is_empty();
    let open = entry.carried.is_none();
    // What was pooled is what has the least behind it, however much it is together.
    let whole = entry.pooled.is_empty();
    (open, entry.severity, whole, rules(entry), entry.tactics.len(), new, entry.findings.len(), entry.last)
}

fn rules(entry: &Entry) -> usize {
    entry.findings.iter().map(|finding| finding.rule.as_str()).collect::<BTreeSet<_>>().len()
}

fn reasons(entry: &Entry) -> Vec<String> {
    let mut reasons = vec![format!("severity {}", entry.severity.name().to_lowercase())];
    match rules(entry) {
        0 | 1 => {}
        rules => reasons.push(format!("{rules} rules agree")),
    }
    if entry.tactics.len() > 1 {
        reasons.push(format!("{} tactics", entry.tactics.len()));
    }
    if !entry.first_seen.is_empty() {
        reasons.push("seen for the first time".to_owned());
    }
    if let Some(changed) = &entry.changed {
        reasons.push(changed.clone());
    }
    reasons
}
