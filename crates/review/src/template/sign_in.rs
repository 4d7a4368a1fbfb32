//! Audit and sign-in log review (Entra).

use std::collections::BTreeSet;

use detect::Severity;
use detect::coverage::SeenState;
use serde::Serialize;

use super::{Standing, counted, numbers, thousands};
use crate::model::{ResourceIds, Standing as Whose, User};
use crate::question::Part;
use crate::state::ReviewState;
use crate::time::date;
use crate::{Entry, Review};

/// The form, filled in.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SignInReview {
    /// Date of review.
    pub date_of_review: String,
    /// Outcome: a brief summary of findings.
    pub outcome: String,
    /// Actions taken.
    pub actions_taken: Vec<String>,
    /// IDs retrieved: resource, its tenant, the account's tenant.
    pub ids_retrieved: Vec<ResourceIds>,
    /// IP addresses logged.
    pub ip_addresses: Vec<String>,
    /// Users identified.
    pub users_identified: Vec<String>,
    /// Whether users are internal or external, and the investigation ongoing or resolved.
    pub update: String,
    /// Escalate, or no action required.
    pub recommendation: String,
}

impl SignInReview {
    /// Fills the form in.
    pub fn of(review: &Review, state: &ReviewState) -> Self {
        let standing = Standing::of(review, state);
        let date_of_review = state.signatures.first().map_or(review.made, |signature| signature.at);
        let ids: BTreeSet<&ResourceIds> = review.entries.iter().flat_map(|entry| &entry.resources).collect();
        let mut addresses: Vec<String> = Vec::new();
        for known in review.entries.iter().flat_map(|entry| &entry.addresses) {
            if !addresses.contains(&known.address) {
                addresses.push(known.address.clone());
            }
        }
        let people = people(review);
        Self {
            date_of_review: date(date_of_review),
            outcome: outcome(review, &standing),
            actions_taken: actions(review, state, &standing),
            ids_retrieved: ids.into_iter().cloned().collect(),
            ip_addresses: addresses,
            users_identified: people.iter().map(|user| user.name.clone()).collect(),
            update: update(&people, &standing, review),
            recommendation: recommendation(&standing, &unseen(review)),
        }
    }
}

/// People of all entries, each once.
fn people(review: &Review) -> Vec<&User> {
    let mut people: Vec<&User> = Vec::new();
    for user in review.entries.iter().flat_map(|entry| &entry.users) {
        if !people.iter().any(|known| known.name == user.name) {
            people.push(user);
        }
    }
    people
}

fn outcome(review: &Review, standing: &Standing<'_>) -> String {
    let population = &review.population;
    let mut sentences = vec![format!(
        "{} sign-ins were reviewed: {} succeeded, {} failed, {} were interrupted.",
        thousands(population.sign_ins),
        thousands(population.success),
        thousands(population.failure),
        thousands(population.interrupted)
    )];
    if population.sign_ins == 0 {
        sentences = vec!["No sign-in of this time is in the archive.".to_owned()];
    }
    let unseen = unseen(review);
    if !unseen.is_empty() {
        sentences.push(format!("Not seen: {}.", unseen.join(", ")));
    }
    sentences.push(match review.entries.len() {
        0 => "Nothing was put forward for a decision.".to_owned(),
        all => {
            let high = review.entries.iter().filter(|entry| entry.severity == Severity::High).count();
            let top: Vec<String> =
                review.entries.iter().take(3).map(|entry| format!("{} (entry {})", entry.title, entry.id)).collect();
            let lead = if all > 3 { "the first: " } else { "" };
            format!(
                "{} put forward, {high} of high severity; {lead}{}.",
                counted(all, "entry was", "entries were"),
                top.join("; ")
            )
        }
    });
    let parts: Vec<String> = [
        (&standing.escalated, "escalated"),
        (&standing.investigated, "under investigation"),
        (&standing.resolved, "resolved"),
        (&standing.open, "undecided"),
    ]
    .into_iter()
    .filter(|(entries, _)| !entries.is_empty())
    .map(|(entries, what)| format!("{} {what}", entries.len()))
    .collect();
    if !parts.is_empty() {
        sentences.push(format!("Of these: {}.", parts.join(", ")));
    }
    sentences.join(" ")
}

/// Logs of sign-ins of which there is nothing.
fn unseen(review: &Review) -> Vec<&str> {
    let missing = review.coverage.iter().filter(|covered| {
        covered.state == SeenState::NotCollected && covered.table.to_lowercase().contains("signinlogs")
    });
    missing.map(|covered| covered.table.as_str()).collect()
}

