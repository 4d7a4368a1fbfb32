//! Publishes an entry: writes what follows from it. Publishing again does nothing twice.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::Error;
use crate::delta::{log_bytes, log_path};
use crate::seal::{Entry, HEAD_PATH, HeadMark, Published, Receipt, Signer, receipt_path, seal, sha256};
use crate::storage::Storage;

/// Writes the Delta log files of an entry, its receipt and the head, and deletes the files it removed.
pub(crate) fn publish(storage: &Storage, signer: &Signer, entry: &Entry, hash: &str) -> Result<(), Error> {
    let mut tables = BTreeMap::new();
    for (table, change) in &entry.tables {
        let bytes = log_bytes(entry, table, change)?;
        let sha256 = sha256(&bytes);
        let path = log_path(table, change.version);
        let bytes = Bytes::from(bytes);
        if !storage.put_new(&path, bytes.clone())? && storage.get(&path)? != bytes {
            return Err(Error::broken(&path, "another program has written to this table"));
        }
        tables.insert(table.clone(), Published { version: change.version, sha256 });
    }
    let receipt = Receipt { entry: entry.number, hash: hash.to_owned(), tables };
    let (bytes, _hash) = seal("receipt", &receipt, signer)?;
    storage.put(&receipt_path(entry.number), Bytes::from(bytes))?;
    let head = HeadMark { entry: entry.number, hash: hash.to_owned() };
    let (bytes, _hash) = seal("head", &head, signer)?;
    storage.put(HEAD_PATH, Bytes::from(bytes))?;
    for (table, change) in &entry.tables {
        for path in &change.removed {
            storage.delete(&format!("{table}/{path}"))?;
        }
    }
    if let Some(removed) = &entry.removed {
        for path in removed
            .evidence
            .iter()
            .map(|object| &object.path)
            .chain(removed.redacted.iter().map(|object| &object.replaced))
        {
            storage.delete(path)?;
        }
    }
    Ok(())
}
