//! What a person does about a review: decide, assign, sign, lock, amend.

use std::collections::BTreeSet;
use std::path::PathBuf;

use ::review::Entry;
use ::review::state::{Decision, NewAct};
use anyhow::{Context, bail};
use chrono::DateTime;
use clap::Args;
use detect::state::{Closing, State, Status as AlertStatus};

use super::{Found, archive, find, now};
use crate::commands::Status;
use crate::commands::location::folder;
use crate::commands::period::{instant, span};
use crate::commands::person::{UNKNOWN, who};
use crate::output;

/// How long a decision is remembered unless it says otherwise.
const REMEMBERED: i64 = 90 * 86_400_000_000;

/// Which review, and who acts.
#[derive(Debug, Args)]
struct Which {
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(long, value_name = "REVIEW")]
    review: Option<String>,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// What is decided.
#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line, and only one may be given")]
struct What {
    /// It was to be expected.
    #[arg(long)]
    expected: bool,
    /// The user explained it.
    #[arg(long)]
    explained: bool,
    /// Somebody is looking into it.
    #[arg(long)]
    investigating: bool,
    /// It is handed on.
    #[arg(long)]
    escalate: bool,
    /// It needs no action.
    #[arg(long)]
    no_action: bool,
}

impl What {
    fn decision(&self) -> Option<Decision> {
        [
            (self.expected, Decision::Expected),
            (self.explained, Decision::Explained),
            (self.investigating, Decision::Investigating),
            (self.escalate, Decision::Escalate),
            (self.no_action, Decision::NoAction),
        ]
        .into_iter()
        .find_map(|(given, decision)| given.then_some(decision))
    }
}

/// Deciding about entries.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// The entries, by their numbers: 17, or 3 5 8-12.
    #[arg(value_name = "ENTRY", required = true, value_parser = numbers)]
    entries: Vec<Numbers>,
    #[command(flatten)]
    what: What,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Until when the same story arrives decided: a time, or a span such as 30d [default: 90d]; `never` for this time only, `always` without an end.
    #[arg(long, value_name = "TIME or SPAN")]
    until: Option<String>,
    /// Leave the alerts behind the entry as they are, instead of closing or starting them with the same reason.
    #[arg(long)]
    keep_alerts: bool,
    #[command(flatten)]
    which: Which,
}

/// A range of numbers.
#[derive(Debug, Clone, Copy)]
struct Numbers(u32, u32);

fn numbers(text: &str) -> anyhow::Result<Numbers> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.trim().parse::<u32>().with_context(|| format!("{text:?} is no number of an entry"));
    let (first, last) = (number(first)?, number(last)?);
    anyhow::ensure!(first <= last && last - first < 10_000, "{text:?} is no range of entries");
    Ok(Numbers(first, last))
}

/// Until when a decision is remembered.
fn until(text: Option<&str>, now: i64) -> anyhow::Result<Option<i64>> {
    match text {
        None => Ok(Some(now.saturating_add(REMEMBERED))),
        Some("always") => Ok(None),
        Some("never") => Ok(Some(now)),
        Some(text) => match span(text) {
            Ok(span) => Ok(Some(now.saturating_add(span))),
            Err(_) => {
                let until = instant(text).context("--until takes a time, a span such as 30d, never, or always")?;
                anyhow::ensure!(
                    until > now,
                    "--until {text} is over; `never` remembers a decision for this review only"
                );
                Ok(Some(until))
            }
        },
    }
}

/// Decides about entries: each decision is an act of its own, all are sealed at once.
pub(super) fn decide(command: &Decide, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let Some(decision) = command.what.decision() else {
        bail!("say what is decided: --expected, --explained, --investigating, --escalate or --no-action");
    };
    let now = now();
    let until = until(command.until.as_deref(), now)?;
    let mut decided = Vec::new();
    let by = who(command.which.by.as_deref())?;
    acting(&command.which, data.clone(), |found| {
        let wanted: BTreeSet<u32> = command.entries.iter().flat_map(|range| range.0..=range.1).collect();
        let mut acts = Vec::new();
        for id in wanted {
            let entry = by_number(found, id)?;
            acts.push(found.state.decide(entry, decision, &command.reason, until)?);
            decided.push(entry.clone());
        }
        Ok(acts)
    })?;
    if !command.keep_alerts {
        follow(&mut State::open(&folder(data)?)?, &decided, decision, &command.reason, &by, now)?;
    }
    output::say(&format!(
        "{} {}: {}",
        decided.len(),
        if decided.len() == 1 { "entry" } else { "entries" },
        decision.title()
    ));
    Ok(Status::Done)
}

