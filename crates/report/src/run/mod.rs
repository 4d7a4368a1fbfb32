//! Definition, period, archive → document.
//!
//! A report is always made. What cannot be told is told as such in its place: a query that fails, a table that was not collected, an answer without rows.

mod figures;
pub(crate) mod prelude;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kql_plan::Rows;

use crate::ask::Ask;
use crate::definition::{Definition, Panel, Show};
use crate::document::{Block, Chart, Document, Fact, Level, Section, Source, Table};
use crate::show::minute;
use crate::text::visible;

/// The id of the section that says how to read the report.
pub(crate) const READING: &str = "reading";

/// What whoever asks for a report says.
#[derive(Debug, Clone)]
pub struct Params<'a> {
    /// From the first instant to before the second, in microseconds since 1970.
    pub period: (i64, i64),
    /// Values of the definition's parameters, by name.
    pub values: BTreeMap<String, String>,
    /// What is known of each table that was collected; one that is not here was not.
    pub coverage: &'a BTreeMap<String, Vec<String>>,
    /// What is known of the whole: tenant, archive, when it is made.
    pub facts: Vec<Fact>,
}

/// A report that was made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Made {
    /// What a reader is shown.
    pub document: Document,
    /// What could not be answered. Each stands in the document too.
    pub failures: Vec<Failure>,
}

/// A panel whose query was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The panel's id.
    pub panel: String,
    /// Why.
    pub reason: String,
}

/// Why a report cannot even be begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// Something must be chosen, and a blank is nothing.
    #[error("the report {report} needs a value for {name}; give it with `--set {name}=…`: {description}")]
    Missing {
        /// The report's id.
        report: String,
        /// The parameter.
        name: String,
        /// What it means.
        description: String,
    },
    /// What was chosen cannot be one.
    #[error(
        "the report {report} needs {expected} for {name}; give it with `--set {name}=…`: {description}; “{value}” is none"
    )]
    Wrong {
        /// The report's id.
        report: String,
        /// The parameter.
        name: String,
        /// What it may be.
        expected: String,
        /// What it means.
        description: String,
        /// What was chosen.
        value: String,
    },
    /// There is nothing of this name to choose.
    #[error("the report {report} has no parameter {name}; it has {known}")]
    Unknown {
        /// The report's id.
        report: String,
        /// What was chosen.
        name: String,
        /// What could be.
        known: String,
    },
}

/// Makes a report.
///
/// # Errors
/// When a parameter has no value, or one that it may not have, or a value no parameter.
pub fn run(definition: &Definition, params: &Params<'_>, ask: &dyn Ask) -> Result<Made, ParameterError> {
    let values = values(definition, params)?;
    let mut facts = vec![Fact { name: "Period".into(), value: period(params.period) }];
    facts.extend(values.iter().map(|(name, value)| Fact { name: (*name).to_owned(), value: value.clone() }));
    facts.extend(params.facts.iter().cloned());
    let mut made = Made::default();
    let mut sections = Vec::new();
    if !definition.prose.trim().is_empty() {
        sections.push(Section {
            id: READING.into(),
            title: "How to read this".into(),
            blocks: vec![Block::Prose(flowing(&definition.prose))],
            source: None,
        });
    }
    let prelude = prelude::of(definition, params.period, &|name| values.get(name).cloned().unwrap_or_default());
    for panel in &definition.panels {
        sections.push(section(definition, panel, params, &prelude, ask, &mut made.failures));
    }
    made.document =
        Document { title: definition.title.clone(), subtitle: definition.question.clone(), facts, sections };
    Ok(made)
}

/// The value of each parameter.
fn values<'d>(definition: &'d Definition, params: &Params<'_>) -> Result<BTreeMap<&'d str, String>, ParameterError> {
    let report = || definition.id.clone();
    let known: Vec<&str> = definition.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    if let Some(name) = params.values.keys().find(|name| !known.contains(&name.as_str())) {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(ParameterError::Unknown { report: report(), name: name.clone(), known });
    }
    let value = |parameter: &'d crate::definition::Parameter| {
        let (name, description) = (parameter.name.clone(), parameter.description.clone());
        let chosen = params.values.get(&parameter.name).or(parameter.default.as_ref());
        // Without a default there is nothing that a blank could mean, and to a query it is part of every text.
        let Some(chosen) = chosen.filter(|text| parameter.default.is_some() || !text.trim().is_empty()) else {
            return Err(ParameterError::Missing { report: report(), name, description });
        };
        let Some(value) = parameter.value(chosen) else {
            let (expected, value) = (parameter.to_string(), visible(chosen));
            return Err(ParameterError::Wrong { report: report(), name, expected, description, value });
        };
        Ok((parameter.name.as_str(), value))
    };
    definition.parameters.iter().map(value).collect()
}

