//! The chain: every entry in its place, signed, following the one before; and its end.

use std::collections::BTreeSet;

use super::side::Identity;
use super::verdict::{Report, VerifyOptions};
use crate::Error;
use crate::ledger::State;
use crate::seal::{ENTRIES, Entry, HEAD_PATH, HeadMark, IDENTITY_PATH, RECEIPTS, entry_path, open, receipt_path};
use crate::storage::Storage;

/// What the chain says.
pub(super) struct Chain {
    /// The state after the last good entry.
    pub(super) state: State,
    /// Every good entry with its hash, from the first.
    pub(super) entries: Vec<(Entry, String)>,
    /// Whether all entries are good, so that what none of them names is really unnamed.
    pub(super) whole: bool,
    /// Whether entries are missing at the end. They may have removed files that the ones before still name.
    pub(super) cut: bool,
    /// Entries up to this one have been published.
    pub(super) published: u64,
}

/// Reads the chain.
pub(super) fn walk(
    storage: &Storage,
    identity: &Identity,
    options: &VerifyOptions,
    report: &mut Report,
) -> Result<Chain, Error> {
    let files = numbered(storage, ENTRIES, report)?;
    let last = files.last().copied().unwrap_or(0);
    let mut state = State::new(identity.hash.clone());
    let mut entries = Vec::new();
    let mut whole = true;
    for number in 1..=last {
        let path = entry_path(number);
        let Some(bytes) = storage.find(&path)? else {
            report.broken(&path, "it is missing");
            whole = false;
            continue;
        };
        report.checked.entries += 1;
        match open::<Entry>("entry", &bytes, &identity.key) {
            Err(what) => {
                report.broken(&path, what);
                whole = false;
            }
            Ok((entry, _hash)) if entry.number != number => {
                report.broken(&path, format!("it holds entry {}", entry.number));
                whole = false;
            }
            Ok((entry, _hash)) if whole && entry.previous != state.hash => {
                let blame = if number == 1 { IDENTITY_PATH } else { &path };
                report.broken(blame, "the chain does not follow from it");
                whole = false;
            }
            Ok((entry, hash)) if whole => {
                super::removal::check(&state, &entry, report);
                if let Err(Error::Broken { what, .. }) = state.apply(entry.clone(), hash.clone()) {
                    report.broken(&path, what);
                    whole = false;
                    continue;
                }
                for sha256 in entry.acts.iter().flat_map(|act| &act.documents) {
                    if !state.documents.contains_key(sha256) {
                        report.broken(
                            &path,
                            format!("an act in it rests on document {sha256}, which the chain does not hold"),
                        );
                    }
                }
                entries.push((entry, hash));
            }
            // Good in itself; what it follows is not.
            Ok(_good) => {}
        }
    }
    let published = head(storage, identity, &state, last, whole, report)?;
    for number in numbered(storage, RECEIPTS, report)?.into_iter().filter(|number| *number > last) {
        report.truncated(&receipt_path(number), "it is the receipt of an entry that is not there");
    }
    anchor(options, &entries, last, report);
    let cut = report.is_truncated();
    Ok(Chain { state, entries, whole, cut, published })
}

/// Checks the head against the chain. Returns the last entry known to be published.
fn head(
    storage: &Storage,
    identity: &Identity,
    state: &State,
    last: u64,
    whole: bool,
    report: &mut Report,
) -> Result<u64, Error> {
    let Some(bytes) = storage.find(HEAD_PATH)? else {
        report.truncated(HEAD_PATH, "it is missing, so nothing tells where the chain ends");
        return Ok(last);
    };
    let head = match open::<HeadMark>("head", &bytes, &identity.key) {
        Ok((head, _hash)) => head,
        Err(what) => {
            report.broken(HEAD_PATH, what);
            return Ok(last);
        }
    };
    if head.entry > last {
        let what = format!("it is missing: the head names entry {}, and the chain ends at entry {last}", head.entry);
        report.truncated(&entry_path(last + 1), what);
    } else if head.entry + 1 < last {
        report.broken(HEAD_PATH, format!("it names entry {}, and the chain goes on to entry {last}", head.entry));
    } else if head.entry + 1 == last {
        let what = "it was sealed, and its publishing was cut off; the next import finishes it";
        report.find(super::Aspect::Note, &entry_path(last), what);
    } else if whole && head.hash != state.hash {
        let blame = if head.entry == 0 { IDENTITY_PATH } else { HEAD_PATH };
        report.broken(blame, "head and chain end differ");
    }
    Ok(head.entry.min(last))
}

fn anchor(options: &VerifyOptions, entries: &[(Entry, String)], last: u64, report: &mut Report) {
    let Some(anchor) = &options.anchor else { return };
    let path = entry_path(anchor.entry);
    if anchor.entry > last {
        report.truncated(&path, format!("the anchor {anchor} names it, and the chain ends at entry {last}"));
        return;
    }
    let known = anchor.entry.checked_sub(1).and_then(|at| entries.get(at as usize));
    if known.is_some_and(|(_entry, hash)| *hash != anchor.hash) {
        report.broken(&path, "it is not the entry that the anchor names");
    }
}

/// Returns the files of a folder that holds nothing but numbered files.
fn numbered(storage: &Storage, folder: &str, report: &mut Report) -> Result<BTreeSet<u64>, Error> {
    let mut found = BTreeSet::new();
    for (path, _size) in storage.list(folder)? {
        let name = path.strip_prefix(folder).and_then(|name| name.strip_prefix('/')?.strip_suffix(".json"));
        match name.filter(|name| name.len() == 10).and_then(|name| name.parse().ok()) {
            Some(number) if number > 0 => {
                found.insert(number);
            }
            _ => report.broken(&path, "quaestor writes no file of this name"),
        }
    }
    Ok(found)
}
