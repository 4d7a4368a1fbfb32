//! What removals took away, as the chain holds it: the proof that rows are gone because somebody decided so, and not because somebody took them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What one removal took away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Who ordered it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// The policy, by name or in full, or the person's request.
    pub policy: String,
    /// Whether it took one person's records. Whose, is not said: the chain cannot forget.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub subject: bool,
    /// What was selected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selections: Vec<Selected>,
    /// Rows that left, by Delta table such as `tables/SigninLogs`.
    pub tables: BTreeMap<String, RemovedRows>,
    /// The time they covered, by tenant and table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<RemovedSpan>,
    /// The holds that were active, and how many selected rows each of them kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holds: BTreeMap<u64, u64>,
    /// Evidence that no row needed any more, and that is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<RemovedEvidence>,
    /// Evidence out of which records were cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redacted: Vec<RedactedEvidence>,
    /// Evidence that may still hold such records, and why they could not be cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftEvidence>,
    /// What is left of a person's rows: an import that brings one of these records again rejects it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stubs: Vec<RowStub>,
}

/// A selection, as the chain remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selected {
    /// Table.
    pub table: String,
    /// Tenant; none where it was of every tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// Only rows of a time before this, in microseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Only records that a condition found: how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<u64>,
}

/// Rows that left one Delta table. What the table had before is what it has after and this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedRows {
    /// How many.
    pub rows: u64,
    /// Their sum, as the chain holds the sum of a table.
    pub sum: String,
}

/// Time of which rows were removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedSpan {
    /// Tenant, or [`crate::UNKNOWN_TENANT`].
    pub tenant: String,
    /// Table.
    pub table: String,
    /// Time of the first row that left, in microseconds since 1970.
    pub from: i64,
    /// Time of the last.
    pub to: i64,
    /// Rows that left.
    pub rows: u64,
}

/// An evidence object that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedEvidence {
    /// SHA-256 of the bytes as received.
    pub sha256: String,
    /// Bytes as received.
    pub size: u64,
    /// Name under which it was first received.
    pub name: String,
    /// The object's path in the archive.
    pub path: String,
}

/// An evidence object out of which records were cut. Its length is what it was, and so is the place of every other record in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactedEvidence {
    /// SHA-256 of the bytes as received: the object's name, still.
    pub sha256: String,
    /// Bytes as received, and now.
    pub size: u64,
    /// Name under which it was first received.
    pub name: String,
    /// SHA-256 of the bytes now.
    pub content: String,
    /// SHA-256 of the file as stored now.
    pub stored_sha256: String,
    /// Bytes as stored now.
    pub stored_size: u64,
    /// Path of the object before, which is gone.
    pub replaced: String,
    /// What was cut, in order.
    pub ranges: Vec<CutRange>,
}

/// A stretch of an evidence object that was cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutRange {
    /// First byte.
    pub offset: u64,
    /// Bytes.
    pub length: u64,
    /// SHA-256 of the bytes that stood there.
    pub sha256: String,
}

/// An evidence object that may still hold records that were to go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LeftEvidence {
    /// SHA-256 of the bytes as received.
    pub sha256: String,
    /// Name under which it was first received.
    pub name: String,
    /// Why it is as it was.
    pub why: String,
}

/// What is left of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowStub {
    /// Delta table it was in.
    pub table: String,
    /// The record's key, in hexadecimal.
    pub key: String,
    /// Hash of the row's content, in hexadecimal.
    pub content: String,
}

/// A removal and the entry that seals it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRemoval {
    /// Number of the entry.
    pub entry: u64,
    /// Hash of the entry, in hexadecimal.
    pub hash: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// What was taken away.
    pub removed: Removed,
}

impl Removed {
    /// Returns how many rows left, versions included.
    pub fn rows(&self) -> u64 {
        self.tables.values().map(|table| table.rows).sum()
    }

    /// Returns whether nothing was taken away; then no entry was made.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.evidence.is_empty() && self.redacted.is_empty()
    }
}
