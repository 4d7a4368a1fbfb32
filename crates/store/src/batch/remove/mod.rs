//! Removing rows: by a policy, or because the person they are about asked for it; never against a hold.
//!
//! A removal is planned by the same code that makes it. Rows leave by copy on write, as superseded rows do; the entry that seals it holds what left as a
//! number and a sum, so that `verify` still adds up.

mod apply;
mod cut;
mod draft;
mod evidence;
mod scope;
mod search;
mod subject;
mod survey;

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::{LeftEvidence, RemovedEvidence};

/// What to remove, and on whose word.
#[derive(Clone, Debug, Default)]
pub struct Removal {
    /// Who ordered it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// The policy, by name or in full.
    pub policy: String,
    /// The rows that a policy selects. A row goes that one of them selects.
    pub selections: Vec<Selection>,
    /// A person, by every name that records may give them, instead of selections: every record that mentions the person goes, in all of its versions. A
    /// name has to be the person's alone: user principal names, mail addresses and object ids, hardly a display name.
    pub subject: Vec<String>,
    /// What the conditions of active holds find, by number of the hold. A removal is refused while a hold has a condition for which nothing is given.
    pub conditions: BTreeMap<u64, ConditionKeys>,
}

/// Rows of one table. Of several conditions all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Table.
    pub table: String,
    /// Tenant; none for every tenant.
    pub tenant: Option<String>,
    /// Only rows of a time before this, in microseconds since 1970. A row without a time is none.
    pub before: Option<i64>,
    /// Only rows of these records, by their `_Key`.
    pub keys: Option<BTreeSet<[u8; 16]>>,
}

/// What a hold's condition finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionKeys {
    /// Number of the entry up to which the archive was asked, see [`crate::Snapshot::head`].
    pub entry: u64,
    /// The records it finds, by their `_Key`, among rows shown and superseded.
    pub keys: BTreeSet<[u8; 16]>,
}

/// What a removal would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// Rows, by table.
    pub tables: BTreeMap<String, PlannedTable>,
    /// The active holds, and how many selected rows each of them keeps.
    pub holds: BTreeMap<u64, u64>,
    /// Evidence that no row would need any more.
    pub evidence: Vec<RemovedEvidence>,
    /// Evidence out of which records would be cut.
    pub cut: Vec<PlannedCut>,
    /// Evidence that would be left as it is, and may hold records that are to go.
    pub left: Vec<LeftEvidence>,
    /// Bytes on disk that would become free, roughly.
    pub bytes: u64,
}

/// What a removal would do to one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedTable {
    /// Rows shown that would go.
    pub rows: u64,
    /// Rows superseded that would go.
    pub versions: u64,
    /// Selected rows that a hold keeps, superseded ones included.
    pub held: u64,
    /// Selected rows shown that stay because a version of the same record does.
    pub kept_with_version: u64,
    /// Files that would go whole.
    pub files_removed: u64,
    /// Files that would be written again without the rows that go.
    pub files_rewritten: u64,
}

/// Evidence out of which records would be cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedCut {
    /// SHA-256 of the bytes as received.
    pub sha256: String,
    /// Name under which it was first received.
    pub name: String,
    /// Stretches that would be cut.
    pub ranges: u64,
    /// Bytes in them.
    pub bytes: u64,
}

impl Planned {
    /// Returns how many rows would go, versions included.
    pub fn rows(&self) -> u64 {
        self.tables.values().map(|table| table.rows + table.versions).sum()
    }

    /// Returns whether nothing would be done.
    pub fn is_empty(&self) -> bool {
        self.rows() == 0 && self.evidence.is_empty() && self.cut.is_empty()
    }
}
