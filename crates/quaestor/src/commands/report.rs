//! `quaestor report`: numbers with their definition, population, coverage and query.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand};
use detect::coverage::SeenState;
use report::{Definition, Definitions, Fact, Form, Params};
use serde_json::json;
use store::Clock;

use super::Status;
use super::ask::Archived;
use super::location::{SystemClock, folder, open};
use super::query::parameter;
use super::review::Of;
use super::saved::{form, form_of, render};
use crate::cli::Format as ListFormat;
use crate::output::{self, Grid, duration, instant};

/// Arguments of `quaestor report`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Report {
    #[command(subcommand)]
    what: Option<What>,
    /// The report: `quaestor report list` names them.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    of: Of,
    /// How to write it: html (one file that needs nothing else), csv (safe to open in a spreadsheet), xlsx, md, json [default: as the file's name ends, else
    /// md].
    #[arg(long, value_name = "FORM", value_parser = form)]
    format: Option<Form>,
    /// Write it to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A value for one of the report's parameters.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    set: Vec<(String, String)>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the reports that come with the program, and your own.
    List {
        /// How to print.
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: ListFormat,
    },
    /// Check report definitions, also those of a folder.
    Check {
        /// A folder of definitions beside those that come with the program.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// Makes a report, lists or checks them.
pub(crate) fn run(command: &Report, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let place = folder(data.clone())?;
    match &command.what {
        Some(What::List { format }) => list(&definitions(&place)?, *format),
        Some(What::Check { folder }) => check(&definitions(&place)?, folder.as_deref()),
        None => one(command, &definitions(&place)?, data),
    }
}

/// The reports that come with the program, and those of the archive's `reports` folder, which take the place of ones of the same name.
fn definitions(place: &Path) -> anyhow::Result<Definitions> {
    let own = place.join("reports");
    let mut definitions = Definitions::embedded();
    if own.is_dir() {
        definitions = definitions.with(Definitions::folder(&own)?);
    }
    for problem in &definitions.problems {
        output::say(&problem.to_string());
    }
    Ok(definitions)
}

fn one(command: &Report, definitions: &Definitions, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let began = std::time::Instant::now();
    let Some(name) = &command.name else { bail!("name a report: `quaestor report list` shows them") };
    let Some(definition) = definitions.find(name) else {
        let near = definitions.nearest(name).map(|near| format!(" (did you mean {near}?)")).unwrap_or_default();
        bail!("there is no report {name}{near}; `quaestor report list` shows them");
    };
    let now = SystemClock.now();
    let period = command.of.period(now)?;
    let archive = open(data.clone())?;
    let snapshot = archive.snapshot()?;
    let coverage = coverage(&snapshot.coverage(), definition, (period.from, period.to.min(now.max(period.from + 1))));
    let fact = |name: &str, value: String| Fact { name: name.to_owned(), value };
    let facts = vec![
        fact("Made", format!("{}, quaestor {}", instant(now), env!("CARGO_PKG_VERSION"))),
        fact("Records as of", format!("seal chain {}", snapshot.head())),
    ];
    let params = Params {
        period: (period.from, period.to),
        values: command.set.iter().cloned().collect(),
        coverage: &coverage,
        facts,
    };
    let ask = Archived::open(data)?;
    let made = report::run(definition, &params, &ask)?;
    let form = command.format.or_else(|| command.out.as_deref().and_then(form_of)).unwrap_or(Form::Markdown);
    render(command.out.as_deref(), form, &made.document)?;
    for failure in &made.failures {
        output::say(&format!("{}: {}", failure.panel, failure.reason));
    }
    output::say(&format!("{} for {} in {}", definition.id, period.name, duration(began.elapsed().as_secs_f64())));
    anyhow::ensure!(
        made.failures.is_empty(),
        "{} of {} panels could not be answered; the report says which",
        made.failures.len(),
        definition.panels.len()
    );
    Ok(Status::Done)
}

/// What could not be seen of the tables that a report reads; a table of which there was nothing is not in it.
fn coverage(
    coverage: &store::Coverage,
    definition: &Definition,
    (from, to): (i64, i64),
) -> BTreeMap<String, Vec<String>> {
    let mut tables: Vec<String> = definition.tables.clone();
    tables.extend(definition.panels.iter().flat_map(|panel| panel.tables.clone()));
    tables.sort();
    tables.dedup();
    let seen = detect::coverage::seen(coverage, &tables, from, to);
    let there = seen.into_iter().filter(|seen| seen.state != SeenState::NotCollected);
    let mut remarks: BTreeMap<String, Vec<String>> =
        there.map(|seen| (seen.table.clone(), seen.lack().into_iter().collect())).collect();
    // What was removed of the time before makes what is compared with it look like more than it is.
    for before in detect::coverage::seen(coverage, &tables, from.saturating_sub(to - from), from) {
        if let (Some(at), Some(remarks)) = (before.removed, remarks.get_mut(&before.table)) {
            remarks.push(format!(
                "lost records of the time before, which is compared with, to a removal on {}: changes seem greater than they are",
                instant(at)
            ));
        }
    }
    remarks
}

fn list(definitions: &Definitions, format: ListFormat) -> anyhow::Result<Status> {
    if format == ListFormat::Json {
        let reports: Vec<_> = definitions
            .definitions
            .iter()
            .map(|report| {
                let parameters: Vec<&str> = report.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                json!({"id": report.id, "title": report.title, "question": report.question, "tables": report.tables, "parameters": parameters})
            })
            .collect();
        output::json(&reports)?;
        return Ok(Status::Done);
    }
    let mut grid = Grid::new(&["!report", "title", "what it answers", "parameters"]);
    for report in &definitions.definitions {
        let parameters: Vec<&str> = report.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        grid.row([report.id.clone(), report.title.clone(), report.question.clone(), parameters.join(", ")]);
    }
    if format == ListFormat::Csv {
        grid.print_csv()?;
    } else {
        grid.print()?;
    }
    Ok(Status::Done)
}

fn check(definitions: &Definitions, more: Option<&Path>) -> anyhow::Result<Status> {
    let own = more.map(Definitions::folder).transpose()?;
    let mut wrong = 0;
    for definitions in [Some(definitions), own.as_ref()].into_iter().flatten() {
        wrong += definitions.problems.len();
        for report in &definitions.definitions {
            for finding in report.check() {
                wrong += 1;
                let panel = finding.panel.map(|panel| format!(", panel {panel}")).unwrap_or_default();
                output::data(&format!("{}{panel}: {}\n", report.id, finding.text))?;
            }
        }
    }
    if let Some(own) = &own {
        for problem in &own.problems {
            output::say(&problem.to_string());
        }
    }
    anyhow::ensure!(wrong == 0, "{wrong} things are wrong with the reports");
    output::say("nothing is wrong");
    Ok(Status::Done)
}
