//! `quaestor import`.

mod account;
mod job;
mod progress;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use connect::import::{Format, Options, is_archive};
use store::Archive;
use tables::DateOrder;

use super::Status;
use super::location::{SystemClock, folder};

/// Arguments of `quaestor import`.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Files, folders and archives (zip, gz, zst, tar, 7z), in any mix.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Read every file as this format instead of recognising it by content.
    #[arg(long = "as", value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// Order of day and month in dates such as 3/12/2025, where the file cannot prove it.
    #[arg(long, value_name = "ORDER")]
    dates: Option<Dates>,
    /// Entra tenant of records that do not tell theirs, such as Graph directory audits.
    #[arg(long, value_name = "GUID", value_parser = tenant)]
    tenant: Option<Arc<str>>,
    /// What to print: a table for people, or one JSON document for scripts.
    #[arg(long, value_name = "KIND", default_value = "table")]
    report: Report,
    /// End with exit code 4 when a file is not recognised or a record is rejected.
    #[arg(long)]
    strict: bool,
    /// Threads that map records [default: one for each core].
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// Order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dates {
    /// Month first: 3/12/2025 is in March.
    Us,
    /// Day first: 3/12/2025 is in December.
    Eu,
    /// Only ISO 8601: 3/12/2025 is refused.
    Iso,
}

/// What an import prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Report {
    Table,
    Json,
}

fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let known = Format::ALL.iter().filter(|f| **f != Format::Unrecognised).map(|f| f.name());
        format!("no such format; known are: {}", known.collect::<Vec<_>>().join(", "))
    })
}

fn tenant(text: &str) -> Result<Arc<str>, String> {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    if groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase().into())
    } else {
        Err("a tenant is named by its id, such as 6d1f…-…: Entra admin center, Overview".into())
    }
}

/// Imports, prints the report, and says whether all of it was understood.
pub(crate) fn run(command: &Import, data: Option<PathBuf>) -> anyhow::Result<Status> {
    for path in &command.paths {
        if !path.exists() {
            bail!("there is no file or folder {}; nothing was imported", path.display());
        }
    }
    for path in &command.paths {
        // A folder that holds an archive may be imported, the archive in it is left out; its inside may not be named.
        let inside =
            path.canonicalize().ok().and_then(|path| path.ancestors().find(|a| is_archive(a)).map(Path::to_owned));
        if let Some(archive) = inside {
            bail!("{} lies in the archive {}; an archive is not imported", path.display(), archive.display());
        }
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = command.threads.unwrap_or(cores).max(1);
    let options = Options {
        format: command.format,
        dates: command.dates.map(|order| match order {
            Dates::Us => DateOrder::MonthFirst,
            Dates::Eu => DateOrder::DayFirst,
            Dates::Iso => DateOrder::Unsettled,
        }),
        threads,
        ..Options::default()
    };
    let folder = folder(data)?;
    let archive = Archive::create_or_open(&folder, SystemClock)
        .with_context(|| format!("cannot open the archive in {}", folder.display()))?;
    let report = job::import(&archive, &command.paths, &options, command.tenant.as_ref())?;
    match command.report {
        Report::Table => report.print()?,
        Report::Json => crate::output::json(&report.json())?,
    }
    let whole = report.unrecognised() == 0 && report.rejected() == 0 && report.failed() == 0;
    if report.failed() > 0 {
        bail!("{} could not be read, see above; the others were imported", plural(report.failed(), "file"));
    }
    Ok(if command.strict && !whole { Status::NotWhole } else { Status::Done })
}

/// Returns a number with its noun.
fn plural(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", crate::output::count(number), if number == 1 { "" } else { "s" })
}
