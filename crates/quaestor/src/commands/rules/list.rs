//! `quaestor rules list`.

use std::path::PathBuf;

use clap::Args;
use detect::attack;
use serde_json::{Value, json};

use super::Chosen;
use crate::cli::Format;
use crate::commands::Status;
use crate::output::{self, Grid};

/// Arguments of `quaestor rules list`.
#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    chosen: Chosen,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

pub(super) fn run(command: &List, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (set, rules) = command.chosen.load(data)?;
    let family = |slug: &str| set.families.get(slug).cloned().unwrap_or_default();
    if command.format == Format::Json {
        let rules: Vec<Value> = rules
            .iter()
            .map(|rule| {
                json!({"rule": rule.slug, "family": family(&rule.slug), "id": rule.id, "name": rule.name, "severity": rule.severity,
                    "tactics": rule.tactics, "techniques": attack::current_ids(&rule.relevant_techniques), "tests": rule.tests.len()})
            })
            .collect();
        output::json(&rules)?;
    } else {
        let mut grid = Grid::new(&["family", "!rule", "severity", "techniques", "name"]);
        for rule in &rules {
            grid.row([
                family(&rule.slug),
                rule.slug.clone(),
                rule.severity.to_string(),
                attack::current_ids(&rule.relevant_techniques).join(" "),
                rule.name.clone(),
            ]);
        }
        if command.format == Format::Csv { grid.print_csv()? } else { grid.print()? }
    }
    for problem in &set.problems {
        output::say(&problem.to_string());
    }
    Ok(Status::Done)
}
