//! `quaestor expiry`: what Microsoft will soon no longer keep, and is not held.

use std::path::{Path, PathBuf};

use anyhow::bail;
use casework::evidence::{Expiry as Found, FILE, Level, Licences, Owners, Sources, expiry};
use clap::Args;
use store::Clock;

use super::Status;
use super::case::span;
use super::location::{SystemClock, beside, folder, open};
use crate::cli::Format;
use crate::output::{self, Grid, instant};

/// Arguments of `quaestor expiry`.
#[derive(Debug, Args)]
pub(crate) struct Expiry {
    /// Also where there is time, what was never fetched table by table, and tenants of which there are a few records only.
    #[arg(long)]
    all: bool,
    /// Only of this tenant.
    #[arg(long, value_name = "TENANT")]
    tenant: Option<String>,
    /// List the sources instead: how long each keeps what, by licence, and where that is written.
    #[arg(long)]
    sources: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Prints what is lost next, the worst first.
pub(crate) fn run(command: &Expiry, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let sources = Sources::shipped()?;
    if command.sources {
        list(&sources, command.format)?;
        return Ok(Status::Done);
    }
    let licences = licences(&folder(data.clone())?, &sources)?;
    let coverage = open(data)?.coverage()?;
    let mut owners = Owners::of(&coverage, &licences);
    if command.all || command.tenant.is_some() {
        owners.admit();
    }
    let mut found = expiry(&sources, &licences, &owners, SystemClock.now());
    found.retain(|one| command.tenant.as_ref().is_none_or(|tenant| one.tenant.eq_ignore_ascii_case(tenant)));
    let all = found.len();
    if let (Some(tenant), 0) = (&command.tenant, all) {
        bail!("there is no record of tenant {tenant}; there are: {}", owners.own.join(", "));
    }
    found.retain(|one| command.all || one.level != Level::Ok);
    if command.format == Format::Json {
        output::json(&found)?;
        return Ok(Status::Done);
    }
    if command.format == Format::Csv {
        grid(&found.iter().collect::<Vec<_>>()).print_csv()?;
        return Ok(Status::Done);
    }
    if all == 0 {
        output::say("no tenant is in the archive yet; quaestor import PATHS brings records");
        return Ok(Status::Done);
    }
    // Of what was never fetched nobody knows whether it is there at all: it is named, after what is known.
    let (never, shown): (Vec<&Found>, Vec<&Found>) =
        found.iter().partition(|one| one.held.is_none() && !command.all && one.level != Level::Ok);
    let grid = grid(&shown);
    if !grid.is_empty() {
        grid.print()?;
        output::data(&fetching(&shown))?;
    }
    output::data(&nothing_held(&never))?;
    if !owners.strangers.is_empty() {
        output::say(&format!(
            "of {} there are a few records only, of guests and visits; --all shows them, and an entry in {FILE} takes a tenant for one of yours",
            owners.strangers.join(", ")
        ));
    }
    if found.iter().any(|one| one.assumed) {
        output::say(&format!(
            "a licence with ? is an assumption: say what the tenant has in {FILE} beside the archive"
        ));
    }
    let hidden = all - found.len();
    if hidden > 0 {
        output::say(&format!("{hidden} more have time; --all shows them"));
    }
    Ok(Status::Done)
}

/// What the tenants are licensed for, as the operator says it beside the archive; nothing is known where nothing is said.
pub(super) fn licences(folder: &Path, sources: &Sources) -> anyhow::Result<Licences> {
    Ok(match beside(folder, FILE)? {
        Some(text) => Licences::read(&text, sources)?,
        None => Licences::default(),
    })
}

fn grid(found: &[&Found]) -> Grid {
    let mut grid = Grid::new(&[
        "state",
        ">left",
        "source",
        "table",
        "licence",
        "keeps",
        "!held until",
        "!fetch from",
        "!fetch to",
        "tenant",
    ]);
    for alike in found.chunk_by(|left, right| is_alike(left, right)) {
        let Some(one) = alike.first() else { continue };
        let licence = match (one.custom, one.assumed) {
            (true, _) => "own policy".to_owned(),
            (false, true) => alike.iter().map(|one| format!("{}?", one.licence.name())).collect::<Vec<_>>().join(" "),
            (false, false) => one.licence.name().to_owned(),
        };
        grid.row([
            one.level.name().to_owned(),
            one.left.map_or_else(String::new, span),
            one.source.clone(),
            one.table.clone(),
            licence,
            one.kept.to_string(),
            one.held.map_or_else(|| "nothing".to_owned(), |(_, to)| instant(to)),
            one.missing.map_or_else(String::new, |(from, _)| instant(from)),
            one.missing.map_or_else(String::new, |(_, to)| instant(to)),
            one.tenant.clone(),
        ]);
    }
    grid
}

/// Whether two differ by the licence that is assumed, and by nothing else.
fn is_alike(left: &Found, right: &Found) -> bool {
    left.assumed && right.assumed && Found { licence: left.licence, ..right.clone() } == *left
}

/// What nothing is held of, in a line for each tenant and way to fetch it.
fn nothing_held(never: &[&Found]) -> String {
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for one in never {
        let why = if one.level == Level::NotKept {
            format!("nothing is held for {} of what is only ever streamed", one.tenant)
        } else {
            format!("nothing is held for {}, and what there is goes day by day", one.tenant)
        };
        match lines.iter_mut().find(|(known, _)| *known == why) {
            Some((_, tables)) if tables.contains(&one.table.as_str()) => {}
            Some((_, tables)) => tables.push(&one.table),
            None => lines.push((why, vec![&one.table])),
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|(why, tables)| format!("{why}: {}\n", tables.join(", "))).collect();
    lines.concat()
}

/// Where to fetch, once a source; and what is gone.
fn fetching(found: &[&Found]) -> String {
    let mut text = String::from("\n");
    let mut told: Vec<&str> = Vec::new();
    for one in found.iter().filter(|one| one.level != Level::Ok) {
        if !told.contains(&one.source.as_str()) {
            told.push(&one.source);
            text += &format!("{}: {}\n", one.source, one.fetch);
        }
    }
    for one in found.iter().filter(|one| !one.assumed) {
        if let Some((from, to)) = one.lost {
            text += &format!("lost     {} {}: {} to {}\n", one.tenant, one.table, instant(from), instant(to));
        }
    }
    text
}

fn list(sources: &Sources, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(&sources.0);
    }
    let mut grid = Grid::new(&["!source", "what", "tables", "keeps", "fetch", "from", "read", "note"]);
    for source in &sources.0 {
        let keeps = source
            .family
            .licences()
            .iter()
            .filter_map(|licence| source.keeps.get(licence).map(|kept| format!("{}: {kept}", licence.name())));
        grid.row([
            source.id.clone(),
            source.title.clone(),
            source.tables.join(", "),
            keeps.collect::<Vec<_>>().join(", "),
            source.fetch.clone(),
            source.cite.clone(),
            source.read.clone().unwrap_or_default(),
            source.note.clone().unwrap_or_default(),
        ]);
    }
    if format == Format::Csv { grid.print_csv() } else { grid.print() }
}
