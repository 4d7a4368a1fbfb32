//! What stands beside the chain: the archive's identity, receipts of publishing, and the head.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where the archive's identity lies.
pub(crate) const IDENTITY_PATH: &str = "archive.json";
/// Where the head lies.
pub(crate) const HEAD_PATH: &str = "ledger/head.json";
/// Version of the form in which this program writes an archive.
pub(crate) const FORMAT: u32 = 1;

/// `archive.json`: what the chain begins with. Its SHA-256 is the `previous` of the first entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ArchiveIdentity {
    /// Version of the form.
    pub(crate) format: u32,
    /// Id of the archive, 16 random bytes in hexadecimal.
    pub(crate) archive: String,
    /// The key that signs, public half in hexadecimal.
    pub(crate) key: String,
}

/// What publishing an entry wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// Number of the entry.
    pub(crate) entry: u64,
    /// Hash of the entry.
    pub(crate) hash: String,
    /// Log file of each Delta table touched, by the table's path.
    pub(crate) tables: BTreeMap<String, Published>,
}

/// A Delta log file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Published {
    /// Version of the Delta table.
    pub(crate) version: u64,
    /// SHA-256 of the log file.
    pub(crate) sha256: String,
}

/// The last entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeadMark {
    /// Number of the last entry; 0 before the first.
    pub(crate) entry: u64,
    /// Its hash; of `archive.json` before the first.
    pub(crate) hash: String,
}
