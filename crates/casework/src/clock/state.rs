//! What a clock is at some moment.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Clock, Origin, Rule, Rules};

/// A clock at some moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClockState {
    /// The rule.
    pub rule: String,
    /// What has to be told; the rule's name where the rule is known no more.
    pub title: String,
    /// Who is to be told.
    pub to: String,
    /// Where it is written.
    pub citation: String,
    /// When its time began, in microseconds since 1970; none while it waits.
    pub started: Option<i64>,
    /// Until when it is to be done; none where no number is named, and while it waits.
    pub due: Option<i64>,
    /// How it stands.
    #[serde(flatten)]
    pub progress: Progress,
}

/// How a clock stands. Spans are microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Progress {
    /// What it follows is not done.
    Waiting {
        /// The rules that it waits for.
        on: Vec<String>,
    },
    /// There is time.
    Running {
        /// How much.
        left: i64,
    },
    /// A quarter of its time is left, or less.
    DueSoon {
        /// How much.
        left: i64,
    },
    /// It is to be done without delay.
    WithoutDelay {
        /// How long ago its time began.
        elapsed: i64,
    },
    /// It is late, and not done.
    Missed {
        /// By how much.
        by: i64,
    },
    /// It was done.
    Met {
        /// When.
        at: i64,
        /// Where it can be looked up.
        reference: String,
        /// By how much it was late; none when it was in time.
        late: Option<i64>,
    },
    /// It does not run.
    Stopped {
        /// Since when.
        at: i64,
        /// Why.
        reason: String,
    },
    /// No rule of this name is there any more, so nobody can tell when it is due.
    UnknownRule,
}

impl Progress {
    /// Returns its name, in words.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Running { .. } => "running",
            Self::DueSoon { .. } => "due soon",
            Self::WithoutDelay { .. } => "without delay",
            Self::Missed { .. } => "missed",
            Self::Met { late: None, .. } => "met",
            Self::Met { late: Some(_), .. } => "met late",
            Self::Stopped { .. } => "stopped",
            Self::UnknownRule => "unknown rule",
        }
    }

    /// Whether something is left to do.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Met { .. } | Self::Stopped { .. })
    }
}

/// Returns how the clocks of a case stand at a moment: those that were started, in the order of the rules, each with those
/// that follow it. A follower waits until the one before is met.
pub fn states(rules: &Rules, clocks: &BTreeMap<String, Clock>, now: i64) -> Vec<ClockState> {
    let mut states = Vec::new();
    for rule in &rules.rules {
        if clocks.contains_key(&rule.id) || leads(rules, clocks, rule) {
            states.push(state(rule, clocks, now));
        }
    }
    for clock in clocks.values().filter(|clock| rules.get(&clock.rule).is_none()) {
        states.push(ClockState {
            rule: clock.rule.clone(),
            title: clock.rule.clone(),
            to: String::new(),
            citation: String::new(),
            started: clock.starts.values().map(|start| start.at).min(),
            due: None,
            progress: done(clock, None).unwrap_or(Progress::UnknownRule),
        });
    }
    states
}

/// Whether a rule follows, over however many, one that was started and not stopped.
fn leads(rules: &Rules, clocks: &BTreeMap<String, Clock>, rule: &Rule) -> bool {
    let mut before: Vec<&str> = rule.follows().collect();
    let mut seen: Vec<&str> = Vec::new();
    while let Some(id) = before.pop() {
        match clocks.get(id) {
            Some(clock) if clock.stopped.is_none() => return true,
            // What does not apply has no followers.
            Some(_) => {}
            None if seen.contains(&id) => {}
            None => {
                seen.push(id);
                before.extend(rules.get(id).into_iter().flat_map(Rule::follows));
            }
        }
    }
    false
}

fn state(rule: &Rule, clocks: &BTreeMap<String, Clock>, now: i64) -> ClockState {
    let clock = clocks.get(&rule.id);
    let begun: Vec<(i64, Option<i64>)> = rule
        .due
        .iter()
        .filter_map(|due| {
            let at = match &due.from {
                Origin::Event(event) => clock?.starts.get(event)?.at,
                Origin::Met(before) => clocks.get(before)?.met.as_ref()?.at,
            };
            Some((at, due.at(at)))
        })
        .collect();
    // The earliest end, and the beginning it is counted from.
    let end = begun.iter().filter_map(|(at, due)| Some((*due.as_ref()?, *at))).min();
    let due = end.map(|(due, _)| due);
    let started = end.map(|(_, at)| at).or_else(|| begun.iter().map(|(at, _)| *at).min());
    let progress = clock.and_then(|clock| done(clock, due)).unwrap_or_else(|| match (started, due) {
        (None, _) => Progress::Waiting { on: rule.follows().map(str::to_owned).collect() },
        (Some(started), None) => Progress::WithoutDelay { elapsed: now.saturating_sub(started).max(0) },
        (Some(_), Some(due)) if now > due => Progress::Missed { by: now.saturating_sub(due) },
        (Some(started), Some(due)) => {
            let left = due.saturating_sub(now);
            let soon = left <= due.saturating_sub(started) / 4;
            if soon { Progress::DueSoon { left } } else { Progress::Running { left } }
        }
    });
    ClockState {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        to: rule.to.clone(),
        citation: rule.citation.clone(),
        started,
        due,
        progress,
    }
}

