//! An entry of the chain: everything one batch changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Days};
use serde::{Deserialize, Serialize};

use crate::evidence::{object_path, redacted_path};
use crate::ledger::{Act, LeafAccount, Removed};

/// A batch, as the chain holds it. The Delta log is written from it and from nothing else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Place in the chain, from 1.
    pub(crate) number: u64,
    /// Hash of the entry before; of `archive.json` for the first.
    pub(crate) previous: String,
    /// Id of the archive.
    pub(crate) archive: String,
    /// What was done.
    pub(crate) kind: EntryKind,
    /// When, in microseconds since 1970.
    pub(crate) time: i64,
    /// The program's version.
    pub(crate) program: String,
    /// Evidence that this batch brought.
    pub(crate) evidence: Vec<EvidenceSeal>,
    /// Delta tables by path, such as `tables/SigninLogs`.
    pub(crate) tables: BTreeMap<String, TableChange>,
    /// Leaves that were finished in this batch.
    pub(crate) leaves: Vec<LeafAccount>,
    /// Evidence that has now been imported to its end.
    pub(crate) completed: Vec<Completed>,
    /// Documents that people made in this batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) documents: Vec<EvidenceSeal>,
    /// What people did in this batch, in the order of doing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) acts: Vec<Act>,
    /// What this entry took away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) removed: Option<Removed>,
}

/// What a batch did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EntryKind {
    /// Brought records.
    Import,
    /// Merged files; the rows are the same.
    Compact,
    /// Recorded what people did; no record came or went.
    Record,
    /// Removed records, by a policy or at a person's request.
    Remove,
}

/// An evidence object, or a document, which is kept in the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EvidenceSeal {
    /// SHA-256 of the bytes as received.
    pub(crate) sha256: String,
    /// Bytes as received.
    pub(crate) size: u64,
    /// SHA-256 of the file as stored.
    pub(crate) stored_sha256: String,
    /// Bytes as stored.
    pub(crate) stored_size: u64,
    /// Name under which it was first received.
    pub(crate) name: String,
    /// What has become of it since, if records were cut out of it. Only the state knows; an entry seals objects as received.
    #[serde(skip)]
    pub(crate) redacted: Option<Redacted>,
}

/// What an evidence object is after records were cut out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redacted {
    /// The entry that did it.
    pub(crate) entry: u64,
    /// SHA-256 of the bytes now.
    pub(crate) content: String,
}

impl EvidenceSeal {
    /// Returns where the object lies, if it is evidence.
    pub(crate) fn path(&self) -> String {
        match &self.redacted {
            None => object_path(&self.sha256),
            Some(redacted) => redacted_path(&self.sha256, redacted.entry),
        }
    }

    /// Returns the SHA-256 of the object's bytes, decompressed.
    pub(crate) fn content(&self) -> &str {
        self.redacted.as_ref().map_or(&self.sha256, |redacted| &redacted.content)
    }
}

/// Evidence imported to its end, with the options it was imported with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Completed {
    /// SHA-256 of the bytes as received.
    pub(crate) evidence: String,
    /// What the importer would do differently with other options or another program version.
    pub(crate) fingerprint: String,
}

/// What a batch did to one Delta table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TableChange {
    /// Version of the Delta table this makes.
    pub(crate) version: u64,
    /// The columns, where the table is new or has new ones.
    pub(crate) columns: Option<Vec<Column>>,
    /// Files added.
    pub(crate) added: Vec<DataFile>,
    /// Paths of files removed, within the table.
    pub(crate) removed: Vec<String>,
    /// Rows of the table after the batch, and their sum.
    pub(crate) after: TableDigest,
}

/// The rows of a table as a number and a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TableDigest {
    /// Rows.
    pub(crate) rows: u64,
    /// Sum over the rows, see `RowSum`.
    pub(crate) sum: String,
}

/// A column of a Delta table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column {
    /// Name.
    pub(crate) name: String,
    /// Delta's name of the type.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Meaning.
    pub(crate) comment: String,
}

/// A Parquet file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DataFile {
    /// Path within the table.
    pub(crate) path: String,
    /// SHA-256 of the file.
    pub(crate) sha256: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Rows.
    pub(crate) rows: u64,
    /// Tenant, or [`crate::UNKNOWN_TENANT`].
    pub(crate) tenant: String,
    /// Day of the rows' time in days since 1970; none where they have no time.
    pub(crate) day: Option<i32>,
    /// Earliest and latest time of a row, in microseconds since 1970.
    pub(crate) times: Option<(i64, i64)>,
    /// Earliest and latest day under which a row's record is looked up, see `batch::keys`.
    pub(crate) lookup: Option<(i32, i32)>,
    /// Rows without such a day.
    pub(crate) lookup_unknown: u64,
    /// Delta's statistics, as JSON text.
    pub(crate) stats: String,
}

/// Returns a day as Delta writes it, such as `2026-11-21`.
pub(crate) fn day_text(day: i32) -> String {
    let start = DateTime::UNIX_EPOCH.date_naive();
    let days = Days::new(u64::from(day.unsigned_abs()));
    let date = if day < 0 { start.checked_sub_days(days) } else { start.checked_add_days(days) };
    date.map_or_else(|| day.to_string(), |date| date.format("%Y-%m-%d").to_string())
}
