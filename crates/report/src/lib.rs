//! Reports and reviews as documents.
//!
//! | part | what it does |
//! |---|---|
//! | [`document`] | what a reader is shown, whatever form it is given: title, facts, sections of blocks |
//! | [`form`] | the forms, and [`render`] |
//! | `html` (with `svg`) | a page that needs nothing else |
//! | `markdown`, `csv`, `xlsx`, `json` | the other forms; `rows` is what the last three have of a section |
//! | [`definition`] | what a report asks, and how it shows the answers: one YAML file a report |
//! | [`run()`] | definition, period, archive → document |
//! | [`ask`] | how a question reaches the archive; this crate knows no engine |

pub mod ask;
mod csv;
pub mod definition;
pub mod document;
pub mod form;
mod html;
mod json;
mod markdown;
mod markup;
mod number;
mod rows;
mod run;
mod show;
mod svg;
mod text;
mod xlsx;

pub use ask::{Ask, AskError};
pub use csv::csv_line;
pub use definition::{Definition, DefinitionError, Definitions};
pub use document::{
    Block, Card, Chart, ChartKind, Document, Fact, Field, Figure, Level, Section, Source, Status, Table,
};
pub use form::{Form, RenderError, render};
pub use run::{Failure, Made, ParameterError, Params, run};
pub use text::visible;
