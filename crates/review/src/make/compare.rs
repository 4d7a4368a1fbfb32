//! How a period stands to those before it.

use std::collections::{BTreeMap, BTreeSet};

use detect::state::{Alert, Status};

use super::Making;
use super::population::Counted;
use crate::model::{Comparison, Entry, Numbers};

/// Stories that are named; the others are counted.
const NAMED: usize = 12;
/// A number rises when it is so much more than the mean of the periods before, in percent.
const MORE: u64 = 25;

/// Compares.
pub(super) fn comparison(making: &Making<'_>, counted: &Counted, entries: &[Entry]) -> Comparison {
    let period = making.period;
    let first = making.coverage.0.iter().flat_map(|table| table.windows.iter().map(|window| window.from)).min();
    let standing: Vec<&Alert> = making.alerts.iter().filter(|alert| alert.status != Status::Withdrawn).collect();
    let overlapping =
        |from: i64, to: i64| standing.iter().copied().filter(move |alert| alert.first < to && alert.last >= from);
    let numbers: Vec<Numbers> = (0..=period.compared())
        .rev()
        .map(|ago| {
            let (from, to) = period.before(ago);
            let (sign_ins, failures, people) = counted.before.get(&ago).copied().unwrap_or_default();
            // A day at its beginning is given away: records begin when the first thing happens.
            let whole = first.is_some_and(|first| first < from + crate::time::DAY);
            Numbers { from, to, whole, sign_ins, failures, people, alerts: overlapping(from, to).count() as u64 }
        })
        .filter(|numbers| numbers.whole || numbers.from == period.from)
        .collect();
    let story = |alert: &Alert| (alert.rule.clone(), alert.key.clone());
    let earlier: BTreeSet<(String, String)> =
        overlapping(period.before(period.compared()).0, period.from).map(story).collect();
    let has_history = numbers.len() > 1;
    let new: Vec<String> = entries
        .iter()
        .filter(|_| has_history)
        .filter(|entry| entry.stories.iter().all(|story| !earlier.contains(&(story.rule.clone(), story.key.clone()))))
        .map(|entry| format!("entry {}: {}", entry.id, entry.title))
        .collect();
    let current: BTreeSet<(String, String)> = overlapping(period.from, period.to).map(story).collect();
    let (from, to) = period.before(1);
    let mut gone: Vec<String> = Vec::new();
    for alert in overlapping(from, to).filter(|alert| !current.contains(&story(alert))) {
        if !gone.contains(&alert.body.title) {
            gone.push(alert.body.title.clone());
        }
    }
    Comparison {
        rising: rising(&numbers, making, &overlapping(period.from, period.to).collect::<Vec<_>>(), &standing),
        numbers,
        new: named(new),
        gone: named(gone),
    }
}

fn named(mut texts: Vec<String>) -> Vec<String> {
    let more = texts.len().saturating_sub(NAMED);
    texts.truncate(NAMED);
    if more > 0 {
        texts.push(format!("and {more} more"));
    }
    texts
}

/// A number of a stretch of time.
type Number = fn(&Numbers) -> u64;

fn rising(numbers: &[Numbers], making: &Making<'_>, now: &[&Alert], standing: &[&Alert]) -> Vec<String> {
    let Some((current, before)) = numbers.split_last() else { return Vec::new() };
    let mut rising = Vec::new();
    let count = before.len() as u64;
    let kinds: [(&str, Number); 4] = [
        ("sign-ins", |numbers| numbers.sign_ins),
        ("failed sign-ins", |numbers| numbers.failures),
        ("people who signed in", |numbers| numbers.people),
        ("alerts", |numbers| numbers.alerts),
    ];
    for (what, of) in kinds {
        let sum: u64 = before.iter().map(of).sum();
        if count > 0 && of(current) * 100 * count > sum * (100 + MORE) && of(current) > 0 {
            rising.push(format!("{what}: {} after {} on average", of(current), sum / count));
        }
    }
    let mut by_rule: BTreeMap<&str, u64> = BTreeMap::new();
    for alert in now {
        *by_rule.entry(&alert.rule).or_default() += 1;
    }
    for (rule, alerts) in by_rule.into_iter().filter(|(_, alerts)| *alerts >= 3) {
        let earlier: u64 = before
            .iter()
            .map(|numbers| {
                standing
                    .iter()
                    .filter(|alert| alert.rule == rule && alert.first < numbers.to && alert.last >= numbers.from)
                    .count() as u64
            })
            .sum();
        if count > 0 && alerts * count >= earlier * 2 {
            let name = making.rules.find(rule).map_or(rule, |rule| rule.name.as_str());
            rising.push(format!("{name}: {alerts} times after {earlier} in {count} periods"));
        }
    }
    rising
}
