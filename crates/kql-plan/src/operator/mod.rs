//! The run-time of operators that no relational algebra covers: one file each.
//!
//! | operator | what | how it runs |
//! |---|---|---|
//! | `scan` | [`Scan`] | over rows in order |
//! | `make-series` | [`MakeSeries`] | over rows that are already grouped by keys and bin |
//! | `parse`, `parse-where` | [`parse::PARSE_PATTERN`] | a scalar function of a text and a pattern, so that it streams |
//! | `parse-kv` | [`parse_kv::PARSE_PAIRS`] | the same |
//! | `reduce` | [`Reduce`] | over all rows |
//! | `sample`, `sample-distinct` | [`Sample`], [`SampleDistinct`] | over all rows |
//! | `top-nested` | [`TopNested`] | over all rows |
//! | `make-graph` and what follows it | [`graph`] | over edges and nodes |
//!
//! The binder makes them with everything resolved; expressions come typed, over the columns of the input.

pub mod graph;
mod key;
mod make_series;
pub mod parse;
pub mod parse_kv;
mod reduce;
mod sample;
mod scan;
mod scope;
mod top_nested;

pub use key::Key;
pub use make_series::{Axis, MakeSeries};
pub use reduce::Reduce;
pub use sample::{Sample, SampleDistinct};
pub use scan::{Declared, Scan, Step, StepOutput};
pub use scope::Positions;
pub use top_nested::{Level, TopNested};
