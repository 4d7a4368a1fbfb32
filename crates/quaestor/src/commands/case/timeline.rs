//! All that is known about a case, by time.

use std::path::PathBuf;

use anyhow::Context;
use casework::case::timeline::{Event, EventKind, Scope, acts, merge, queries};
use casework::case::{Case, View};
use clap::Args;
use detect::state::State;
use kql_plan::{NamedRow, Rows};
use report::Ask as _;
use serde_json::json;

use super::{Person, register};
use crate::cli::Format;
use crate::commands::ask::Archived;
use crate::commands::location::{folder, open};
use crate::commands::period::Period;
use crate::commands::person::who;
use crate::output::{self, Grid, count, instant};

/// A timeline.
#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// The case: case-17.
    #[arg(value_name = "CASE")]
    id: String,
    #[command(flatten)]
    period: Period,
    /// Print the queries instead of their answers.
    #[arg(long)]
    queries: bool,
    /// How many events to show, the newest; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    limit: usize,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    person: Person,
}

pub(super) fn run(command: &Timeline, data: Option<PathBuf>) -> anyhow::Result<()> {
    let viewer = who(command.person.by.as_deref())?;
    let archive = open(data.clone())?;
    let register = register(&archive)?;
    let view = register.seen_by(&viewer);
    let case = view.case(&command.id)?;
    let bounds = command.period.range();
    let finite = |at: i64| (at != i64::MIN && at != i64::MAX).then_some(at);
    let (from, to) = (bounds.and_then(|(from, _)| finite(from)), bounds.and_then(|(_, to)| finite(to)));
    let scope = Scope { from, to, ..Scope::of(case) };
    // A table without rows is not worth a question.
    let kept: Vec<String> =
        archive.tables()?.into_iter().filter(|table| table.rows > 0).map(|table| table.table).collect();
    let asked: Vec<_> =
        queries(&scope).into_iter().filter(|query| kept.iter().any(|table| table == query.table)).collect();
    if command.queries {
        let text: Vec<&str> = asked.iter().map(|query| query.text.as_str()).collect();
        return output::data(&format!("{}\n", text.join("\n\n")));
    }
    if case.people.is_empty() && case.addresses.is_empty() {
        output::say(&format!(
            "{0} names neither people nor addresses, so no record belongs to it; `quaestor case people {0} NAME` does",
            case.id
        ));
    }
    let mut lists = vec![acts(case), found(case, &view, data.clone())?];
    if !asked.is_empty() {
        let ask = Archived::open(data)?;
        for query in &asked {
            let rows = ask
                .ask(&query.text, bounds.unwrap_or((i64::MIN, i64::MAX)))
                .with_context(|| format!("asking {} for the timeline of {}", query.table, case.id))?;
            lists.push(events(query.table, &rows));
        }
    }
    let within = |event: &Event| from.is_none_or(|from| event.time >= from) && to.is_none_or(|to| event.time < to);
    let mut events = merge(lists);
    events.retain(within);
    let all = events.len();
    if command.limit > 0 && all > command.limit {
        events.drain(..all - command.limit);
        output::say(&format!(
            "the newest {} of {} events; --limit 0 shows all",
            count(command.limit as u64),
            count(all as u64)
        ));
    }
    print(&events, command.format)
}

/// The alerts that are attached to a case.
fn found(case: &Case, view: &View<'_>, data: Option<PathBuf>) -> anyhow::Result<Vec<Event>> {
    if case.findings.is_empty() || view.case(&case.id).is_err() {
        return Ok(Vec::new());
    }
    let alerts = State::open(&folder(data)?)?.alerts()?;
    let attached = alerts.into_iter().filter(|alert| case.findings.contains(&alert.id));
    let event = |alert: detect::state::Alert| {
        let of = |kind: &str| {
            let named = alert.body.entities.iter().filter(|entity| entity.kind.eq_ignore_ascii_case(kind));
            named.map(|entity| entity.value.clone()).collect::<Vec<_>>().join(", ")
        };
        Event {
            time: alert.first,
            kind: EventKind::Finding,
            user: of("Account"),
            activity: alert.body.title.clone(),
            object: alert.body.story.clone(),
            result: alert.severity.to_string(),
            client_ip: of("IP"),
            user_agent: String::new(),
            source: alert.rule.clone(),
            reference: alert.id.clone(),
        }
    };
    Ok(attached.map(event).collect())
}

fn events(table: &str, rows: &Rows) -> Vec<Event> {
    let event = |row: NamedRow<'_>| {
        Some(Event {
            time: row.time("Time")?,
            kind: EventKind::Record,
            user: row.text("User"),
            activity: row.text("Activity"),
            object: row.text("Object"),
            result: row.text("Result"),
            client_ip: row.text("ClientIP"),
            user_agent: row.text("UserAgent"),
            source: row.text("Source"),
            reference: table.to_owned(),
        })
    };
    let events: Vec<Event> = rows.named().filter_map(event).collect();
    let undated = rows.rows.len() - events.len();
    if undated > 0 {
        output::say(&format!("{} records of {table} have no time and stand in no timeline", count(undated as u64)));
    }
    events
}

fn print(events: &[Event], format: Format) -> anyhow::Result<()> {
    let kind = |event: &Event| match event.kind {
        EventKind::Record => "record",
        EventKind::Finding => "finding",
        EventKind::Act => "act",
    };
    if format == Format::Json {
        let one = |event: &Event| {
            json!({
                "time": instant(event.time), "kind": kind(event), "user": event.user, "activity": event.activity, "object": event.object,
                "result": event.result, "client_ip": event.client_ip, "user_agent": event.user_agent, "source": event.source,
                "reference": event.reference,
            })
        };
        return output::json(&events.iter().map(one).collect::<Vec<_>>());
    }
    let mut grid = Grid::new(&[
        "!time",
        "kind",
        "user",
        "activity",
        "object",
        "result",
        "client ip",
        "user agent",
        "source",
        "reference",
    ]);
    for event in events {
        grid.row([
            instant(event.time),
            kind(event).to_owned(),
            event.user.clone(),
            event.activity.clone(),
            event.object.clone(),
            event.result.clone(),
            event.client_ip.clone(),
            event.user_agent.clone(),
            event.source.clone(),
            event.reference.clone(),
        ]);
    }
    if format == Format::Csv { grid.print_csv() } else { grid.print() }
}
