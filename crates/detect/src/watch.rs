//! Keeps up: what is new, and what came late.
//!
//! A rule is evaluated over all time since it last ran, however long that is, so nothing is left out when the program stood still. Records that came in
//! since then and belong to time that was judged before (they are minutes to days late as a rule) make the windows that they touch be judged again:
//! a record at `t` is seen by the windows that end within the rule's lookback after `t`.
//!
//! Windows are judged whole: where the last run ended in the middle of one, the next begins with it anew, so that what lies on both sides is seen together.
//! And what a rule found shortly before may have gone on (more accounts of the same spray), so a rule that looks back begins up to a day earlier.

use std::collections::BTreeMap;

use kql_plan::Value;
use kql_plan::value::UNIX_EPOCH;
use sha2::{Digest, Sha256};

use crate::evaluate::{Evaluator, Failure};
use crate::rule::Rule;
use crate::state::{Applied, Progress, State, StateError};

/// Microseconds in an hour: the grain in which late records are looked for.
const HOUR: i64 = 3_600_000_000;
/// How far before a record what it belongs to may have been found, in microseconds; no further than the rule looks back.
const GOES_ON: i64 = 24 * HOUR;

/// Why keeping up stopped.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// A rule could not be run.
    #[error(transparent)]
    Rule(#[from] Failure),
    /// The state could not be written.
    #[error(transparent)]
    State(#[from] StateError),
}

/// What a rule did.
#[derive(Debug, Default)]
pub struct Caught {
    /// What became of its findings.
    pub applied: Applied,
    /// The stretches that were judged, in microseconds since 1970.
    pub stretches: Vec<(i64, i64)>,
}

/// Runs rules as they are due.
pub struct Watch<'a> {
    evaluator: &'a Evaluator<'a>,
    /// The beginning of all records.
    first: i64,
    now: i64,
    /// Tells the members of a group, or the ranges of a named location.
    members: &'a dyn Fn(&str) -> Vec<String>,
    /// Hours with late records: by table, and by what was seen before.
    late: BTreeMap<(String, i64, i64), Vec<i64>>,
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Watch").field("first", &self.first).field("now", &self.now).finish_non_exhaustive()
    }
}

impl<'a> Watch<'a> {
    /// Makes one. `first` is when records begin, `now` what time it is: nothing after it is judged.
    pub fn new(evaluator: &'a Evaluator<'a>, first: i64, now: i64, members: &'a dyn Fn(&str) -> Vec<String>) -> Self {
        Self { evaluator, first, now, members, late: BTreeMap::new() }
    }

    /// Brings a rule up to now.
    ///
    /// # Errors
    /// When it cannot be run, or its findings cannot be written; it begins again from where it was the next time.
    pub fn catch_up(&mut self, state: &mut State, rule: &Rule) -> Result<Caught, WatchError> {
        let schedule = rule.schedule();
        // A rule that is run step by step waits until its next window is over.
        let until =
            if schedule.any_span { self.now } else { self.now.div_euclid(schedule.frequency) * schedule.frequency };
        let print = fingerprint(rule);
        let known = state.progress(&rule.slug)?.filter(|progress| progress.query == print);
        let begin = |time: i64| {
            let back = if schedule.any_span { schedule.lookback().min(GOES_ON) } else { 0 };
            schedule.window_of(time.saturating_sub(back))
        };
        let mut stretches = Vec::new();
        match &known {
            Some(progress) => {
                for hour in self.late_hours(rule, progress)? {
                    let end = schedule.window_after(hour + HOUR - 1 + schedule.lookback());
                    stretches.push((begin(hour), end.min(progress.evaluated)));
                }
                if until > progress.evaluated {
                    stretches.push((begin(progress.evaluated), until));
                }
            }
            None => stretches.push((self.first, until)),
        }
        let stretches = merged(stretches);
        let mut applied = Applied::default();
        for (start, end) in &stretches {
            let findings = self.evaluator.findings(rule, *start, *end)?;
            applied.add(state.apply(rule, *start, *end, &findings, self.members, self.now)?);
        }
        let evaluated = known.as_ref().map_or(until, |progress| progress.evaluated.max(until));
        // Not the time of this run: a batch that is being written now has rows that were received before, and nobody has seen them.
        let received = self.evaluator.sealed().unwrap_or_default();
        state.set_progress(&rule.slug, &Progress { evaluated, received, query: print })?;
        Ok(Caught { applied, stretches })
    }

    /// The hours before what was judged that have records which came in since.
    fn late_hours(&mut self, rule: &Rule, progress: &Progress) -> Result<Vec<i64>, Failure> {
        let mut hours = Vec::new();
        for table in self.evaluator.tables(rule) {
            let key = (table.clone(), progress.evaluated, progress.received);
            if let Some(known) = self.late.get(&key) {
                hours.extend(known);
                continue;
            }
            let instant = |micros: i64| {
                format!(
                    "datetime({})",
                    kql_plan::convert::convert(&Value::Datetime(micros * 10 + UNIX_EPOCH), kql_plan::Type::String)
                        .as_str()
                )
            };
            let query = format!(
                "{table} | where _Received >= {} and TimeGenerated < {} | summarize by Hour = bin(TimeGenerated, 1h) | order by Hour asc",
                instant(progress.received),
                instant(progress.evaluated)
            );
            let rows = self.evaluator.ask(&rule.slug, &query)?;
            let found: Vec<i64> = rows
                .rows
                .iter()
                .filter_map(|row| match row.first() {
                    Some(Value::Datetime(ticks)) => Some((ticks - UNIX_EPOCH).div_euclid(10)),
                    _ => None,
                })
                .collect();
            hours.extend(&found);
            self.late.insert(key, found);
        }
        hours.sort_unstable();
        hours.dedup();
        Ok(hours)
    }
}

/// Remembers that a rule has judged all time before `until`, with every record that the evaluator sees.
///
/// # Errors
/// When it cannot be written.
pub fn done(evaluator: &Evaluator<'_>, state: &mut State, rule: &Rule, until: i64) -> Result<(), StateError> {
    let schedule = rule.schedule();
    let evaluated = if schedule.any_span { until } else { until.div_euclid(schedule.frequency) * schedule.frequency };
    let received = evaluator.sealed().unwrap_or_default();
    state.set_progress(&rule.slug, &Progress { evaluated, received, query: fingerprint(rule) })
}

/// What a rule is: when it changes, all time is judged anew.
pub fn fingerprint(rule: &Rule) -> String {
    let schedule = rule.schedule();
    let text = format!(
        "{}\0{}\0{}\0{:?}\0{}",
        rule.query, schedule.frequency, schedule.period, rule.trigger_operator, rule.trigger_threshold
    );
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Stretches in order, those that touch as one; empty ones left out.
fn merged(mut stretches: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    stretches.retain(|(start, end)| start < end);
    stretches.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (start, end) in stretches {
        match out.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ => out.push((start, end)),
        }
    }
    out
}
