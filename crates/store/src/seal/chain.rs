//! Where entries and receipts lie, and how one is read.

use ed25519_dalek::VerifyingKey;

use super::{Entry, open};
use crate::Error;
use crate::storage::Storage;

/// Folder of the entries.
pub(crate) const ENTRIES: &str = "ledger/chain";
/// Folder of the receipts.
pub(crate) const RECEIPTS: &str = "ledger/receipt";

/// Returns the path of an entry.
pub(crate) fn entry_path(number: u64) -> String {
    format!("{ENTRIES}/{number:010}.json")
}

/// Returns the path of an entry's receipt.
pub(crate) fn receipt_path(number: u64) -> String {
    format!("{RECEIPTS}/{number:010}.json")
}

/// Reads the entry that follows `previous`; none at the end of the chain.
pub(crate) fn read_entry(
    storage: &Storage,
    key: &VerifyingKey,
    number: u64,
    previous: &str,
) -> Result<Option<(Entry, String)>, Error> {
    let path = entry_path(number);
    let Some(bytes) = storage.find(&path)? else { return Ok(None) };
    let (entry, hash) = open::<Entry>("entry", &bytes, key).map_err(|what| Error::broken(&path, what))?;
    if entry.number != number {
        return Err(Error::broken(&path, format!("it holds entry {}", entry.number)));
    }
    if entry.previous != previous {
        return Err(Error::broken(&path, "it does not follow the entry before it"));
    }
    Ok(Some((entry, hash)))
}
