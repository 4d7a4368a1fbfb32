//! `quaestor alerts`: conditions that somebody should know of, and what was done about them.

mod act;
mod exclude;
mod show;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use detect::Severity;
use detect::incident::incidents;
use detect::state::{Alert, State};
use store::Clock;

use super::Status;
use super::location::{SystemClock, folder};
use crate::cli::Format;
use crate::output::{self, Grid, instant};

/// Arguments of `quaestor alerts`.
#[derive(Debug, Args)]
pub(crate) struct Alerts {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show one alert: its story, its records, what was done.
    Show(show::Show),
    /// Say that you have seen it.
    Ack(act::Move),
    /// Say that you are at it.
    Start(act::Move),
    /// Close it: what it was, and why.
    Close(act::Close),
    /// Open it again.
    Reopen(act::Move),
    /// Tell no more of it until a time.
    Mute(act::Mute),
    /// Add a note.
    Note(act::Note),
    /// Leave something out from now on: a user, a group, an address, a network, an application, a named location.
    Exclude(exclude::Exclude),
    /// List exclusions, or take one back.
    Exclusions(exclude::Exclusions),
    /// Show alerts that belong together, each with its timeline.
    Incidents(show::Incidents),
    /// Show everything that was done, by whom and why.
    History(show::History),
}

#[derive(Debug, Args)]
struct List {
    /// Also those that are closed, muted or withdrawn.
    #[arg(long)]
    all: bool,
    /// Only of this severity and worse.
    #[arg(long, value_name = "SEVERITY")]
    severity: Option<String>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Who acts: the account of the machine.
fn who() -> String {
    super::person::operator()
}

/// Runs the command.
pub(crate) fn run(command: &Alerts, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let folder = folder(data)?;
    anyhow::ensure!(folder.join("archive.json").is_file(), "there is no archive in {}", folder.display());
    let mut state = State::open(&folder)?;
    let now = SystemClock.now();
    match &command.what {
        None => list(&command.list, &state, now)?,
        Some(What::Show(show)) => show::one(show, &state)?,
        Some(What::Ack(step)) => act::acknowledge(step, &mut state, now)?,
        Some(What::Start(step)) => act::start(step, &mut state, now)?,
        Some(What::Close(close)) => act::close(close, &mut state, now)?,
        Some(What::Reopen(step)) => act::reopen(step, &mut state, now)?,
        Some(What::Mute(mute)) => act::mute(mute, &mut state, now)?,
        Some(What::Note(note)) => act::note(note, &mut state, now)?,
        Some(What::Exclude(exclude)) => exclude::add(exclude, &mut state, now)?,
        Some(What::Exclusions(exclusions)) => exclude::list(exclusions, &mut state, now)?,
        Some(What::Incidents(show)) => show::incidents(show, &incidents(&state.alerts()?))?,
        Some(What::History(history)) => show::history(history, &state)?,
    }
    Ok(Status::Done)
}

fn list(command: &List, state: &State, now: i64) -> anyhow::Result<()> {
    let least = match &command.severity {
        None => Severity::Informational,
        Some(name) => Severity::by_name(name)
            .ok_or_else(|| anyhow::anyhow!("a severity is informational, low, medium or high"))?,
    };
    let mut alerts: Vec<Alert> = state.alerts()?;
    alerts.retain(|alert| alert.severity >= least && (command.all || alert.is_open() && !alert.is_muted(now)));
    if command.format == Format::Json {
        return output::json(&alerts);
    }
    let mut grid = Grid::new(&["!alert", "severity", "status", "!last", ">findings", "title", "rule"]);
    for alert in &alerts {
        let status = match (alert.is_muted(now), alert.closing) {
            (true, _) => format!("{}, muted", alert.status.name()),
            (false, Some(closing)) => format!("{}, {}", alert.status.name(), closing.name()),
            (false, None) => alert.status.name().to_owned(),
        };
        grid.row([
            alert.id.clone(),
            alert.severity.to_string(),
            status,
            instant(alert.last),
            output::count(alert.findings),
            alert.body.title.clone(),
            alert.rule.clone(),
        ]);
    }
    if command.format == Format::Csv {
        return grid.print_csv();
    }
    if grid.is_empty() {
        output::say(
            "no alert is open; `quaestor detect` looks for what is new, `quaestor alerts --all` shows what was",
        );
        return Ok(());
    }
    grid.print()
}
