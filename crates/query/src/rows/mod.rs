//! The rows of an archive as tables of the engine.
//!
//! Files are chosen by tenant and time from what the archive knows of them; within a file the engine's own reader goes on, by the statistics of row
//! groups and then row by row, with a predicate's columns read before the others. Instants are stored as microseconds since 1970, because other
//! programs read the archive too, and compared as such: [`adapter`] turns what is asked of Kusto's ticks into what is asked of the file.
//! Where a predicate is on a path inside JSON of which a typed copy is kept, [`promoted`] asks the copy first.

mod adapter;
mod bounded;
mod counted;
mod held;
mod promoted;
mod provider;
mod prune;
mod ticks;

pub(crate) use bounded::Bounded;
pub(crate) use ticks::ticks as ticks_of;

pub use counted::{Counted, Read};
pub use held::Held;
pub use provider::ArchiveTable;

/// A stretch of time in ticks: from, and before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first instant in it.
    pub from: i64,
    /// The first instant after it.
    pub to: i64,
}
