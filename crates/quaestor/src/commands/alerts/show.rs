//! An alert, an incident, a history.

use clap::Args;
use detect::incident::Incident;
use detect::state::State;

use crate::cli::Format;
use crate::commands::evidence;
use crate::output::{self, Grid, instant};

/// One alert.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The alert, or the beginning of its name.
    #[arg(value_name = "ALERT")]
    id: String,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Incidents.
#[derive(Debug, Args)]
pub(super) struct Incidents {
    /// Only those of at least so many alerts.
    #[arg(long, value_name = "N", default_value_t = 1)]
    alerts: usize,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// What was done.
#[derive(Debug, Args)]
pub(super) struct History {
    /// Only to this alert.
    #[arg(value_name = "ALERT")]
    id: Option<String>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

pub(super) fn one(command: &Show, state: &State) -> anyhow::Result<()> {
    let alert = state.alert(&command.id)?;
    if command.format == Format::Json {
        return output::json(&alert);
    }
    let mut out = format!("{}  {}\n\n{}\n\n", alert.severity.name().to_uppercase(), alert.body.title, alert.body.story);
    let mut line = |label: &str, text: String| {
        if !text.is_empty() {
            out += &format!("{label:<11} {text}\n");
        }
    };
    line("alert", format!("{}  [{}]", alert.id, alert.rule));
    line(
        "status",
        format!(
            "{}{}",
            alert.status.name(),
            alert.closing.map_or_else(String::new, |closing| format!(", {}", closing.name()))
        ),
    );
    line("when", format!("{} – {}, found {} times", instant(alert.first), instant(alert.last), alert.findings));
    for entity in &alert.body.entities {
        line(&entity.kind.to_lowercase(), entity.value.clone());
    }
    for (label, value) in &alert.body.details {
        line(&label.to_lowercase(), value.clone());
    }
    line("technique", alert.body.techniques.join(", "));
    for record in &alert.body.records {
        line("evidence", evidence::ask_for(record));
    }
    for change in state.changes(Some(&alert.id))? {
        line("", format!("{}  {}  {}  {}", instant(change.time), change.who, change.what, change.reason));
    }
    output::data(&out)
}

pub(super) fn incidents(command: &Incidents, incidents: &[Incident]) -> anyhow::Result<()> {
    let shown: Vec<&Incident> = incidents.iter().filter(|incident| incident.alerts.len() >= command.alerts).collect();
    if command.format == Format::Json {
        return output::json(&shown);
    }
    if shown.is_empty() {
        output::say(match command.alerts {
            ..=1 => "no incident is there; `quaestor detect` looks for what is new",
            _ => "no incident has so many alerts",
        });
    }
    for incident in shown {
        let who: Vec<&str> = incident
            .entities
            .iter()
            .filter(|entity| entity.kind == "Account")
            .map(|entity| entity.value.as_str())
            .take(5)
            .collect();
        output::data(&format!(
            "{}  {}  [{}]\n  {} – {}  {}\n",
            incident.severity.name().to_uppercase(),
            incident.title,
            incident.id,
            instant(incident.first),
            instant(incident.last),
            who.join(" · ")
        ))?;
        for alert in &incident.alerts {
            output::data(&format!("  {}  {:<13} {}\n", instant(alert.first), alert.severity, alert.body.title))?;
        }
        output::data("\n")?;
    }
    Ok(())
}

pub(super) fn history(command: &History, state: &State) -> anyhow::Result<()> {
    let subject = command.id.as_deref().map(|id| state.alert(id)).transpose()?.map(|alert| alert.id);
    let changes = state.changes(subject.as_deref())?;
    if command.format == Format::Json {
        return output::json(&changes);
    }
    let mut grid = Grid::new(&["!time", "who", "!subject", "what", "reason"]);
    for change in changes {
        grid.row([instant(change.time), change.who, change.subject, change.what, change.reason]);
    }
    if command.format == Format::Csv { grid.print_csv() } else { grid.print() }
}