fn actions(review: &Review, state: &ReviewState, standing: &Standing<'_>) -> Vec<String> {
    // A kind may lie in several tables.
    let mut kinds: Vec<(&str, [u64; 3])> = Vec::new();
    for found in &review.population.by_kind {
        let counts = [found.sign_ins, found.failure, found.interrupted];
        match kinds.iter_mut().find(|(kind, _)| *kind == found.kind) {
            Some((_, sums)) => sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count),
            None => kinds.push((&found.kind, counts)),
        }
    }
    let mut actions: Vec<String> = kinds
        .into_iter()
        .map(|(kind, [all, failed, interrupted])| {
            let sign_ins = counted(all as usize, &format!("{kind} sign-in"), &format!("{kind} sign-ins"));
            format!("Reviewed {sign_ins} ({} failed, {} interrupted).", thousands(failed), thousands(interrupted))
        })
        .collect();
    if let Some(audits) = review.population.records.iter().find(|records| records.table == "AuditLogs") {
        let changes = counted(audits.records as usize, "change", "changes");
        actions.push(format!("Reviewed {changes} to the directory."));
    }
    actions.push(match review.detection.rules {
        _ if review.population.records.is_empty() => "There was no record for detection rules to judge.".to_owned(),
        0 => "No detection rule has judged this time.".to_owned(),
        rules => format!("Judged the time with {} detection rules.", thousands(rules)),
    });
    for form in review.put_forward.iter().filter(|form| form.part == Part::SignIn && form.groups > 0) {
        actions.push(format!(
            "{}: looked at {} in {}.",
            form.title,
            counted(form.records as usize, "record", "records"),
            counted(form.groups as usize, "group", "groups")
        ));
    }
    for entry in &review.entries {
        if let Some(given) = state.disposition(entry) {
            let from = given.carried_from.map(|from| format!(", carried from {from}")).unwrap_or_default();
            actions.push(format!(
                "Entry {}: {} – {} ({}{from}).",
                entry.id,
                given.decision.title(),
                given.reason,
                given.by
            ));
        }
    }
    if !standing.open.is_empty() {
        actions.push(format!("Still to decide: {}.", numbers(&standing.open)));
    }
    actions
}

fn update(people: &[&User], standing: &Standing<'_>, review: &Review) -> String {
    let of = |whose: Whose| people.iter().filter(|user| user.standing == whose).count();
    let known: Vec<String> = [
        (of(Whose::Internal), "user confirmed as internal", "users confirmed as internal"),
        (of(Whose::External), "user confirmed as external", "users confirmed as external"),
        (of(Whose::Workload), "application", "applications"),
        (of(Whose::Unknown), "name unknown to the directory records", "names unknown to the directory records"),
    ]
    .into_iter()
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    let who = if known.is_empty() { "No user is concerned".to_owned() } else { sentence(&known.join(", ")) };
    let ongoing: Vec<&Entry> =
        standing.open.iter().chain(&standing.investigated).chain(&standing.escalated).copied().collect();
    let investigation = match (ongoing.is_empty(), standing.resolved.is_empty()) {
        (true, true) if review.population.sign_ins == 0 => "there was no sign-in to look at".to_owned(),
        (true, true) => "nothing to investigate".to_owned(),
        (true, false) => "investigation resolved".to_owned(),
        (false, true) => format!("investigation ongoing ({})", numbers(&ongoing)),
        (false, false) => {
            format!(
                "investigation ongoing ({}), resolved for {}",
                numbers(&ongoing),
                counted(standing.resolved.len(), "entry", "entries")
            )
        }
    };
    format!("{who}; {investigation}.")
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn recommendation(standing: &Standing<'_>, unseen: &[&str]) -> String {
    if !standing.escalated.is_empty() {
        return format!("Escalate: {}.", numbers(&standing.escalated));
    }
    let high: Vec<&Entry> = standing
        .open
        .iter()
        .chain(&standing.investigated)
        .filter(|entry| entry.severity == Severity::High)
        .copied()
        .collect();
    if !high.is_empty() {
        return format!(
            "Escalate unless explained: {} of high severity not resolved.",
            numbers(&high) + if high.len() == 1 { " is" } else { " are" }
        );
    }
    if !standing.open.is_empty() {
        return format!("Decide about {} before closing; nothing of high severity is left.", numbers(&standing.open));
    }
    if !standing.investigated.is_empty() {
        return format!("No action required beyond the investigation of {}.", numbers(&standing.investigated));
    }
    if !unseen.is_empty() {
        return format!(
            "Collect {} before drawing a conclusion: nothing of this time was seen there.",
            unseen.join(", ")
        );
    }
    "No action required.".to_owned()
}
