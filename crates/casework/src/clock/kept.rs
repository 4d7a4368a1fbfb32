//! What people recorded about a clock.

use std::collections::BTreeMap;

use serde::Serialize;

/// What people recorded about one rule in one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The rule.
    pub rule: String,
    /// When each event happened that starts it, by the event's name. What was said last counts.
    pub starts: BTreeMap<String, Start>,
    /// That it was done.
    pub met: Option<Met>,
    /// That it does not apply, or no longer does.
    pub stopped: Option<Stop>,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Start {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// What this rests on.
    pub basis: String,
    /// Who said so.
    pub by: String,
}

/// That what a rule asks for was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Met {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Where it can be looked up: the authority's number, a message.
    pub reference: String,
    /// Who said so.
    pub by: String,
}

/// That a clock does not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// When that was said, in microseconds since 1970.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
}
