//! What a person does about a case.

use std::path::PathBuf;

use casework::case::{Attached, Change, Draft, Opened};
use clap::{Args, ValueEnum};

use super::{Person, acting};
use crate::output;

/// Opening a case.
#[derive(Debug, Args)]
pub(super) struct Open {
    /// What it is about.
    #[arg(value_name = "TITLE")]
    title: String,
    /// How severe it is.
    #[arg(long, value_name = "SEVERITY", default_value = "medium")]
    severity: Severity,
    /// Only members may know of it, and nothing in it notifies anybody.
    #[arg(long)]
    covert: bool,
    /// Who belongs to it beside you; may be given again.
    #[arg(long, value_name = "NAME")]
    member: Vec<String>,
    #[command(flatten)]
    person: Person,
}

/// How severe a case is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Severity {
    /// For the record.
    Informational,
    /// When there is time.
    Low,
    /// This week.
    Medium,
    /// Today.
    High,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Self::Informational => "informational",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A note.
#[derive(Debug, Args)]
pub(super) struct Note {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// The note.
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    person: Person,
}

/// Attaching.
#[derive(Debug, Args)]
pub(super) struct Attach {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// A finding or an alert, by its id; may be given again.
    #[arg(long, value_name = "ID")]
    finding: Vec<String>,
    /// An entry of a review: 2026-W46/17; may be given again.
    #[arg(long, value_name = "REVIEW/N")]
    entry: Vec<String>,
    /// A record: SigninLogs/66ea54eb-…; may be given again.
    #[arg(long, value_name = "TABLE/ID")]
    record: Vec<String>,
    #[command(flatten)]
    person: Person,
}

/// People, or addresses.
#[derive(Debug, Args)]
pub(super) struct Names {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// Who, or which: names, ids and addresses as logs write them.
    #[arg(value_name = "NAME")]
    add: Vec<String>,
    /// Who, or which, no more; may be given again.
    #[arg(long, value_name = "NAME")]
    remove: Vec<String>,
    #[command(flatten)]
    person: Person,
}

/// A member.
#[derive(Debug, Args)]
pub(super) struct Member {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// Who.
    #[arg(value_name = "NAME")]
    name: String,
    /// No more.
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    person: Person,
}

/// Closing a case.
#[derive(Debug, Args)]
pub(super) struct Close {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// What it came to: confirmed, not confirmed, handed on, …
    #[arg(long, value_name = "TEXT", default_value = "")]
    outcome: String,
    #[command(flatten)]
    person: Person,
}

/// Opening a case again.
#[derive(Debug, Args)]
pub(super) struct Reopen {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    person: Person,
}

pub(super) fn open(command: &Open, data: Option<PathBuf>) -> anyhow::Result<()> {
    let opened = Opened {
        title: command.title.clone(),
        covert: command.covert,
        members: command.member.clone(),
        severity: command.severity.name().to_owned(),
    };
    let drafts = acting(&command.person, data, |view| Ok(vec![view.open(&opened)?]))?;
    for draft in &drafts {
        output::data(&format!("{}\n", id(draft)))?;
    }
    Ok(())
}

pub(super) fn note(command: &Note, data: Option<PathBuf>) -> anyhow::Result<()> {
    acting(&command.person, data, |view| Ok(vec![view.note(&command.id, &command.text)?]))?;
    Ok(())
}

pub(super) fn attach(command: &Attach, data: Option<PathBuf>) -> anyhow::Result<()> {
    let attached =
        Attached { findings: command.finding.clone(), entries: command.entry.clone(), records: command.record.clone() };
    acting(&command.person, data, |view| Ok(vec![view.attach(&command.id, &attached)?]))?;
    Ok(())
}

pub(super) fn people(command: &Names, data: Option<PathBuf>) -> anyhow::Result<()> {
    let change = Change { add: command.add.clone(), remove: command.remove.clone() };
    acting(&command.person, data, |view| Ok(vec![view.people(&command.id, &change)?]))?;
    Ok(())
}

pub(super) fn addresses(command: &Names, data: Option<PathBuf>) -> anyhow::Result<()> {
    let change = Change { add: command.add.clone(), remove: command.remove.clone() };
    acting(&command.person, data, |view| Ok(vec![view.addresses(&command.id, &change)?]))?;
    Ok(())
}

pub(super) fn member(command: &Member, data: Option<PathBuf>) -> anyhow::Result<()> {
    acting(&command.person, data, |view| {
        let draft = if command.remove {
            view.remove_member(&command.id, &command.name)?
        } else {
            view.add_member(&command.id, &command.name)?
        };
        Ok(vec![draft])
    })?;
    Ok(())
}

pub(super) fn close(command: &Close, data: Option<PathBuf>) -> anyhow::Result<()> {
    acting(&command.person, data, |view| Ok(vec![view.close(&command.id, &command.reason, &command.outcome)?]))?;
    output::say(&format!("{} is closed", command.id));
    Ok(())
}

pub(super) fn reopen(command: &Reopen, data: Option<PathBuf>) -> anyhow::Result<()> {
    acting(&command.person, data, |view| Ok(vec![view.reopen(&command.id, &command.reason)?]))?;
    output::say(&format!("{} is open", command.id));
    Ok(())
}

/// The name of what an act made: the last word of its subject.
pub(super) fn id(draft: &Draft) -> &str {
    draft.subject.rsplit(' ').next().unwrap_or(&draft.subject)
}
