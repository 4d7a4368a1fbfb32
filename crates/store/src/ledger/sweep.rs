//! Deletes what a writer left that died before its batch was sealed.

use std::collections::BTreeSet;

use super::State;
use crate::Error;
use crate::evidence::{DOCUMENTS, FOLDER, document_path};
use crate::seal::EvidenceSeal;
use crate::storage::Storage;

/// Deletes evidence, documents and Parquet files that no entry names. Log files, entries and receipts are never touched: one too many
/// of those is for `verify` to find.
pub(crate) fn sweep(storage: &Storage, state: &State) -> Result<(), Error> {
    for path in unnamed(storage, state)? {
        storage.delete(&path)?;
    }
    Ok(())
}

/// Deletes evidence that an entry removed, or put another object in the place of, and a crash, or somebody, left on the disk.
pub(crate) fn finish_removals(storage: &Storage, state: &State) -> Result<(), Error> {
    for path in state.left_behind() {
        if storage.size(&path)?.is_some() {
            storage.delete(&path)?;
        }
    }
    Ok(())
}

/// Returns the evidence objects, documents and Parquet files that the chain does not name.
pub(crate) fn unnamed(storage: &Storage, state: &State) -> Result<Vec<String>, Error> {
    let mut named: BTreeSet<String> = state.live().map(|live| format!("{}/{}", live.table, live.file.path)).collect();
    named.extend(state.evidence.values().map(EvidenceSeal::path));
    named.extend(state.documents.keys().map(|sha256| document_path(sha256)));
    let mut found = Vec::new();
    for folder in [FOLDER, DOCUMENTS, "tables", "versions"] {
        for (path, _size) in storage.list(folder)? {
            if !path.contains("/_delta_log/") && !named.contains(&path) {
                found.push(path);
            }
        }
    }
    Ok(found)
}
