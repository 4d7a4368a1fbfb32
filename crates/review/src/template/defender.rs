//! Defender review (Microsoft 365).

use detect::Severity;
use detect::coverage::SeenState;
use serde::Serialize;

use super::{Standing, counted, numbers, thousands};
use crate::model::{DefenderAlert, RiskyUser};
use crate::state::ReviewState;
use crate::time::date;
use crate::{Entry, Review};

/// What is concluded when the data says so, and only then.
const STABLE: &str = "System stable; no active threats.";

/// The form, filled in.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DefenderReview {
    /// Date of review.
    pub date_of_review: String,
    /// Risky users.
    pub risky_users: Vec<RiskyUser>,
    /// Alerts and incidents.
    pub alerts_incidents: Vec<DefenderAlert>,
    /// Actions taken: logs reviewed, unusual behaviour tracked.
    pub actions_taken: Vec<String>,
    /// What follows from it.
    pub conclusion: String,
    /// What to do.
    pub recommendation: String,
}

impl DefenderReview {
    /// Fills the form in.
    pub fn of(review: &Review, state: &ReviewState) -> Self {
        let standing = Standing::of(review, state);
        let threats = threats(review, state, &standing);
        let unseen = unseen(review);
        let date_of_review = state.signatures.first().map_or(review.made, |signature| signature.at);
        Self {
            date_of_review: date(date_of_review),
            risky_users: decided(&review.risky_users, |user| (user.entry, &mut user.decision), review, state),
            alerts_incidents: decided(
                &review.defender_alerts,
                |alert| (alert.entry, &mut alert.decision),
                review,
                state,
            ),
            actions_taken: actions(review),
            conclusion: conclusion(&threats, &unseen),
            recommendation: recommendation(review, state, &standing, &threats, &unseen),
        }
    }
}

/// What Microsoft says, with what was decided here about the entry that takes it up.
fn decided<T: Clone>(
    all: &[T],
    of: impl Fn(&mut T) -> (Option<u32>, &mut Option<String>),
    review: &Review,
    state: &ReviewState,
) -> Vec<T> {
    let mut all = all.to_vec();
    for one in &mut all {
        let (entry, decision) = of(one);
        let entry = entry.and_then(|id| review.entries.iter().find(|entry| entry.id == id));
        *decision = entry.and_then(|entry| state.disposition(entry)).map(|given| given.decision.title().to_owned());
    }
    all
}

/// What stands against the system being stable.
fn threats(review: &Review, state: &ReviewState, standing: &Standing<'_>) -> Vec<String> {
    let mut threats = Vec::new();
    let resolved = |entry: Option<u32>| {
        let entry = entry.and_then(|id| review.entries.iter().find(|entry| entry.id == id));
        entry.and_then(|entry| state.disposition(entry)).is_some_and(|given| given.decision.is_resolved())
    };
    let risky = review.risky_users.iter().filter(|user| user.is_open() && !resolved(user.entry)).count();
    if risky > 0 {
        threats.push(counted(risky, "user is at risk and not settled here", "users are at risk and not settled here"));
    }
    let open = |kind: &str| {
        let alerts = review.defender_alerts.iter().filter(|alert| alert.kind == kind);
        alerts.filter(|alert| alert.is_open() && !resolved(alert.entry)).count()
    };
    for (kind, one, many) in [
        ("alert", "Defender alert is open and not settled here", "Defender alerts are open and not settled here"),
        ("incident", "Defender incident is open", "Defender incidents are open"),
    ] {
        let count = open(kind);
        if count > 0 {
            threats.push(counted(count, one, many));
        }
    }
    let grave = |entries: &[&Entry]| entries.iter().filter(|entry| entry.severity >= Severity::Medium).count();
    let undecided = grave(&standing.open);
    if undecided > 0 {
        threats.push(counted(
            undecided,
            "entry of medium or high severity is undecided",
            "entries of medium or high severity are undecided",
        ));
    }
    if !standing.escalated.is_empty() {
        threats.push(format!("{} escalated", counted(standing.escalated.len(), "entry is", "entries are")));
    }
    if !standing.investigated.is_empty() {
        threats
            .push(format!("{} under investigation", counted(standing.investigated.len(), "entry is", "entries are")));
    }
    threats
}

