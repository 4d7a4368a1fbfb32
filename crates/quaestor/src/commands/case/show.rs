//! Cases, and one of them whole.

use std::path::PathBuf;

use casework::case::Case;
use casework::clock::{ClockState, states};
use clap::Args;
use serde_json::json;

use super::clock::standing;
use super::{Person, looking, now, rules};
use crate::cli::Format;
use crate::output::{self, Grid, instant};

/// Cases.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Also those that are closed.
    #[arg(long)]
    all: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    person: Person,
}

/// One case.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    person: Person,
}

pub(super) fn list(command: &List, data: Option<PathBuf>) -> anyhow::Result<()> {
    let (rules, now) = (rules(data.clone())?, now());
    looking(&command.person, data, |view| {
        let cases: Vec<&Case> = view.cases().filter(|case| command.all || case.is_open()).collect();
        if command.format == Format::Json {
            return output::json(&cases);
        }
        let mut grid = Grid::new(&["!case", "severity", "status", "!opened", "by", "title", "people", "next due"]);
        for case in cases {
            let due = states(&rules, &case.clocks, now).into_iter().filter(|state| state.progress.is_open());
            let next = due.min_by_key(|state| state.due.unwrap_or(i64::MAX));
            let covert = if case.covert { ", covert" } else { "" };
            grid.row([
                case.id.clone(),
                case.severity.clone(),
                format!("{}{covert}", case.status.name()),
                instant(case.opened),
                case.by.clone(),
                case.title.clone(),
                case.people.iter().cloned().collect::<Vec<_>>().join(", "),
                next.map_or_else(String::new, |state| format!("{}: {}", state.rule, standing(&state))),
            ]);
        }
        for unheeded in view.unheeded() {
            output::say(&format!(
                "entry {}: {} on {} by {} is not followed: {}",
                unheeded.entry, unheeded.what, unheeded.subject, unheeded.by, unheeded.reason
            ));
        }
        if command.format == Format::Csv {
            return grid.print_csv();
        }
        if grid.is_empty() {
            output::say(
                "no case is open; `quaestor case open TITLE` opens one, `quaestor case list --all` shows closed ones",
            );
            return Ok(());
        }
        grid.print()
    })
}

pub(super) fn show(command: &Show, data: Option<PathBuf>) -> anyhow::Result<()> {
    let rules = rules(data.clone())?;
    looking(&command.person, data, |view| {
        let case = view.case(&command.id)?;
        let clocks = states(&rules, &case.clocks, now());
        if command.format == Format::Json {
            let mut document = serde_json::to_value(case)?;
            document["clock_states"] = json!(clocks);
            document["blocker_details"] = json!(about(view, case));
            return output::json(&document);
        }
        if command.format == Format::Csv {
            let mut grid = Grid::new(&["time", "by", "what", "text", "entry"]);
            for step in &case.history {
                let (what, text) = (step.what.clone(), step.text.clone());
                grid.row([instant(step.at), step.by.clone(), what, text, step.entry.to_string()]);
            }
            return grid.print_csv();
        }
        output::data(&whole(case, &clocks, &about(view, case)))
    })
}

fn about<'a>(view: &casework::case::View<'a>, case: &Case) -> Vec<&'a casework::blocker::Blocker> {
    view.blockers().filter(|blocker| case.blockers.contains(&blocker.id)).collect()
}

fn whole(case: &Case, clocks: &[ClockState], blockers: &[&casework::blocker::Blocker]) -> String {
    let mut out = format!("{}  {}\n\n", case.id, output::printable(&case.title));
    let mut line = |label: &str, text: String| {
        if !text.is_empty() {
            out += &format!("{label:<10} {}\n", output::printable(&text));
        }
    };
    let list = |names: &std::collections::BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    let covert = if case.covert { "; covert: only its members see it" } else { "" };
    line("status", format!("{}{covert}", case.status.name()));
    line("severity", case.severity.clone());
    line("opened", format!("{} by {}", instant(case.opened), case.by));
    line("members", case.members.values().cloned().collect::<Vec<_>>().join(", "));
    line("people", list(&case.people));
    line("addresses", list(&case.addresses));
    line("findings", list(&case.findings));
    line("entries", list(&case.entries));
    line("records", list(&case.records));
    line("holds", case.holds.iter().map(u64::to_string).collect::<Vec<_>>().join(", "));
    for state in clocks {
        line("clock", format!("{}: {}; {}, to {}", state.rule, standing(state), state.title, state.to));
    }
    for blocker in blockers {
        let state = if blocker.resolved.is_some() { "resolved" } else { "open" };
        line("blocker", format!("{}: {} ({state}); {}", blocker.id, blocker.kind.title(), blocker.detail));
        line("", blocker.kind.meaning().to_owned());
    }
    out += "\n";
    for step in &case.history {
        let text = output::printable(&step.text);
        out += &format!("{}  {}  {}  {text}\n", instant(step.at), output::printable(&step.by), step.what);
    }
    out
}
