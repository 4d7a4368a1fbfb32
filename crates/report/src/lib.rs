//! Reports and reviews as documents.
//!
//! | part | what it does |
//! |---|---|
//! | [`document`] | what a reader is shown, whatever form it is given: title, facts, sections of blocks |
//! | [`ask`] | how a question reaches the archive; this crate knows no engine |

pub mod ask;
pub mod document;

pub use ask::{Ask, AskError};
pub use document::{
    Block, Card, Chart, ChartKind, Document, Fact, Field, Figure, Level, Section, Source, Status, Table,
};