/// How a clock ended, if it did. What was done counts, also when somebody stopped the clock afterwards.
fn done(clock: &Clock, due: Option<i64>) -> Option<Progress> {
    if let Some(met) = &clock.met {
        let late = due.map(|due| met.at.saturating_sub(due)).filter(|late| *late > 0);
        return Some(Progress::Met { at: met.at, reference: met.reference.clone(), late });
    }
    let stop = clock.stopped.as_ref()?;
    Some(Progress::Stopped { at: stop.at, reason: stop.reason.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Met, Start, Stop};
    use crate::instant::{DAY, HOUR};

    fn started(rule: &str, events: &[(&str, i64)]) -> Clock {
        let start = |at| Start { at, basis: "call of the help desk".into(), by: "ada".into() };
        let starts = events.iter().map(|(event, at)| ((*event).to_owned(), start(*at))).collect();
        Clock { rule: rule.into(), starts, met: None, stopped: None }
    }

    fn met(at: i64) -> Option<Met> {
        Some(Met { at, reference: "case 4711".into(), by: "ada".into() })
    }

    fn look(clocks: &[Clock], now: i64) -> Vec<(String, Progress)> {
        let clocks = clocks.iter().map(|clock| (clock.rule.clone(), clock.clone())).collect();
        let states = states(&Rules::shipped().unwrap(), &clocks, now);
        states.into_iter().map(|state| (state.rule, state.progress)).collect()
    }

    fn one(clock: &Clock, now: i64) -> Progress {
        look(std::slice::from_ref(clock), now).remove(0).1
    }

    #[test]
    fn a_clock_runs_comes_near_and_is_missed() {
        let mut clock = started("gdpr-33", &[("awareness", 0)]);
        assert_eq!(one(&clock, HOUR), Progress::Running { left: 71 * HOUR });
        assert_eq!(one(&clock, 54 * HOUR), Progress::DueSoon { left: 18 * HOUR });
        assert_eq!(one(&clock, 72 * HOUR), Progress::DueSoon { left: 0 }, "the last moment is in time");
        assert_eq!(one(&clock, 73 * HOUR), Progress::Missed { by: HOUR });
        clock.met = met(70 * HOUR);
        let reference = "case 4711".to_owned();
        assert_eq!(one(&clock, 100 * HOUR), Progress::Met { at: 70 * HOUR, reference: reference.clone(), late: None });
        clock.met = met(80 * HOUR);
        assert_eq!(one(&clock, 100 * HOUR), Progress::Met { at: 80 * HOUR, reference, late: Some(8 * HOUR) });
        clock.met = None;
        clock.stopped = Some(Stop { at: HOUR, reason: "no personal data".into(), by: "ada".into() });
        assert_eq!(one(&clock, 100 * HOUR).name(), "stopped");
    }

    #[test]
    fn of_two_ends_the_earlier_counts() {
        let left = |events: &[(&str, i64)]| one(&started("dora-initial", events), 0);
        assert_eq!(left(&[("awareness", 0)]), Progress::Running { left: 24 * HOUR });
        assert_eq!(left(&[("awareness", -HOUR), ("classification", 0)]), Progress::Running { left: 4 * HOUR });
        let nearly = one(&started("dora-initial", &[("awareness", 0), ("classification", 22 * HOUR)]), 22 * HOUR);
        assert_eq!(nearly, Progress::DueSoon { left: 2 * HOUR }, "a day after awareness comes first");
    }

    #[test]
    fn what_follows_waits_and_then_runs_by_itself() {
        let mut warning = started("nis2-early-warning", &[("awareness", 0)]);
        warning.met = met(20 * HOUR);
        let mut notification = started("nis2-notification", &[("awareness", 0)]);
        let waiting = look(&[warning.clone(), notification.clone()], 30 * HOUR);
        let names: Vec<_> = waiting.iter().map(|(rule, progress)| (rule.as_str(), progress.name())).collect();
        assert_eq!(
            names,
            [("nis2-early-warning", "met"), ("nis2-notification", "running"), ("nis2-final-report", "waiting")]
        );
        notification.met = met(31 * DAY);
        let after = look(&[warning.clone(), notification.clone()], 31 * DAY);
        assert_eq!(after[2].1, Progress::Running { left: 28 * DAY }, "a month from 1 February");
        notification.stopped = Some(Stop { at: 0, reason: "not significant".into(), by: "ada".into() });
        notification.met = None;
        assert_eq!(look(&[warning, notification], HOUR).len(), 2, "what does not apply has no followers");
    }

    #[test]
    fn a_chain_of_followers_is_seen_from_its_beginning() {
        let names: Vec<_> =
            look(&[started("dora-initial", &[("awareness", 0)])], 0).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(names, ["dora-initial", "dora-intermediate", "dora-final"]);
    }

    #[test]
    fn a_clock_whose_rule_is_gone_is_still_shown() {
        assert_eq!(one(&started("ours", &[("told", 0)]), HOUR), Progress::UnknownRule);
        assert_eq!(one(&started("pci-dss", &[("suspicion", 0)]), HOUR), Progress::WithoutDelay { elapsed: HOUR });
    }
}
