//! Decisions that were made before, and still hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Carried, Entry};
use crate::state::{Decision, Remembered};
use crate::time::{date, iso};

/// Gives entries the decisions of reviews before: where each story of an entry was decided, the decision has not expired at `at`, and nothing of the story
/// has changed: its severity, its addresses, places, applications. Where something has, the entry says what, and stays open. What was decided in a review
/// counts before the closing of its alerts, which follows from it.
pub(crate) fn carry(entries: &mut [Entry], memory: &BTreeMap<(String, String), Remembered>, at: i64) {
    for entry in entries {
        if entry.stories.is_empty() {
            continue;
        }
        let known: Vec<Option<&Remembered>> = entry
            .stories
            .iter()
            .map(|story| memory.get(&(story.rule.clone(), story.key.clone())))
            .map(|known| known.filter(|known| known.decision.is_remembered()))
            .collect();
        let Some(latest) = known.iter().flatten().max_by_key(|known| known.at) else { continue };
        let told = format!("decided {} in {} by {}", latest.decision.title(), latest.review, latest.by);
        if let Some(expired) = known.iter().flatten().filter_map(|known| known.until).find(|until| *until <= at) {
            if entry.carried.is_none() {
                entry.changed = Some(format!("{told}, until {}", date(expired)));
            }
            continue;
        }
        match change(entry, &known) {
            Some(_) if entry.carried.is_some() => {}
            Some(change) => entry.changed = Some(format!("{told}; {change}")),
            None => {
                entry.carried = Some(Carried {
                    decision: latest.decision.name().to_owned(),
                    reason: latest.reason.clone(),
                    by: latest.by.clone(),
                    at: latest.at,
                    from: latest.review.clone(),
                    until: latest.until.map(iso),
                });
            }
        }
    }
}

/// What is not as it was when it was decided.
fn change(entry: &Entry, known: &[Option<&Remembered>]) -> Option<String> {
    let mut new = BTreeSet::new();
    for (story, known) in entry.stories.iter().zip(known) {
        let Some(known) = known else { return Some(format!("{} is new in it", story.rule)) };
        if story.severity > known.severity {
            return Some(format!("it is {} now", story.severity.name().to_lowercase()));
        }
        new.extend(story.facets.iter().filter(|facet| !known.facets.contains(*facet)).cloned());
    }
    let decisions: BTreeSet<Decision> = known.iter().flatten().map(|known| known.decision).collect();
    if decisions.len() > 1 {
        return Some("its parts were decided differently".to_owned());
    }
    let shown: Vec<String> = new.iter().take(3).map(|facet| facet.replacen(':', " ", 1)).collect();
    match new.len() {
        0 => None,
        1..=3 => Some(format!("new since: {}", shown.join(", "))),
        more => Some(format!("new since: {} and {} more", shown.join(", "), more - 3)),
    }
}