/// `2026-11-01 to 2026-11-07 (7 days, UTC)`: whole days with the last of them, else both ends.
fn period((from, to): (i64, i64)) -> String {
    const HOUR: i64 = 3_600_000_000;
    let hours = to.saturating_sub(from) / HOUR;
    let days = |count: i64| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    if hours > 0 && from % (24 * HOUR) == 0 && to % (24 * HOUR) == 0 {
        return format!("{} to {} ({}, UTC)", minute(from), minute(to - 24 * HOUR), days(hours / 24));
    }
    let length = match hours {
        1 => "1 hour".to_owned(),
        hours if hours % 24 == 0 && hours > 0 => days(hours / 24),
        hours => format!("{hours} hours"),
    };
    format!("{} to {} ({length}, the end not included)", minute(from), minute(to))
}

/// The section of a panel.
fn section(
    definition: &Definition,
    panel: &Panel,
    params: &Params<'_>,
    prelude: &str,
    ask: &dyn Ask,
    failures: &mut Vec<Failure>,
) -> Section {
    let query = format!("{prelude}{}", panel.query.trim_end());
    let reads = tables::of(definition, panel);
    let source = Source {
        definition: flowing(&panel.definition),
        population: flowing(&definition.population),
        coverage: tables::coverage(&reads.all, params.coverage),
        query: Some(query.clone()),
    };
    let mut blocks = Vec::new();
    if tables::none(&reads.all, params.coverage) {
        let which = tables::listed(&reads.all);
        blocks.push(Block::Notice(Level::Low, format!("Nothing can be told here: {which} not collected.")));
    } else {
        let missing = tables::missing(&reads.named, params.coverage);
        if !missing.is_empty() {
            let which = tables::listed(&missing);
            blocks.push(Block::Notice(
                Level::Low,
                format!("{which} not collected, so what stands there is not in these numbers."),
            ));
        }
        let (from, to) = params.period;
        let from = from.saturating_sub(panel.lookback.microseconds(params.period));
        let answer = ask.ask(&query, (from, to)).map_err(|error| error.to_string());
        match answer.and_then(|rows| shown(panel, &rows)) {
            Ok(answer) => blocks.extend(answer),
            Err(reason) => {
                blocks.push(Block::Notice(Level::High, format!("This could not be answered: {reason}")));
                failures.push(Failure { panel: panel.id.clone(), reason });
            }
        }
    }
    Section { id: panel.id.clone(), title: panel.title.clone(), blocks, source: Some(source) }
}

/// The blocks of an answer.
fn shown(panel: &Panel, rows: &Rows) -> Result<Vec<Block>, String> {
    for (key, column) in [("x", Some(&panel.x)), ("series", panel.series.as_ref())]
        .into_iter()
        .chain(panel.y.iter().map(|column| ("y", Some(column))))
    {
        if let Some(column) = column.filter(|column| !column.is_empty() && rows.position(column).is_none()) {
            let known = rows.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
            return Err(format!("the definition draws {column} as {key}, and the answer has only {known}"));
        }
    }
    if rows.rows.is_empty() {
        let text =
            if panel.empty.trim().is_empty() { "There is nothing of this in the period." } else { panel.empty.trim() };
        return Ok(vec![Block::Notice(Level::Info, text.to_owned())]);
    }
    let mut blocks = Vec::new();
    for show in &panel.chart {
        blocks.push(match (show, show.kind()) {
            (_, Some(kind)) => Block::Chart(Chart {
                title: String::new(),
                kind,
                x: panel.x.clone(),
                y: panel.y.clone(),
                series: panel.series.clone(),
                unit: panel.unit.clone(),
                rows: rows.clone(),
            }),
            (Show::Figures, None) => Block::Figures(figures::of(panel, rows)?),
            (_, None) => Block::Table(Table { title: String::new(), rows: rows.clone(), shown: panel.shown }),
        });
    }
    Ok(blocks)
}

/// Lines of one paragraph joined: YAML wraps them where the file is wide, not where the reader's page is.
fn flowing(text: &str) -> String {
    let paragraphs = text.trim().split("\n\n").map(|paragraph| paragraph.lines().collect::<Vec<_>>().join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
