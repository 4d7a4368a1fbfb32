//! The mapping engine: records of one shape in, rows of one table out.

mod columns;
mod identity;
mod json;
mod keys;
mod path;
pub(crate) mod plan;
pub(crate) mod rows;
mod scalar;
pub(crate) mod scan;
pub(crate) mod slots;
mod tenant;
pub(crate) mod time;
pub(crate) mod trie;
pub(crate) mod unmapped;
pub(crate) mod walk;

use std::sync::Arc;

use arrow_array::RecordBatch;
pub(crate) use json::string as json_string;
pub(crate) use tenant::of_resource as tenant_of;

use self::{plan::Plan, rows::Rows, slots::Slots, unmapped::Unmapped};
use crate::{Shape, Table};

/// What a mapper must know that the record does not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// Order of day and month in dates such as `3/12/2025`.
    pub dates: DateOrder,
    /// How much of the original record is left.
    pub fidelity: Fidelity,
}

/// How much of the original record is left in the JSON text that is mapped. Of two versions of a record, the more
/// faithful one is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fidelity {
    /// As the service serialised it.
    #[default]
    Native,
    /// Rewritten from the flat cells of a portal's or a script's export.
    Rewritten,
    /// Put together from what a damaged record still tells.
    Salvaged,
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
    ///
    /// Bits 61 to 31 hold seconds from 2000-01-01 to the revision, 0 without one. Bits 30 to 27 hold the class: 8 for
    /// native Graph, diagnostic and audit records, 6 for rows of other stores (Log Analytics, advanced hunting, Defender,
    /// Cloud Apps), 4 for the retired Graph API, 2 for rewritten and 1 for salvaged records. Bits 9 to 0 hold the number
    /// of columns that are not null, promoted ones left out. The rest is zero.
    pub rank: i64,
    /// BLAKE3 over the table's columns, promoted ones left out; see [`crate::digest::rows`].
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
    plan: Arc<Plan>,
    rows: Rows,
    slots: Slots,
    unmapped: Unmapped,
}

impl Mapper {
    /// Returns a mapper with no rows.
    pub fn new(table: &'static Table, shape: Shape) -> Self {
        Self {
            plan: plan::plan(table, shape),
            rows: Rows::new(table),
            slots: Slots::default(),
            unmapped: Unmapped::default(),
        }
    }

    /// Appends the row of one record (JSON text). A record that is no JSON object, or whose time is missing or
    /// unreadable, is refused; any other value that its column cannot hold becomes null and is counted as unmapped.
    pub fn push(&mut self, json: &str, place: Place, context: &Context) -> Result<(), Rejection> {
        rows::find(&self.plan, json, &mut self.slots, &mut self.unmapped)?;
        self.rows.append(&self.plan, &self.slots, json, place, *context, &mut self.unmapped)
    }

    /// Takes the rows gathered so far, if there are any.
    pub fn take(&mut self) -> Option<Mapped> {
        self.rows.take(false)
    }

    /// Takes the names of fields that no column holds, with how often each was seen.
    pub fn take_unmapped(&mut self) -> Vec<(String, u64)> {
        self.unmapped.take()
    }
}
