//! The Delta tables that other readers open.
//!
//! A log file is a function of the chain's entry and of nothing else: the same bytes whenever it is written, so that a
//! crash while publishing is repaired by publishing again, and `verify` can say what each log file has to be.

mod columns;
mod log;
mod statistics;

pub(crate) use columns::{PROVENANCE, arrow_type, extend, of_table};
pub(crate) use log::{log_bytes, log_path};
pub(crate) use statistics::Statistics;
