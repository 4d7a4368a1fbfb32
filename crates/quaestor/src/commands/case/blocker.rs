//! What stands in the way of an answer.

use std::collections::BTreeSet;
use std::path::PathBuf;

use casework::blocker::{Blocker as Known, Derived, Kind, Question, derive};
use casework::evidence::{Owners, Sources};
use clap::{Args, Subcommand};
use detect::state::State;

use super::act::id;
use super::{Person, acting, looking, now};
use crate::cli::Format;
use crate::commands::expiry::licences;
use crate::commands::location::{folder, open};
use crate::commands::rules;
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
    /// Find what stands in the way of an alert: gaps, cut exports, licences and time at Microsoft that has run out, of the tables its rule reads.
    Find(Find),
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

/// What stands in the way of an alert.
#[derive(Debug, Args)]
pub(super) struct Find {
    /// The alert, or the beginning of its name.
    #[arg(value_name = "ALERT")]
    alert: String,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
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
        Blocker::Find(command) => find(command, data),
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

fn find(command: &Find, data: Option<PathBuf>) -> anyhow::Result<()> {
    let place = folder(data.clone())?;
    let archive = open(data.clone())?;
    let alert = State::open(&place)?.alert(&command.alert)?;
    let set = rules::set(None, data)?;
    let rule = set.find(&alert.rule);
    let coverage = archive.coverage()?;
    // What the rule reads; of a rule that is gone, what the alert rests on.
    let named: BTreeSet<&str> = match rule {
        Some(rule) => rule.data_types().collect(),
        None => alert.body.records.iter().map(|record| record.table.as_str()).collect(),
    };
    // As far back as a run of the rule sees.
    let from = alert.first.saturating_sub(rule.map_or(0, |rule| rule.schedule().period));
    let sources = Sources::shipped()?;
    let licences = licences(&place, &sources)?;
    // Of tenants that guests came from there never was more than a few records.
    let strangers = Owners::of(&coverage, &licences).strangers;
    let mut tenants: BTreeSet<&str> = coverage.0.iter().map(|table| table.tenant.as_str()).collect();
    tenants.retain(|tenant| !strangers.contains(tenant));
    let mut found = Vec::new();
    for tenant in tenants {
        let of_tenant = |table: &&str| coverage.0.iter().any(|known| known.tenant == tenant && known.table == **table);
        let tables: Vec<&str> = named.iter().copied().filter(of_tenant).collect();
        found.extend(derive(&Question { tenant, tables, from, to: alert.last }, &coverage, &sources, &licences, now()));
    }
    let nowhere = named.into_iter().filter(|table| !coverage.0.iter().any(|known| known.table == *table));
    found.extend(nowhere.map(|table| Derived {
        kind: Kind::NotCollected,
        table: table.to_owned(),
        from,
        to: alert.last,
        detail: "nothing of this table is in the archive".to_owned(),
    }));
    if command.format == Format::Json {
        return output::json(&found);
    }
    let mut grid = Grid::new(&["what", "table", "!from", "!to", "detail"]);
    for one in &found {
        grid.row([
            one.kind.title().to_owned(),
            one.table.clone(),
            instant(one.from),
            instant(one.to),
            one.detail.clone(),
        ]);
    }
    if command.format == Format::Csv {
        return grid.print_csv();
    }
    if grid.is_empty() {
        output::say(&format!("nothing is known to stand in the way of alert {}", alert.id));
        return Ok(());
    }
    grid.print()?;
    let kinds: BTreeSet<Kind> = found.iter().map(|one| one.kind).collect();
    output::data(&explained(&kinds.into_iter().collect::<Vec<_>>()))
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
