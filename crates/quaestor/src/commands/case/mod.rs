//! `quaestor case`: what belongs together, who may know of it, what was done, and what has to be told to whom.

mod act;
mod blocker;
mod clock;
mod show;
mod timeline;

use std::path::PathBuf;

use casework::case::{Draft, Register, View};
use casework::clock::{self as clocks, Rules};
use clap::{Args, Subcommand};
use store::{Archive, Clock as _};

use super::Status;
use super::location::{SystemClock, beside, folder, open};
use super::person::who;

/// Arguments of `quaestor case`.
#[derive(Debug, Args)]
pub(crate) struct Case {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Open a case.
    Open(act::Open),
    /// List cases: what each is about, where it stands, what is due.
    List(show::List),
    /// Show a case whole.
    Show(show::Show),
    /// Add a note.
    Note(act::Note),
    /// Attach findings, entries of reviews, records.
    Attach(act::Attach),
    /// Say which people it is about.
    People(act::Names),
    /// Say which addresses it is about.
    Addresses(act::Names),
    /// Say who belongs to it; a covert case is seen by them alone.
    Member(act::Member),
    /// Show all that is known of its people and addresses, by time, with what was found and done.
    Timeline(timeline::Timeline),
    /// Start, meet and stop regulatory clocks; see what is due.
    #[command(subcommand)]
    Clock(clock::Clock),
    /// Put on record what stands in the way of an answer.
    #[command(subcommand)]
    Blocker(blocker::Blocker),
    /// Close a case: why, and what it came to.
    Close(act::Close),
    /// Open a case again.
    Reopen(act::Reopen),
}

/// Who looks and acts.
#[derive(Debug, Args)]
struct Person {
    /// Who looks or acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Runs the command.
pub(crate) fn run(command: &Case, data: Option<PathBuf>) -> anyhow::Result<Status> {
    match &command.what {
        What::Open(open) => act::open(open, data)?,
        What::List(list) => show::list(list, data)?,
        What::Show(show) => show::show(show, data)?,
        What::Note(note) => act::note(note, data)?,
        What::Attach(attach) => act::attach(attach, data)?,
        What::People(names) => act::people(names, data)?,
        What::Addresses(names) => act::addresses(names, data)?,
        What::Member(member) => act::member(member, data)?,
        What::Timeline(timeline) => timeline::run(timeline, data)?,
        What::Clock(clock) => clock::run(clock, data)?,
        What::Blocker(blocker) => blocker::run(blocker, data)?,
        What::Close(close) => act::close(close, data)?,
        What::Reopen(reopen) => act::reopen(reopen, data)?,
    }
    Ok(Status::Done)
}

/// Hands what a person sees to somebody.
fn looking<T>(
    person: &Person,
    data: Option<PathBuf>,
    look: impl FnOnce(&View<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let viewer = who(person.by.as_deref())?;
    let archive = open(data)?;
    look(&register(&archive)?.seen_by(&viewer))
}

/// Seals what a person does. The right to write is taken first, so that nobody acts on what has changed meanwhile.
fn acting(
    person: &Person,
    data: Option<PathBuf>,
    drafts: impl FnOnce(&View<'_>) -> anyhow::Result<Vec<Draft>>,
) -> anyhow::Result<Vec<Draft>> {
    let by = who(person.by.as_deref())?;
    let archive = open(data)?;
    let mut writer = archive.writer()?;
    let drafts = drafts(&register(&archive)?.seen_by(&by))?;
    for draft in &drafts {
        draft.record(&mut writer)?;
    }
    writer.commit()?;
    writer.close()?;
    Ok(drafts)
}

fn register(archive: &Archive) -> anyhow::Result<Register> {
    Ok(Register::of(archive.snapshot()?.acts()))
}

/// The rules of clocks: those that come with the program, and the archive's own.
fn rules(data: Option<PathBuf>) -> anyhow::Result<Rules> {
    let rules = Rules::shipped()?;
    match beside(&folder(data)?, clocks::FILE)? {
        Some(text) => Ok(rules.with(&text)?),
        None => Ok(rules),
    }
}

fn now() -> i64 {
    SystemClock.now()
}

/// A span, in microseconds, as people read it: `2 d 04 h`.
pub(super) fn span(micros: i64) -> String {
    let minutes = micros.unsigned_abs() / 60_000_000;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    if days > 0 { format!("{days} d {hours:02} h") } else { format!("{hours} h {minutes:02} m") }
}