/// What would have to be seen to call the system stable, and was not.
fn unseen(review: &Review) -> Vec<String> {
    let needed = |table: &str| matches!(table, "SecurityAlert" | "OfficeActivity" | "AuditLogs" | "SigninLogs");
    let missing =
        review.coverage.iter().filter(|covered| needed(&covered.table) && covered.state != SeenState::Collected);
    let mut unseen: Vec<String> = missing
        .map(|covered| covered.remark.clone().unwrap_or_else(|| format!("{} was not seen whole", covered.table)))
        .collect();
    if review.detection.rules == 0 {
        unseen.push("no detection rule has judged this time".to_owned());
    } else if !review.detection.behind.is_empty() {
        unseen.push(format!(
            "{} not judged all of this time",
            counted(review.detection.behind.len(), "rule has", "rules have")
        ));
    }
    if !review.problems.is_empty() {
        unseen.push(format!(
            "{} without an answer",
            counted(review.problems.len(), "question stayed", "questions stayed")
        ));
    }
    unseen
}

fn conclusion(threats: &[String], unseen: &[String]) -> String {
    match (threats.is_empty(), unseen.is_empty()) {
        (true, true) => STABLE.to_owned(),
        (true, false) => {
            format!(
                "Nothing active was found, but not all was seen, so the system cannot be called stable: {}.",
                unseen.join("; ")
            )
        }
        (false, true) => format!("The system is not free of threats: {}.", threats.join("; ")),
        (false, false) => {
            format!(
                "The system is not free of threats: {}. Not all was seen: {}.",
                threats.join("; "),
                unseen.join("; ")
            )
        }
    }
}

fn actions(review: &Review) -> Vec<String> {
    let mut actions = Vec::new();
    let logs: Vec<String> = review
        .coverage
        .iter()
        .filter(|covered| covered.records > 0)
        .map(|covered| format!("{} ({} records)", covered.table, thousands(covered.records)))
        .collect();
    actions.push(if logs.is_empty() {
        "Logs reviewed: none, since the archive has no record of this time.".to_owned()
    } else {
        format!("Logs reviewed: {}.", logs.join(", "))
    });
    let incidents = review.defender_alerts.iter().filter(|alert| alert.kind == "incident").count();
    let alerts = review.defender_alerts.len() - incidents;
    actions.push(format!(
        "Alerts and incidents of Microsoft Defender reviewed: {}, {}; risky users reviewed: {}.",
        counted(alerts, "alert", "alerts"),
        counted(incidents, "incident", "incidents"),
        review.risky_users.len()
    ));
    for tracked in &review.tracked {
        let examples: Vec<&str> = tracked.examples.iter().take(3).map(String::as_str).collect();
        let shown = if examples.is_empty() || tracked.count == 0 {
            String::new()
        } else {
            format!(": {}", examples.join("; "))
        };
        let more = (tracked.count as usize).saturating_sub(examples.len());
        let rest = if shown.is_empty() || more == 0 {
            String::new()
        } else {
            format!("; and {} more", thousands(more as u64))
        };
        actions.push(format!("Tracked: {}: {}{shown}{rest}.", tracked.what, thousands(tracked.count)));
    }
    actions
}

/// The first few of many names, and how many more there are.
fn first_of(names: &[&str]) -> String {
    let first = names.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(5) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn recommendation(
    review: &Review,
    state: &ReviewState,
    standing: &Standing<'_>,
    threats: &[String],
    unseen: &[String],
) -> String {
    let mut steps = Vec::new();
    if !standing.escalated.is_empty() {
        steps.push(format!("Escalate {}", numbers(&standing.escalated)));
    }
    let risky: Vec<&str> = review
        .risky_users
        .iter()
        .filter(|user| user.is_open())
        .filter(|user| {
            let entry = user.entry.and_then(|id| review.entries.iter().find(|entry| entry.id == id));
            !entry.and_then(|entry| state.disposition(entry)).is_some_and(|given| given.decision.is_resolved())
        })
        .map(|user| user.user.as_str())
        .collect();
    if !risky.is_empty() {
        steps.push(format!(
            "reset the passwords and revoke the sessions of {}, or dismiss their risk with a reason",
            first_of(&risky)
        ));
    }
    if !standing.open.is_empty() {
        steps.push(format!("decide about {}", numbers(&standing.open)));
    }
    let incidents: Vec<&str> = review
        .defender_alerts
        .iter()
        .filter(|alert| alert.kind == "incident" && alert.is_open())
        .map(|alert| alert.id.as_str())
        .collect();
    if !incidents.is_empty() {
        let noun = if incidents.len() == 1 { "incident" } else { "incidents" };
        steps.push(format!(
            "resolve {noun} {} in Microsoft Defender when what is behind them is settled",
            first_of(&incidents)
        ));
    }
    if !unseen.is_empty() {
        steps.push("collect what was not seen".to_owned());
    }
    match (steps.is_empty(), threats.is_empty()) {
        (true, true) => "No action required.".to_owned(),
        (true, false) => "Follow up what is open.".to_owned(),
        (false, _) => {
            let text = steps.join("; ");
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
                + "."
        }
    }
}