/// Does to the alerts behind entries what was decided about them. Alerts that are closed or withdrawn stay so.
fn follow(
    state: &mut State,
    entries: &[Entry],
    decision: Decision,
    reason: &str,
    by: &str,
    now: i64,
) -> anyhow::Result<()> {
    let (status, closing) = match decision {
        Decision::Expected | Decision::Explained | Decision::NoAction => (AlertStatus::Closed, Some(Closing::Benign)),
        Decision::Investigating | Decision::Escalate => (AlertStatus::InProgress, None),
    };
    let behind: BTreeSet<&str> =
        entries.iter().flat_map(|entry| &entry.findings).map(|finding| finding.id.as_str()).collect();
    for alert in state.alerts()?.iter().filter(|alert| alert.is_open()) {
        if behind.contains(alert.id.as_str()) {
            state.set_status(&alert.id, status, closing, reason, by, now)?;
        }
    }
    Ok(())
}

fn by_number(found: &Found, id: u32) -> anyhow::Result<&Entry> {
    found.review.entries.iter().find(|entry| entry.id == id).with_context(|| {
        format!("there is no entry {id}: the review of {} has {}", found.state.name, found.review.entries.len())
    })
}

/// Seals acts about a review. The right to write is taken first, so that nobody decides about what has changed meanwhile.
fn acting(
    which: &Which,
    data: Option<PathBuf>,
    acts: impl FnOnce(&Found) -> anyhow::Result<Vec<NewAct>>,
) -> anyhow::Result<Found> {
    let by = who(which.by.as_deref())?;
    let archive = archive(data)?;
    let mut writer = archive.writer()?;
    let found = find(&archive, which.review.as_deref())?;
    for act in acts(&found)? {
        writer.act(&by, act.what, &act.subject, act.body, act.documents)?;
    }
    writer.commit()?;
    writer.close()?;
    find(&archive, Some(&found.state.name))
}

/// Giving a review to somebody.
#[derive(Debug, Args)]
pub(super) struct Assign {
    /// Whose task it is.
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Until when it is to be signed.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    due: Option<i64>,
    #[command(flatten)]
    which: Which,
}

/// Gives a review to somebody, or sets when it is due.
pub(super) fn assign(command: &Assign, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let found =
        acting(&command.which, data, |found| Ok(vec![found.state.assign(command.owner.as_deref(), command.due)?]))?;
    output::say(&format!(
        "review {}: owner {}, due {}",
        found.state.name,
        found.state.owner,
        output::instant(found.state.due)
    ));
    Ok(Status::Done)
}

/// Signing a review.
#[derive(Debug, Args)]
pub(super) struct Sign {
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(value_name = "REVIEW")]
    name: Option<String>,
    /// What the signature says.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "I have reviewed what is put forward here, and decided as it stands."
    )]
    statement: String,
    /// Sign although entries are undecided, and say why.
    #[arg(long, value_name = "TEXT")]
    leave_open: Option<String>,
    /// Who signs [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Signs a review.
pub(super) fn sign(command: &Sign, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let by = who(command.by.as_deref())?;
    anyhow::ensure!(by != UNKNOWN, "a signature needs a name: nobody is named by the machine's account; add --by NAME");
    let which = Which { review: command.name.clone(), by: Some(by.clone()) };
    let found = acting(&which, data, |found| {
        Ok(vec![found.state.sign(&found.review, &by, &command.statement, command.leave_open.as_deref())?])
    })?;
    let entry = found.state.signatures.last().map_or(0, |signature| signature.entry);
    output::say(&format!(
        "review {}: {}, by {by}, sealed in entry {entry}",
        found.state.name,
        found.state.status.title()
    ));
    Ok(Status::Done)
}

/// Closing a review for good.
#[derive(Debug, Args)]
pub(super) struct Lock {
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(value_name = "REVIEW")]
    name: Option<String>,
    /// One signature is enough here.
    #[arg(long)]
    single: bool,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Closes a review for good.
pub(super) fn lock(command: &Lock, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let which = Which { review: command.name.clone(), by: command.by.clone() };
    let found = acting(&which, data, |found| Ok(vec![found.state.lock(command.single)?]))?;
    output::say(&format!("review {}: {}", found.state.name, found.state.status.title()));
    Ok(Status::Done)
}

/// Adding to a signed review.
#[derive(Debug, Args)]
pub(super) struct Amend {
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(value_name = "REVIEW")]
    name: Option<String>,
    /// What is added, and why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// About this entry.
    #[arg(long, value_name = "N")]
    entry: Option<u32>,
    #[command(flatten)]
    what: What,
    /// Until when the decision is remembered, as `decide` has it.
    #[arg(long, value_name = "TIME or SPAN")]
    until: Option<String>,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Adds to a signed review.
pub(super) fn amend(command: &Amend, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let until = until(command.until.as_deref(), now())?;
    let which = Which { review: command.name.clone(), by: command.by.clone() };
    let found = acting(&which, data, |found| {
        let entry = command.entry.map(|id| by_number(found, id)).transpose()?;
        Ok(vec![found.state.amend(&command.reason, entry, command.what.decision(), until)?])
    })?;
    let last = found.state.amendments.last();
    let at = last.and_then(|amendment| DateTime::from_timestamp_micros(amendment.at)).unwrap_or_default();
    output::say(&format!("review {}: amended {}", found.state.name, at.format("%Y-%m-%d %H:%M UTC")));
    Ok(Status::Done)
}
