//! What stands beside the chain: identity, receipts, Delta logs, and files that nothing names.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;

use super::chain::Chain;
use super::verdict::{Aspect, Report};
use crate::Error;
use crate::delta::{log_bytes, log_path};
use crate::seal::{
    ArchiveIdentity, Entry, HEAD_PATH, HeadMark, IDENTITY_PATH, PUBLIC_PATH, Published, Receipt, entry_path, open,
    public_key, receipt_path, sha256, verifier,
};
use crate::storage::Storage;

/// Files with a fixed place.
const KNOWN: [&str; 4] = [IDENTITY_PATH, HEAD_PATH, PUBLIC_PATH, crate::seal::KEY_PATH];
/// Folders whose files are checked elsewhere, or are nobody's.
const FOLDERS: [&str; 7] =
    ["evidence/", "documents/", "tables/", "versions/", "ledger/chain/", "ledger/receipt/", "staging/"];

/// What the chain begins with.
pub(super) struct Identity {
    pub(super) key: VerifyingKey,
    pub(super) hash: String,
}

/// Checks `archive.json` and `verify.pub`. Returns none where neither gives a key to go on with.
pub(super) fn identity(storage: &Storage, report: &mut Report) -> Result<Option<Identity>, Error> {
    let bytes = storage.find(IDENTITY_PATH)?;
    let public = storage.find(PUBLIC_PATH)?;
    let identity = bytes.as_ref().and_then(|bytes| serde_json::from_slice::<ArchiveIdentity>(bytes).ok());
    let named = identity.as_ref().and_then(|identity| verifier(&identity.key));
    let kept = public
        .as_ref()
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .map(str::trim_end)
        .filter(|hex| public.as_ref() == Some(&public_key(hex)))
        .and_then(verifier);
    match (&bytes, &identity) {
        (None, _) => report.broken(IDENTITY_PATH, "it is missing"),
        (Some(_), None) => report.broken(IDENTITY_PATH, "it cannot be read"),
        (Some(bytes), Some(identity)) => {
            let form = serde_json::to_vec(identity).map_err(Error::storage("write", IDENTITY_PATH))?;
            if bytes.strip_suffix(b"\n") != Some(form.as_slice()) {
                report.broken(IDENTITY_PATH, "it is not as quaestor writes it");
            }
        }
    }
    let signed = storage.find(HEAD_PATH)?.or(storage.find(&entry_path(1))?);
    let fits = |key: &VerifyingKey| {
        signed.as_ref().is_some_and(|bytes| {
            open::<HeadMark>("head", bytes, key).is_ok() || open::<Entry>("entry", bytes, key).is_ok()
        })
    };
    let key = match (named, kept) {
        (Some(named), Some(kept)) if named == kept => Some(named),
        (Some(named), Some(kept)) => {
            let kept_fits = fits(&kept) && !fits(&named);
            report.broken(if kept_fits { IDENTITY_PATH } else { PUBLIC_PATH }, "the two keys differ");
            Some(if kept_fits { kept } else { named })
        }
        (Some(named), None) => {
            report.broken(PUBLIC_PATH, if public.is_some() { "it does not hold a key" } else { "it is missing" });
            Some(named)
        }
        (None, Some(kept)) => {
            report.broken(IDENTITY_PATH, "it does not hold a key");
            Some(kept)
        }
        (None, None) => {
            report.broken(PUBLIC_PATH, "it does not hold a key either");
            None
        }
    };
    let hash = bytes.as_ref().map(|bytes| sha256(bytes)).unwrap_or_default();
    Ok(key.map(|key| Identity { key, hash }))
}

/// Checks receipts and Delta logs: every log file is what its entry makes it, and there is no other.
pub(super) fn receipts(
    storage: &Storage,
    identity: &Identity,
    chain: &Chain,
    report: &mut Report,
) -> Result<(), Error> {
    let mut logs = BTreeSet::new();
    for (entry, hash) in &chain.entries {
        let published = entry.number <= chain.published;
        let mut tables = BTreeMap::new();
        for (table, change) in &entry.tables {
            let expected = log_bytes(entry, table, change)?;
            let path = log_path(table, change.version);
            match storage.find(&path)? {
                Some(found) if found == expected => {}
                Some(_other) => report.broken(&path, "it is not what its entry makes it"),
                None if published => report.broken(&path, "it is missing"),
                None => {}
            }
            logs.insert(path);
            tables.insert(table.clone(), Published { version: change.version, sha256: sha256(&expected) });
        }
        let expected = Receipt { entry: entry.number, hash: hash.clone(), tables };
        let path = receipt_path(entry.number);
        match storage.find(&path)?.map(|bytes| open::<Receipt>("receipt", &bytes, &identity.key)) {
            None if published => report.broken(&path, "it is missing"),
            None => {}
            Some(Err(what)) => report.broken(&path, what),
            Some(Ok((receipt, _hash))) if receipt != expected => {
                report.broken(&path, "it does not match its entry");
            }
            Some(Ok(_receipt)) => {}
        }
    }
    if chain.whole {
        for folder in ["tables", "versions"] {
            for (path, _size) in storage.list(folder)? {
                if path.contains("/_delta_log/") && !logs.contains(&path) {
                    report.truncated(&path, "no entry made it: entries were removed, or another program wrote here");
                }
            }
        }
    }
    Ok(())
}

/// Looks for files that no entry names. After an import that was cut off they are its remains, and the next import
/// removes them; otherwise they tell that entries were removed.
pub(super) fn unnamed(storage: &Storage, chain: &Chain, unfinished: bool, report: &mut Report) -> Result<(), Error> {
    let removed: Vec<String> = match chain.entries.last() {
        Some((entry, _hash)) => {
            let paths =
                entry.tables.iter().flat_map(|(table, change)| change.removed.iter().map(move |path| (table, path)));
            paths.map(|(table, path)| format!("{table}/{path}")).collect()
        }
        None => Vec::new(),
    };
    let left_behind = chain.state.left_behind();
    for path in crate::ledger::unnamed(storage, &chain.state)? {
        if left_behind.contains(&path) {
            report.find(Aspect::Note, &path, "an entry removed it, and it is still there; the next writer deletes it");
        } else if unfinished || removed.contains(&path) {
            report.find(Aspect::Note, &path, "it is left of an import that was cut off; the next import removes it");
        } else {
            report.truncated(&path, "no entry names it: entries were removed, or it was put there");
        }
    }
    for (path, _size) in storage.list("")? {
        let known = KNOWN.contains(&path.as_str())
            || path == crate::storage::LOCK_PATH
            || FOLDERS.iter().any(|folder| path.starts_with(folder));
        if !known {
            report.find(Aspect::Note, &path, "it is no part of the archive");
        }
    }
    Ok(())
}
