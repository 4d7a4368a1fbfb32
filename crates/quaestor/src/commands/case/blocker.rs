//! What stands in the way of an answer.

use std::path::PathBuf;

use casework::blocker::{Blocker as Known, Kind};
use clap::{Args, Subcommand};

use super::act::id;
use super::{Person, acting, looking};
use crate::cli::Format;
use crate::output::{self, Grid, instant};

/// What is done about blockers.
#[derive(Debug, Subcommand)]
pub(super) enum Blocker {
    /// Put a blocker on record.
    Add(Add),
    /// Say that it no longer stands in the way.
    Resolve(Resolve),
    /// List blockers, with what each means and what can be done.
    List(List),
    /// List the kinds there are.
    Kinds,
}

/// A new blocker.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// What stands in the way: expired, not-audited, not-licensed, not-permitted, hidden-origin, preservation-conflict, export-cut, not-collected, other.
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// What exactly.
    #[arg(value_name = "TEXT")]
    detail: String,
    /// What it is about: a case, a finding, an entry of a review; may be given again.
    #[arg(long, value_name = "ID", required = true)]
    about: Vec<String>,
    #[command(flatten)]
    person: Person,
}

/// That it no longer stands in the way.
#[derive(Debug, Args)]
pub(super) struct Resolve {
    /// The blocker: blocker-3.
    #[arg(value_name = "BLOCKER")]
    id: String,
    /// How.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    person: Person,
}

/// Blockers.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Only what is about this case, finding or entry.
    #[arg(long, value_name = "ID")]
    about: Option<String>,
    /// Also those that are resolved.
    #[arg(long)]
    all: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    person: Person,
}

pub(super) fn run(command: &Blocker, data: Option<PathBuf>) -> anyhow::Result<()> {
    match command {
        Blocker::Add(add) => {
            let drafts =
                acting(&add.person, data, |view| Ok(vec![view.add_blocker(add.kind, &add.about, &add.detail)?]))?;
            for draft in &drafts {
                output::data(&format!("{}\n", id(draft)))?;
            }
            Ok(())
        }
        Blocker::Resolve(resolve) => {
            acting(&resolve.person, data, |view| Ok(vec![view.resolve_blocker(&resolve.id, &resolve.reason)?]))?;
            Ok(())
        }
        Blocker::List(command) => list(command, data),
        Blocker::Kinds => kinds(),
    }
}

fn list(command: &List, data: Option<PathBuf>) -> anyhow::Result<()> {
    looking(&command.person, data, |view| {
        let wanted = |blocker: &&Known| {
            let about = command.about.as_ref().is_none_or(|id| blocker.about.contains(id));
            about && (command.all || blocker.resolved.is_none())
        };
        let shown: Vec<&Known> = view.blockers().filter(wanted).collect();
        if command.format == Format::Json {
            return output::json(&shown);
        }
        let mut grid = Grid::new(&["!blocker", "what", "about", "detail", "!added", "by", "resolved"]);
        for blocker in &shown {
            let resolved =
                blocker.resolved.as_ref().map(|done| format!("{} by {}: {}", instant(done.at), done.by, done.reason));
            grid.row([
                blocker.id.clone(),
                blocker.kind.title().to_owned(),
                blocker.about.join(", "),
                blocker.detail.clone(),
                instant(blocker.added),
                blocker.by.clone(),
                resolved.unwrap_or_default(),
            ]);
        }
        if command.format == Format::Csv {
            return grid.print_csv();
        }
        grid.print()?;
        let mut kinds: Vec<Kind> = shown.iter().map(|blocker| blocker.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        output::data(&explained(&kinds))
    })
}

fn kinds() -> anyhow::Result<()> {
    output::data(&explained(&Kind::ALL))
}

/// What kinds mean, and what can be done.
fn explained(kinds: &[Kind]) -> String {
    let mut text = String::new();
    for kind in kinds {
        text += &format!("\n{} ({})\n  {}\n", kind.title(), kind.id(), kind.meaning());
        for remedy in kind.remedies() {
            text += &format!("  - {remedy}\n");
        }
    }
    text
}
