//! The files of the archive that prove: its identity, entries of its chain, receipts, its head.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::acts::Acts;
use crate::envelope::open;
use crate::manifest::Head;
use crate::signature::sha256;
use crate::verdict::Problems;

/// Where the identity lies.
pub(crate) const IDENTITY: &str = "seal/archive.json";
/// Where the head lies.
pub(crate) const HEAD: &str = "seal/ledger/head.json";
/// Where the entries lie.
const ENTRIES: &str = "seal/ledger/chain/";
/// Where the receipts lie.
const RECEIPTS: &str = "seal/ledger/receipt/";

/// What the seal says, as far as it holds.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) identity: Option<Identity>,
    /// SHA-256 of the identity: what the chain begins with.
    identity_hash: String,
    /// Hash of each entry that holds, by its number.
    pub(crate) entries: BTreeMap<u64, String>,
    /// Hash of entries by what follows them: an entry that holds, or the head, names the one before it.
    followed: BTreeMap<u64, String>,
    /// SHA-256 of the evidence that these entries brought.
    pub(crate) evidence: BTreeSet<String>,
    /// Runs of entries between which some were left out.
    gaps: Vec<(u64, u64)>,
    head: Option<Head>,
}

/// `archive.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Identity {
    pub(crate) archive: String,
    pub(crate) key: String,
}

/// An entry, as far as a pack needs it.
#[derive(Debug, Deserialize)]
struct Entry {
    number: u64,
    previous: String,
    archive: String,
    evidence: Vec<Named>,
    #[serde(default)]
    acts: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Named {
    sha256: String,
}

/// A receipt, as far as a pack needs it.
#[derive(Debug, Deserialize)]
struct Receipt {
    entry: u64,
    hash: String,
}

impl Chain {
    /// Looks at a file of the seal.
    pub(crate) fn read(
        &mut self,
        path: &str,
        bytes: &[u8],
        acts: &mut Acts,
        problems: &mut Problems,
        notes: &mut Vec<String>,
    ) {
        if path == IDENTITY {
            match serde_json::from_slice(bytes) {
                Ok(identity) => self.identity = Some(identity),
                Err(error) => problems.altered(path, format!("it is not the identity of an archive: {error}")),
            }
            self.identity_hash = sha256(bytes);
            return;
        }
        let Some(identity) = self.identity.clone() else {
            problems.missing(path, "it cannot be checked without archive.json");
            return;
        };
        let result = if let Some(number) = path.strip_prefix(ENTRIES) {
            self.entry(number, bytes, &identity, acts, notes)
        } else if path == HEAD {
            open::<Head>("head", bytes, &identity.key).map(|(head, _hash)| self.head(head))
        } else if path.starts_with(RECEIPTS) {
            self.receipt(bytes, &identity)
        } else {
            notes.push(format!("{path} is not a file of the seal that this check knows; only its hash was compared"));
            Ok(())
        };
        if let Err(what) = result {
            problems.altered(path, what);
        }
    }

    fn head(&mut self, head: Head) {
        self.followed.insert(head.entry, head.hash.clone());
        self.head = Some(head);
    }

    fn entry(
        &mut self,
        name: &str,
        bytes: &[u8],
        identity: &Identity,
        acts: &mut Acts,
        notes: &mut Vec<String>,
    ) -> Result<(), String> {
        let (entry, hash) = open::<Entry>("entry", bytes, &identity.key)?;
        if name != format!("{:010}.json", entry.number) {
            return Err(format!("it holds entry {}", entry.number));
        }
        if entry.archive != identity.archive {
            return Err("it belongs to another archive".into());
        }
        let before = entry.number.checked_sub(1).ok_or("entries are numbered from 1")?;
        let last = self.entries.last_key_value().map_or(0, |(number, _hash)| *number);
        let expected = if before == 0 { Some(&self.identity_hash) } else { self.entries.get(&before) };
        if expected.is_some_and(|hash| *hash != entry.previous) {
            return Err("it does not follow the entry before it".into());
        }
        if expected.is_none() {
            self.gaps.push((last + 1, before));
        }
        for (number, act) in entry.acts.iter().enumerate() {
            if let Err(error) = acts.seal(entry.number, act) {
                notes.push(format!(
                    "act {} of entry {} is in a form that this check does not know: {error}",
                    number + 1,
                    entry.number
                ));
            }
        }
        self.evidence.extend(entry.evidence.into_iter().map(|named| named.sha256));
        self.followed.insert(before, entry.previous);
        self.entries.insert(entry.number, hash);
        Ok(())
    }

    fn receipt(&self, bytes: &[u8], identity: &Identity) -> Result<(), String> {
        let (receipt, _hash) = open::<Receipt>("receipt", bytes, &identity.key)?;
        match self.entries.get(&receipt.entry) {
            Some(hash) if *hash != receipt.hash => Err(format!("it is of another entry {}", receipt.entry)),
            Some(_) | None => Ok(()),
        }
    }

    /// Looks at the whole: whether the chain reaches the head, and whether the manifest speaks of this archive.
    pub(crate) fn finish(&self, archive: &str, named: &Head, problems: &mut Problems, notes: &mut Vec<String>) {
        match &self.identity {
            None => problems.missing(
                IDENTITY,
                "it must be in the pack and is not, or cannot be read; without it the key is nobody's",
            ),
            Some(identity) if identity.archive != archive => {
                problems.altered(IDENTITY, "the manifest speaks of another archive");
            }
            Some(_) => {}
        }
        let Some(head) = &self.head else {
            problems.missing(HEAD, "it must be in the pack and is not, or cannot be read");
            return;
        };
        if head != named {
            problems.altered(HEAD, "the manifest names another head of the chain");
        }
        let reached = if head.entry == 0 { Some(&self.identity_hash) } else { self.entries.get(&head.entry) };
        match reached {
            None => problems.missing(
                &format!("{ENTRIES}{:010}.json", head.entry),
                "it is the head of the chain and must be in the pack",
            ),
            Some(hash) if *hash != head.hash => problems.altered(HEAD, "the chain does not reach it"),
            Some(_) => {}
        }
        if let Some((last, _hash)) = self.entries.last_key_value().filter(|(last, _hash)| **last > head.entry) {
            problems.altered(HEAD, format!("entry {last} comes after it"));
        }
        for (from, to) in &self.gaps {
            let which = if from == to {
                format!("entry {from} of the chain is")
            } else {
                format!("entries {from} to {to} of the chain are")
            };
            notes.push(format!("{which} not in the pack: what follows is signed by the same key, and its place in the chain is not shown"));
        }
    }

    /// Returns whether the chain has the entry that somebody noted; none where neither that entry is in the pack nor what follows it.
    pub(crate) fn contains(&self, anchor: &Head) -> Option<bool> {
        let begin = self.identity.as_ref().map(|_known| &self.identity_hash).filter(|_begin| anchor.entry == 0);
        let entry = || self.entries.get(&anchor.entry).or_else(|| self.followed.get(&anchor.entry));
        begin.or_else(entry).map(|hash| *hash == anchor.hash)
    }
}
