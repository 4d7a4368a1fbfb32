//! What a report asks, and how it shows the answers: one YAML file a report, in `reports/`.

mod check;
mod hidden;
mod parameter;
mod read;
mod set;
#[cfg(test)]
mod tests;

use serde::Deserialize;

pub use check::Finding;
pub use parameter::{Kind, Parameter};
pub use read::{DefinitionError, read};
pub use set::Definitions;

use crate::document::ChartKind;

/// A report, before anything is asked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The name by which it is asked for: that of its file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The question that it answers.
    pub question: String,
    /// How to read it.
    #[serde(default)]
    pub prose: String,
    /// Among what it counts.
    pub population: String,
    /// The tables whose coverage is told.
    pub tables: Vec<String>,
    /// What whoever asks may choose.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// The parts, in the order in which they are read.
    pub panels: Vec<Panel>,
}

/// One query, and how its answer is shown.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Unique in the report.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What is counted, exactly.
    pub definition: String,
    /// How it is shown: one way, or several of the same answer.
    #[serde(deserialize_with = "read::one_or_more")]
    pub chart: Vec<Show>,
    /// The column along the axis.
    #[serde(default)]
    pub x: String,
    /// The columns that are drawn.
    #[serde(default, deserialize_with = "read::one_or_more")]
    pub y: Vec<String>,
    /// The column that parts one of them into series.
    #[serde(default)]
    pub series: Option<String>,
    /// What is counted: `sign-ins`, `%`.
    #[serde(default)]
    pub unit: String,
    /// Which direction is good, of figures.
    #[serde(default)]
    pub good: Option<Direction>,
    /// How far before the period its query sees.
    #[serde(default)]
    pub lookback: Lookback,
    /// How many rows HTML and Markdown show.
    #[serde(default = "read::shown")]
    pub shown: usize,
    /// The tables that the query reads, where its text does not name them; else those of the report that it names.
    #[serde(default)]
    pub tables: Vec<String>,
    /// What an answer without rows means.
    #[serde(default)]
    pub empty: String,
    /// The query.
    pub query: String,
}

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Show {
    /// Large numbers: rows of `Label` and `Value`, with `Before`, `Unit` and `Good` where they are known.
    Figures,
    /// Rows.
    Table,
    /// A drawing of lines.
    Line,
    /// A drawing of areas.
    Area,
    /// A drawing of bars that lie.
    Bar,
    /// A drawing of bars that stand.
    Column,
    /// The world.
    Map,
    /// Hours and days.
    Heatmap,
}

impl Show {
    /// The kind of drawing; none for figures and tables.
    pub fn kind(self) -> Option<ChartKind> {
        Some(match self {
            Show::Figures | Show::Table => return None,
            Show::Line => ChartKind::Line,
            Show::Area => ChartKind::Area,
            Show::Bar => ChartKind::Bar,
            Show::Column => ChartKind::Column,
            Show::Map => ChartKind::Map,
            Show::Heatmap => ChartKind::Heatmap,
        })
    }
}

/// Which way a number should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// How far before the period a query sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lookback {
    /// Not at all.
    #[default]
    None,
    /// As far as the period is long.
    Period,
    /// This many microseconds.
    Span(i64),
}

impl Lookback {
    /// How far that is for a period, in microseconds.
    pub fn microseconds(self, period: (i64, i64)) -> i64 {
        match self {
            Lookback::None => 0,
            Lookback::Period => period.1.saturating_sub(period.0),
            Lookback::Span(span) => span,
        }
    }
}
