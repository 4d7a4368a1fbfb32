//! `quaestor review entries`: what wants a decision.

use std::path::PathBuf;

use ::review::contract::entry as as_json;
use anyhow::Context;
use clap::Args;

use super::{Found, archive, find};
use crate::cli::Format;
use crate::commands::{Status, evidence};
use crate::output::{self, Grid, count, instant};

/// Records that an entry names; the others are counted, and `--format json` has them all.
const RECORDS: usize = 100;

/// Listing entries.
#[derive(Debug, Args)]
pub(super) struct Entries {
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(value_name = "REVIEW")]
    name: Option<String>,
    /// Show this entry whole.
    #[arg(long, value_name = "N")]
    entry: Option<u32>,
    /// Only those that nobody has decided about.
    #[arg(long)]
    open: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Lists entries.
pub(super) fn run(command: &Entries, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let mut found = find(&archive(data)?, command.name.as_deref())?;
    if let Some(id) = command.entry {
        let count = found.review.entries.len();
        let entry = found.review.entries.iter().find(|entry| entry.id == id);
        let entry =
            entry.with_context(|| format!("there is no entry {id}: the review of {} has {count}", found.state.name))?;
        if command.format == Format::Json {
            output::json(&as_json(entry, &found.state))?;
        } else {
            output::data(&whole(entry, &found))?;
        }
        return Ok(Status::Done);
    }
    if command.open {
        let state = found.state.clone();
        found.review.entries.retain(|entry| state.disposition(entry).is_none());
    }
    match command.format {
        Format::Json => {
            let entries: Vec<_> = found.review.entries.iter().map(|entry| as_json(entry, &found.state)).collect();
            output::json(&entries)?;
        }
        Format::Csv => grid(&found).print_csv()?,
        Format::Table => grid(&found).print()?,
    }
    Ok(Status::Done)
}

/// Entries as rows.
pub(super) fn grid(found: &Found) -> Grid {
    let mut grid = Grid::new(&[">entry", "severity", ">times", "title", "who", "from", "decision"]);
    for entry in &found.review.entries {
        let more = |count: usize| if count > 1 { format!(" +{}", count - 1) } else { String::new() };
        let who = entry.users.first().map_or_else(String::new, |user| user.name.clone() + &more(entry.users.len()));
        let from = entry
            .addresses
            .first()
            .map_or_else(String::new, |known| known.address.clone() + &more(entry.addresses.len()));
        let decision = found.state.disposition(entry).map_or_else(String::new, |given| {
            let carried = if given.carried_from.is_some() { " (before)" } else { "" };
            format!("{}{carried}", given.decision.title())
        });
        grid.row([
            entry.id.to_string(),
            entry.severity.to_string(),
            output::count(entry.count),
            entry.title.clone(),
            who,
            from,
            decision,
        ]);
    }
    grid
}

/// An entry as a person reads it.
fn whole(entry: &::review::Entry, found: &Found) -> String {
    let mut out =
        format!("{}  entry {}: {}\n\n{}\n\n", entry.severity.name().to_uppercase(), entry.id, entry.title, entry.text);
    let mut line = |name: &str, values: Vec<String>| {
        for (at, value) in values.iter().enumerate() {
            out += &format!("  {:<12} {value}\n", if at == 0 { name } else { "" });
        }
    };
    line("when", vec![format!("{} to {}", instant(entry.first), instant(entry.last))]);
    line("who", entry.users.iter().map(|user| format!("{} ({})", user.name, user.how)).collect());
    let places = entry
        .addresses
        .iter()
        .map(|known| [known.address.as_str(), &known.place, &known.network].join(" ").trim().to_owned());
    line("from", places.collect());
    line("application", entry.applications.clone());
    line("device", entry.devices.clone());
    line("first seen", entry.first_seen.clone());
    let raised =
        entry.findings.iter().map(|finding| format!("{}  [{}, alert {}]", finding.title, finding.rule, finding.id));
    line("raised by", raised.collect());
    line("also", entry.signals.iter().map(|signal| signal.text.clone()).collect());
    line("technique", entry.techniques.clone());
    line("check", entry.check.clone());
    line("act", entry.act.clone());
    let mut records: Vec<String> = entry.records.iter().take(RECORDS).map(evidence::ask_for).collect();
    let more = entry.records.len().saturating_sub(RECORDS);
    if more > 0 {
        records.push(format!("and {} more", count(more as u64)));
    }
    line("records", records);
    line("not seen", entry.coverage.clone());
    line("why here", vec![entry.attention.join("; ")]);
    if let Some(given) = found.state.disposition(entry) {
        line("decision", vec![format!("{}: {} ({})", given.decision.title(), given.reason, given.by)]);
    }
    out
}
