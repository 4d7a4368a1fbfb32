//! What somebody else needs to check an entry without the archive.

use std::collections::BTreeSet;

use super::{
    ArchiveIdentity, Entry, HEAD_PATH, HeadMark, IDENTITY_PATH, Receipt, entry_path, open, receipt_path, verifier,
};
use crate::storage::Storage;
use crate::{Error, Snapshot};

impl Snapshot {
    /// Returns the files, byte for byte, that prove entries: `archive.json`, every entry from the first of them to the head, the receipts of those asked
    /// for, and the head; each with its path in the archive. The head is that of now, which may be later than this snapshot's.
    ///
    /// Each is checked on the way: an entry that is not there is unknown, one that does not follow from the one before it is damaged.
    pub fn proof(&self, entries: &BTreeSet<u64>) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let bytes = self.storage.get(IDENTITY_PATH)?;
        let identity: ArchiveIdentity =
            serde_json::from_slice(&bytes).map_err(|error| Error::broken(IDENTITY_PATH, error.to_string()))?;
        let key =
            verifier(&identity.key).ok_or_else(|| Error::broken(IDENTITY_PATH, "it does not hold an Ed25519 key"))?;
        let mut files = vec![(IDENTITY_PATH.to_owned(), bytes.to_vec())];
        let head_bytes = self.storage.get(HEAD_PATH)?;
        let (head, _hash) =
            open::<HeadMark>("head", &head_bytes, &key).map_err(|what| Error::broken(HEAD_PATH, what))?;
        let known = 1..=self.state.number;
        if let Some(unknown) = entries.iter().find(|number| !known.contains(number)) {
            return Err(Error::Unknown { what: "entry", name: unknown.to_string() });
        }
        if let Some(first) = entries.first() {
            files.extend(links(&self.storage, &key, *first, &head)?);
        }
        for number in entries {
            let path = receipt_path(*number);
            let bytes = self.storage.get(&path)?;
            open::<Receipt>("receipt", &bytes, &key).map_err(|what| Error::broken(&path, what))?;
            files.push((path, bytes.to_vec()));
        }
        files.push((HEAD_PATH.to_owned(), head_bytes.to_vec()));
        Ok(files)
    }
}

/// Returns the entries from one to the head, each of which names the one before it.
fn links(
    storage: &Storage,
    key: &ed25519_dalek::VerifyingKey,
    first: u64,
    head: &HeadMark,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    let mut previous = None;
    for number in first..=head.entry {
        let path = entry_path(number);
        let bytes = storage.get(&path)?;
        let (entry, hash) = open::<Entry>("entry", &bytes, key).map_err(|what| Error::broken(&path, what))?;
        if entry.number != number {
            return Err(Error::broken(&path, format!("it holds entry {}", entry.number)));
        }
        if previous.is_some_and(|previous| previous != entry.previous) {
            return Err(Error::broken(&path, "it does not follow the entry before it"));
        }
        files.push((path, bytes.to_vec()));
        previous = Some(hash);
    }
    if previous.is_none_or(|last| last != head.hash) {
        return Err(Error::broken(HEAD_PATH, "head and chain end differ"));
    }
    Ok(files)
}
