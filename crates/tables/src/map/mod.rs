//! The mapping engine: records of one shape in, rows of one table out.

use arrow_array::RecordBatch;

use crate::{Shape, Table};

/// What a mapper must know that the record does not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// Order of day and month in dates such as `3/12/2025`.
    pub dates: DateOrder,
}

/// Order of day and month in numeric dates. ISO 8601 dates are always understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Unknown: `25/12/2025` can only be read one way and is; `3/12/2025` is refused.
    #[default]
    Unsettled,
    /// Month first, as in the United States.
    MonthFirst,
    /// Day first, as in Europe.
    DayFirst,
}

/// Where a record stands in its evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Offset of the record's first byte in the evidence, decoded to UTF-8.
    pub offset: u64,
    /// Length of the record in bytes, decoded to UTF-8.
    pub length: u32,
    /// Line of the record's first byte, from 1.
    pub line: u64,
}

/// Which record a row is, and which version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// First 16 bytes of BLAKE3 over the family and the identity columns; of the content where the record has no name.
    pub key: [u8; 16],
    /// Whether the record has a name of its own. Without one, equal contents in one file are distinct events.
    pub named: bool,
    /// Higher shows before lower: revision time, then fidelity of the shape, then number of filled columns.
    pub rank: i64,
    /// BLAKE3 over the row's columns, see [`crate::digest`].
    pub content: [u8; 32],
}

/// Rows of one table.
#[derive(Debug)]
pub struct Mapped {
    /// The table.
    pub table: &'static Table,
    /// The rows, with [`Table::schema`].
    pub rows: RecordBatch,
    /// One for each row.
    pub identities: Vec<Identity>,
    /// One for each row.
    pub places: Vec<Place>,
    /// Entra tenant of each row, lower case; none where the record does not say.
    pub tenants: Vec<Option<std::sync::Arc<str>>>,
    /// True where another table holds the same records as their first home, so that they count there.
    pub derived: bool,
}

/// Why a record became no row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Rejection {
    /// What is wrong and what to do, without the record's own values where they may be sensitive.
    pub reason: String,
}

/// Turns records of one shape into rows of one table.
#[derive(Debug)]
pub struct Mapper {
    table: &'static Table,
    shape: Shape,
}

impl Mapper {
    /// Returns a mapper with no rows.
    pub fn new(table: &'static Table, shape: Shape) -> Self {
        Self { table, shape }
    }
}
