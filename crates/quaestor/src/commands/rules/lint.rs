//! `quaestor rules lint`.

use std::path::PathBuf;

use ::query::{Session, Source};
use clap::Args;
use detect::check::{self, Complaint};
use kql_datafusion::Options;
use serde_json::json;

use super::Chosen;
use crate::cli::Format;
use crate::commands::{Status, query};
use crate::output;

/// Arguments of `quaestor rules lint`.
#[derive(Debug, Args)]
pub(super) struct Lint {
    #[command(flatten)]
    chosen: Chosen,
    /// Leave out what only our own rules must have: tests, what to check, what is harmless.
    #[arg(long)]
    foreign: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Checks rules. A complaint ends the command with exit code 1; a note does not.
pub(super) fn run(command: &Lint, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (set, rules) = command.chosen.load(data)?;
    let session = Session::new(Source::default().with_library(set.library()), Options::default());
    let runtime = query::runtime()?;
    let said = check::check(&runtime, &session, &set, &rules, command.foreign);
    let (notes, wrong): (Vec<Complaint>, Vec<Complaint>) = said.into_iter().partition(|complaint| complaint.note);
    if command.format == Format::Json {
        let all: Vec<_> =
            wrong.iter().map(|complaint| json!({"rule": complaint.rule, "message": complaint.message})).collect();
        let notes: Vec<_> = notes.iter().map(|note| json!({"rule": note.rule, "message": note.message})).collect();
        output::json(&json!({"rules": rules.len(), "complaints": all, "notes": notes}))?;
    } else {
        for note in &notes {
            output::data(&format!("{}: note: {}\n", note.rule, note.message))?;
        }
        for complaint in &wrong {
            output::data(&format!("{}: {}\n", complaint.rule, complaint.message))?;
        }
        output::say(&format!("{} rules checked, {} complaints, {} notes", rules.len(), wrong.len(), notes.len()));
    }
    anyhow::ensure!(wrong.is_empty(), "{} complaints", wrong.len());
    Ok(Status::Done)
}
