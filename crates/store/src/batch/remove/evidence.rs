//! Evidence that no row needs.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::Scope;
use super::survey::{Survey, each_batch, texts};
use crate::ledger::{LeftEvidence, RemovedEvidence, State};
use crate::storage::Storage;
use crate::{Error, LeafAccount, Window};

/// What becomes of evidence that loses its last row, or whose time is over.
#[derive(Default)]
pub(super) struct Unneeded {
    pub(super) goes: Vec<RemovedEvidence>,
    pub(super) left: Vec<LeftEvidence>,
}

/// Finds the evidence that no row needs after a removal. It goes if it was imported to its end, and lost a row or lies wholly in time that the removal takes:
/// a file whose records were all known from elsewhere goes when they would.
pub(super) fn unneeded(storage: &Storage, state: &State, scope: &Scope, survey: &Survey) -> Result<Unneeded, Error> {
    let leaves = latest(state);
    let mut candidates: BTreeSet<&str> = survey.lost.iter().map(String::as_str).collect();
    candidates
        .extend(leaves.iter().filter(|(_sha256, leaves)| is_over(leaves, scope)).map(|(sha256, _leaves)| *sha256));
    candidates.retain(|sha256| state.evidence.contains_key(*sha256) && !survey.needed.contains(*sha256));
    for live in state.live() {
        let path = format!("{}/{}", live.table, live.file.path);
        if candidates.is_empty() {
            break;
        }
        if survey.seen.contains(&path) {
            continue;
        }
        each_batch(storage, &path, Some(&["_Evidence"]), |batch| {
            let named = texts(batch, "_Evidence").into_iter().flat_map(|column| column.iter().flatten());
            let mut last = "";
            for sha256 in named {
                if sha256 != last {
                    candidates.remove(sha256);
                    last = sha256;
                }
            }
            Ok(())
        })?;
    }
    let holds = scope.holds().next();
    let mut unneeded = Unneeded::default();
    for seal in candidates.into_iter().filter_map(|sha256| state.evidence.get(sha256)) {
        let unread = leaves
            .get(seal.sha256.as_str())
            .into_iter()
            .flatten()
            .any(|leaf| leaf.format.is_none() || leaf.rejected > 0);
        let why = if state.completed.iter().any(|done| done.evidence == seal.sha256) {
            holds.filter(|_hold| unread).map(|hold| {
                format!("no row needs it, but part of it became no row, and hold {hold} may be about that part")
            })
        } else {
            Some("no row needs it, but it was never imported to its end; import it again".to_owned())
        };
        match why {
            None => unneeded.goes.push(RemovedEvidence {
                sha256: seal.sha256.clone(),
                size: seal.size,
                name: seal.name.clone(),
                path: seal.path(),
            }),
            Some(why) => unneeded.left.push(LeftEvidence { sha256: seal.sha256.clone(), name: seal.name.clone(), why }),
        }
    }
    Ok(unneeded)
}

/// Returns the last account of each leaf, by evidence.
pub(super) fn latest(state: &State) -> BTreeMap<&str, Vec<&LeafAccount>> {
    let mut latest: BTreeMap<(&str, Option<&str>), &LeafAccount> = BTreeMap::new();
    for leaf in &state.leaves {
        latest.insert((&leaf.evidence, leaf.member.as_deref()), leaf);
    }
    let mut found: BTreeMap<&str, Vec<&LeafAccount>> = BTreeMap::new();
    for ((sha256, _member), leaf) in latest {
        found.entry(sha256).or_default().push(leaf);
    }
    found
}

/// Returns whether everything a file covers lies in time that the removal takes. A file that was not recognised tells no time, and stays.
fn is_over(leaves: &[&LeafAccount], scope: &Scope) -> bool {
    let of_leaf = |leaf: &LeafAccount| {
        let tells = leaf.read == 0 || !leaf.windows.is_empty();
        leaf.format.is_some() && tells && leaf.windows.iter().all(|window| taken(window, scope))
    };
    leaves.iter().any(|leaf| !leaf.windows.is_empty()) && leaves.iter().all(|leaf| of_leaf(leaf))
}

fn taken(window: &Window, scope: &Scope) -> bool {
    scope.rules.iter().any(|rule| {
        rule.keys.is_none()
            && rule.table.is_some_and(|table| table == window.table)
            && rule.tenant.as_ref().is_none_or(|tenant| tenant.eq_ignore_ascii_case(&window.tenant))
            && rule.before.is_none_or(|before| window.to < before)
    })
}
