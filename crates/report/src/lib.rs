//! Reports and reviews as documents.
//!
//! | part | what it does |
//! |---|---|
//! | [`document`] | what a reader is shown, whatever form it is given: title, facts, sections of blocks |
//! | [`form`] | the forms, and [`render`] |
//! | `html` (with `svg`) | a page that needs nothing else |
//! | [`ask`] | how a question reaches the archive; this crate knows no engine |

pub mod ask;
pub mod document;
pub mod form;
mod html;
mod markup;
mod number;
mod show;
mod svg;
mod text;

pub use ask::{Ask, AskError};
pub use document::{
    Block, Card, Chart, ChartKind, Document, Fact, Field, Figure, Level, Section, Source, Status, Table,
};
pub use form::{Form, RenderError, render};
pub use text::visible;
