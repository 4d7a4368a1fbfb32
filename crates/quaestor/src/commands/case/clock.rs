//! Regulatory clocks of a case.

use std::path::PathBuf;

use casework::clock::{ClockState, Progress, Rule, states};
use clap::{Args, Subcommand};

use super::{Person, acting, looking, now, rules, span};
use crate::cli::Format;
use crate::commands::period::instant as read_instant;
use crate::output::{self, Grid, instant};

/// What is done about clocks.
#[derive(Debug, Subcommand)]
pub(super) enum Clock {
    /// Start a clock, or all clocks of a regime that an event starts.
    Start(Start),
    /// Say that what a clock asks for was done.
    Met(Met),
    /// Say that a clock does not apply.
    Stop(Stop),
    /// List the clocks that run, over all cases: what is due next.
    List(List),
    /// List the rules there are.
    Rules(Rules),
}

/// Starting a clock.
#[derive(Debug, Args)]
pub(super) struct Start {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// A rule such as gdpr-33, or a regime such as nis2.
    #[arg(value_name = "RULE")]
    rule: String,
    /// What happened: awareness, determination, … [default: the rule's first].
    #[arg(long, value_name = "EVENT")]
    on: Option<String>,
    /// When it happened: 2026-11-21T08:30:00Z.
    #[arg(long, value_name = "TIME", value_parser = read_instant)]
    at: i64,
    /// What the time rests on.
    #[arg(long, value_name = "TEXT")]
    basis: String,
    #[command(flatten)]
    person: Person,
}

/// That a clock was met.
#[derive(Debug, Args)]
pub(super) struct Met {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// The rule.
    #[arg(value_name = "RULE")]
    rule: String,
    /// When it was done [default: now].
    #[arg(long, value_name = "TIME", value_parser = read_instant)]
    at: Option<i64>,
    /// Where it can be looked up: the authority's number, a message.
    #[arg(long, value_name = "TEXT")]
    reference: String,
    #[command(flatten)]
    person: Person,
}

/// That a clock does not apply.
#[derive(Debug, Args)]
pub(super) struct Stop {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    /// The rule.
    #[arg(value_name = "RULE")]
    rule: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    person: Person,
}

/// Clocks.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Also those that were met or stopped.
    #[arg(long)]
    all: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    person: Person,
}

/// Rules.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// Only those of this regime.
    #[arg(value_name = "REGIME")]
    regime: Option<String>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

pub(super) fn run(command: &Clock, data: Option<PathBuf>) -> anyhow::Result<()> {
    match command {
        Clock::Start(command) => start(command, data),
        Clock::Met(command) => met(command, data),
        Clock::Stop(command) => stop(command, data),
        Clock::List(command) => list(command, data),
        Clock::Rules(command) => list_rules(command, data),
    }
}

fn start(command: &Start, data: Option<PathBuf>) -> anyhow::Result<()> {
    let (rules, now) = (rules(data.clone())?, now());
    let what = (command.rule.as_str(), command.on.as_deref(), command.at);
    acting(&command.person, data.clone(), |view| {
        Ok(view.start_clocks(&command.id, &rules, what, &command.basis, now)?)
    })?;
    looking(&command.person, data, |view| {
        for state in
            states(&rules, &view.case(&command.id)?.clocks, now).iter().filter(|state| state.progress.is_open())
        {
            output::say(&format!("{}: {}; to {}", state.rule, standing(state), state.to));
        }
        Ok(())
    })
}

fn met(command: &Met, data: Option<PathBuf>) -> anyhow::Result<()> {
    let (rules, now) = (rules(data.clone())?, now());
    let done = (command.at.unwrap_or(now), command.reference.as_str());
    acting(&command.person, data, |view| Ok(vec![view.meet_clock(&command.id, &rules, &command.rule, done, now)?]))?;
    Ok(())
}

