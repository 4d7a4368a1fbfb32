//! The account of a leaf: a file, or a member of an archive, and what became of each record in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What became of the records of one leaf. `read = stored + duplicates + rejected`; `versions` are among the stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafAccount {
    /// Path as the importer was given it.
    pub path: String,
    /// Path inside an archive, if it was in one.
    pub member: Option<String>,
    /// SHA-256 of the evidence object it lies in.
    pub evidence: String,
    /// Recognised format; none where none was.
    pub format: Option<String>,
    /// Character encoding.
    pub encoding: Option<String>,
    /// Records read.
    pub read: u64,
    /// Records stored, by table.
    pub stored: BTreeMap<String, u64>,
    /// Rows stored in tables that repeat records of another, by table.
    pub derived: BTreeMap<String, u64>,
    /// Records that were known in this very form.
    pub duplicates: u64,
    /// Records stored that are another version of a known one.
    pub versions: u64,
    /// Records that became no row.
    pub rejected: u64,
    /// The first of them.
    pub rejections: Vec<Rejection>,
    /// What a reader of the report should know.
    pub warnings: Vec<String>,
    /// Sign that the exporter cut the leaf short, if there is one.
    pub cut: Option<String>,
    /// What the leaf covers; the store fills it from the rows it was given.
    pub windows: Vec<Window>,
}

/// A record that became no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Line of the record's first byte, from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// A stretch of time of one tenant and table, and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Tenant, or [`crate::UNKNOWN_TENANT`].
    pub tenant: String,
    /// Table.
    pub table: String,
    /// First instant, in microseconds since 1970. For an import, the time of its first record: what window the exporter
    /// asked for, no export file tells.
    pub from: i64,
    /// Last instant, likewise.
    pub to: i64,
    /// Records in it, duplicates included.
    pub rows: u64,
    /// Runs of days, UTC, that each have a record, as first and last day since 1970.
    pub days: Vec<(i32, i32)>,
    /// What is known.
    pub kind: WindowKind,
}

/// What is known about a window.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "reason")]
pub enum WindowKind {
    /// A file held records from its first to its last instant.
    Imported,
    /// Collected whole from the source.
    Collected,
    /// Asked for, and the source said there was nothing.
    VerifiedEmpty,
    /// Not had, and why.
    Gap(String),
    /// No longer kept by the source.
    Expired,
    /// The tenant has no licence for it.
    NotLicensed,
    /// The application may not read it.
    NotPermitted,
}
