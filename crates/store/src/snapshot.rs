//! An archive as of one batch.

use std::io::Read;
use std::sync::Arc;

use crate::batch::Twin;
use crate::evidence::document_path;
use crate::ledger::State;
use crate::storage::Storage;
use crate::{
    Coverage, Error, Evidence, EvidenceReader, Head, LeafAccount, Scan, SealedAct, SealedRemoval, TableFiles, TableInfo,
};

/// An archive as of one batch: whatever is read through it belongs together. The chain is read once, when it is made.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(crate) storage: Storage,
    pub(crate) state: Arc<State>,
}

impl Snapshot {
    pub(crate) fn new(storage: Storage, state: State) -> Self {
        Self { storage, state: Arc::new(state) }
    }

    /// Returns the last entry it knows of.
    pub fn head(&self) -> Head {
        Head { entry: self.state.number, hash: self.state.hash.clone() }
    }

    /// Returns what people did, in the order of doing.
    pub fn acts(&self) -> &[SealedAct] {
        &self.state.acts
    }

    /// Returns what was removed, in the order of the chain.
    pub fn removals(&self) -> &[SealedRemoval] {
        &self.state.removals
    }

    /// Returns every document, in the order of SHA-256: `(sha256, name, bytes)`.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.state.documents.values().map(|seal| (seal.sha256.as_str(), seal.name.as_str(), seal.size))
    }

    /// Reads a document, and checks that it is what was put.
    pub fn document(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        document(&self.storage, &self.state, sha256)
    }

    /// Returns the account of every leaf, in the order of import.
    pub fn accounts(&self) -> &[LeafAccount] {
        &self.state.leaves
    }

    /// Returns what is covered: which time of which tenant and table by which evidence, and where there is silence.
    pub fn coverage(&self) -> Coverage {
        Coverage::of(&self.state)
    }

    /// Returns the number of the entry that sealed an evidence object, also of one that was removed since; none where the archive never had it.
    pub fn entry_of_evidence(&self, sha256: &str) -> Option<u64> {
        self.state.evidence_entry.get(sha256).copied()
    }

    /// Returns the number of the entry that sealed a document; none where the archive does not have it.
    pub fn entry_of_document(&self, sha256: &str) -> Option<u64> {
        self.state.document_entry.get(sha256).copied()
    }

    /// Returns the evidence.
    pub fn evidence(&self) -> Evidence {
        Evidence::new(self.storage.clone(), Arc::clone(&self.state))
    }

    /// Reads rows shown of a table, a batch at a time: the named columns, from and to an instant (both included,
    /// microseconds since 1970). A table that has no rows gives none.
    pub fn scan(&self, table: &str, columns: &[&str], range: Option<(i64, i64)>) -> Result<Scan, Error> {
        Scan::begin(&self.storage, &self.state, Twin::Tables, table, columns, range)
    }

    /// Returns the files that hold the rows shown of a table, for readers of their own; none where the table has no rows.
    pub fn files(&self, table: &str) -> Option<TableFiles> {
        TableFiles::of(&self.state, Twin::Tables, table)
    }

    /// Returns the files that hold rows that were superseded, as [`Self::files`] returns the others.
    pub fn version_files(&self, table: &str) -> Option<TableFiles> {
        TableFiles::of(&self.state, Twin::Versions, table)
    }

    /// Returns what there is of each table.
    pub fn tables(&self) -> Vec<TableInfo> {
        self.state.tables()
    }

    /// Returns when its last batch was sealed, in microseconds since 1970; none while the archive is empty. There is one writer at a time, so rows that
    /// are not in this snapshot have a `_Received` of then or later, also those that were already written, and not sealed, when it was made.
    pub fn sealed(&self) -> Option<i64> {
        self.state.sealed
    }

    /// Returns the store that [`TableFile::path`](crate::TableFile::path) is a path in.
    pub fn objects(&self) -> Arc<dyn object_store::ObjectStore> {
        self.storage.objects()
    }

    /// Reads rows that a newer or richer version of the same record superseded, as [`Self::scan`] reads the others.
    pub fn scan_versions(&self, table: &str, columns: &[&str], range: Option<(i64, i64)>) -> Result<Scan, Error> {
        Scan::begin(&self.storage, &self.state, Twin::Versions, table, columns, range)
    }
}

/// Reads a document, and checks that it is what was put.
pub(crate) fn document(storage: &Storage, state: &State, sha256: &str) -> Result<Vec<u8>, Error> {
    let seal = state.documents.get(sha256);
    let seal = seal.ok_or_else(|| Error::Unknown { what: "document", name: sha256.to_owned() })?;
    let path = document_path(sha256);
    let mut bytes = Vec::new();
    let reader = EvidenceReader::open(storage, &path, 0)?;
    reader.take(seal.size.saturating_add(1)).read_to_end(&mut bytes).map_err(Error::storage("read", &path))?;
    if crate::seal::sha256(&bytes) != *sha256 {
        return Err(Error::broken(&path, "it does not decompress to the document that was put"));
    }
    Ok(bytes)
}
