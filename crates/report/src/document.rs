//! What a reader is shown, whatever form it is given.

use kql_plan::Rows;

/// A report, or a review.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// What it is about, in a sentence.
    pub subtitle: String,
    /// What is known of the whole: period, tenant, when and by what it was made, status.
    pub facts: Vec<Fact>,
    /// The parts, in the order in which they are read.
    pub sections: Vec<Section>,
}

/// A name and what stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Unique in the document; letters, digits and hyphens.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it shows, in the order in which it is read.
    pub blocks: Vec<Block>,
    /// Where its numbers come from.
    pub source: Option<Source>,
}

/// Where numbers come from: what makes them checkable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// What is counted, exactly.
    pub definition: String,
    /// Among what.
    pub population: String,
    /// What of it was seen, and what was not.
    pub coverage: Vec<String>,
    /// The query.
    pub query: Option<String>,
}

/// Something that a section shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Paragraphs; an empty line parts them.
    Prose(String),
    /// Something that must not be overlooked.
    Notice(Level, String),
    /// A form that is filled in: the names are those of the form.
    Fields(Vec<Field>),
    /// A few large numbers.
    Figures(Vec<Figure>),
    /// Rows.
    Table(Table),
    /// Rows, drawn.
    Chart(Chart),
    /// Things that each want a decision.
    Cards(Vec<Card>),
}

/// How much something matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing to do.
    #[default]
    Info,
    /// All is well.
    Good,
    /// Worth a look.
    Low,
    /// Wants a look.
    Medium,
    /// Wants a look today.
    High,
}

impl Level {
    /// As JSON and CSV have it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Good => "good",
            Level::Low => "low",
            Level::Medium => "medium",
            Level::High => "high",
        }
    }

    /// As a reader is told it of something that wants a decision.
    pub fn title(self) -> &'static str {
        match self {
            Level::Info => "Info",
            Level::Good => "Good",
            Level::Low => "Low",
            Level::Medium => "Medium",
            Level::High => "High",
        }
    }

    /// As a reader is told it of a notice.
    pub(crate) fn of_notice(self) -> &'static str {
        match self {
            Level::Info | Level::Low => "Note",
            Level::Good => "Good",
            Level::Medium => "Caution",
            Level::High => "Warning",
        }
    }

    /// As a reader is told it of a number; nothing where there is nothing to do.
    pub(crate) fn of_figure(self) -> &'static str {
        match self {
            Level::Info => "",
            Level::Good => "Good",
            Level::Low => "Worth a look",
            Level::Medium => "Wants a look",
            Level::High => "Wants a look today",
        }
    }
}

/// A field of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name on the form.
    pub name: String,
    /// What stands in it: a line each.
    pub values: Vec<String>,
}

/// A large number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The number, as it is read.
    pub value: String,
    /// How it stands to what was before, if that is known.
    pub change: Option<String>,
    /// Whether it is good or bad.
    pub level: Level,
}

/// Rows under a heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The heading; may be empty.
    pub title: String,
    /// Columns and rows, all of them.
    pub rows: Rows,
    /// How many of them HTML and Markdown show; the rest is counted there, and is whole in the other forms.
    pub shown: usize,
}

/// Rows, drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The heading; may be empty.
    pub title: String,
    /// How.
    pub kind: ChartKind,
    /// Column along the axis: time, or names. Of a map, two-letter country codes.
    pub x: String,
    /// Columns that are drawn, each a series.
    pub y: Vec<String>,
    /// Column whose values part one `y` into series.
    pub series: Option<String>,
    /// What is counted: `sign-ins`, `%`.
    pub unit: String,
    /// The rows.
    pub rows: Rows,
}

/// How rows are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Lines over time.
    Line,
    /// Areas over time, upon each other.
    Area,
    /// Bars that lie, one a name.
    Bar,
    /// Bars that stand, one a time or name, upon each other.
    Column,
    /// The world, darker where there is more.
    Map,
    /// Hours across, days down, darker where there is more.
    Heatmap,
}

impl ChartKind {
    /// As a definition writes it.
    pub fn name(self) -> &'static str {
        match self {
            ChartKind::Line => "line",
            ChartKind::Area => "area",
            ChartKind::Bar => "bar",
            ChartKind::Column => "column",
            ChartKind::Map => "map",
            ChartKind::Heatmap => "heatmap",
        }
    }
}

/// Something that wants a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Its number, by which a person names it.
    pub id: String,
    /// How much it matters.
    pub level: Level,
    /// What happened, as a title.
    pub title: String,
    /// What happened, in sentences.
    pub text: String,
    /// Short marks: `first seen`, `7 times`, `T1110.003`.
    pub marks: Vec<String>,
    /// What is known about it.
    pub facts: Vec<Field>,
    /// What was decided.
    pub status: Status,
}

/// What was decided about a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The decision; none while it is open.
    pub decision: Option<String>,
    /// By whom, when and why.
    pub detail: String,
}