fn stop(command: &Stop, data: Option<PathBuf>) -> anyhow::Result<()> {
    let (rules, now) = (rules(data.clone())?, now());
    let reason = &command.reason;
    acting(&command.person, data, |view| {
        Ok(vec![view.stop_clock(&command.id, &rules, &command.rule, reason, now)?])
    })?;
    Ok(())
}

fn list(command: &List, data: Option<PathBuf>) -> anyhow::Result<()> {
    let (rules, now) = (rules(data.clone())?, now());
    looking(&command.person, data, |view| {
        let mut all: Vec<(String, ClockState)> = Vec::new();
        for case in view.cases().filter(|case| command.all || case.is_open()) {
            let shown = states(&rules, &case.clocks, now).into_iter();
            let shown = shown.filter(|state| command.all || state.progress.is_open());
            all.extend(shown.map(|state| (case.id.clone(), state)));
        }
        all.sort_by_key(|(_, state)| state.due.unwrap_or(i64::MAX));
        if command.format == Format::Json {
            let documents = all.iter().map(|(case, state)| {
                let mut document = serde_json::to_value(state)?;
                document["case"] = case.as_str().into();
                Ok(document)
            });
            return output::json(&documents.collect::<anyhow::Result<Vec<_>>>()?);
        }
        let mut grid = Grid::new(&["!due", "!case", "rule", "state", "to", "citation"]);
        for (case, state) in all {
            let due = state.due.map_or_else(String::new, instant);
            grid.row([due, case, state.rule.clone(), standing(&state), state.to, state.citation]);
        }
        if command.format == Format::Csv {
            return grid.print_csv();
        }
        if grid.is_empty() {
            output::say(
                "no clock runs; `quaestor case clock start CASE RULE` starts one, `quaestor case clock rules` lists the rules",
            );
            return Ok(());
        }
        grid.print()
    })
}

fn list_rules(command: &Rules, data: Option<PathBuf>) -> anyhow::Result<()> {
    let rules = rules(data)?;
    let wanted = |rule: &&Rule| command.regime.as_ref().is_none_or(|regime| *regime == rule.regime);
    let shown: Vec<&Rule> = rules.rules.iter().filter(wanted).collect();
    if command.format == Format::Json {
        return output::json(&shown);
    }
    let mut grid = Grid::new(&["!rule", "what", "within", "from", "to", "citation"]);
    for rule in shown {
        let within: Vec<String> = rule.due.iter().map(|due| due.within.to_string()).collect();
        let from: Vec<&str> = rule.events().chain(rule.follows()).collect();
        let (id, title, to) = (rule.id.clone(), rule.title.clone(), rule.to.clone());
        grid.row([id, title, within.join(" or "), from.join(" or "), to, rule.citation.clone()]);
    }
    if command.format == Format::Csv { grid.print_csv() } else { grid.print() }
}

/// How a clock stands, in words.
pub(super) fn standing(state: &ClockState) -> String {
    let due = state.due.map_or_else(String::new, |due| format!(", due {}", instant(due)));
    match &state.progress {
        Progress::Waiting { on } if on.is_empty() => "waits for its event".to_owned(),
        Progress::Waiting { on } => format!("waits for {}", on.join(" or ")),
        Progress::Running { left } => format!("{} left{due}", span(*left)),
        Progress::DueSoon { left } => format!("only {} left{due}", span(*left)),
        Progress::WithoutDelay { elapsed } => format!("due without delay, since {}", span(*elapsed)),
        Progress::Missed { by } => format!("missed by {}{due}", span(*by)),
        Progress::Met { at, reference, late: None } => format!("met in time, {}; {reference}", instant(*at)),
        Progress::Met { at, reference, late: Some(late) } => {
            format!("met {} late, {}; {reference}", span(*late), instant(*at))
        }
        Progress::Stopped { at, reason } => format!("stopped {}: {reason}", instant(*at)),
        Progress::UnknownRule => "no rule of this name is known any more".to_owned(),
    }
}
