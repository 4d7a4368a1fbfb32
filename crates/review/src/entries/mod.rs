//! Entries: what wants a decision, one for each story.
//!
//! | step | what it does | law |
//! |---|---|---|
//! | [`fold`] | alerts that belong together are one entry | each alert is in exactly one |
//! | [`signal`] | what questions put forward goes to the entry of the same people or address, or becomes one | nothing that asks for a decision is left out |
//! | [`pool`] | many of one kind, each seen once, are one entry | only as far as the reader's patience needs it |
//! | [`order`] | what deserves attention first | a function of the entries |
//! | [`carry`] | decisions that were made before | only where nothing of the story has changed |

pub(crate) mod carry;
pub(crate) mod fold;
pub(crate) mod order;
pub(crate) mod pool;
pub(crate) mod signal;
#[cfg(test)]
mod tests;

use crate::model::Entry;

/// How many entries of one week a person can attend to in a quarter of an hour.
pub const BEARABLE: usize = 40;

/// How many entries a review of a time of this length may have before they are pooled: as many for each week, begun ones included.
pub(crate) fn bearable(length: i64) -> usize {
    let weeks = length.max(1).unsigned_abs().div_ceil((7 * crate::time::DAY).unsigned_abs());
    BEARABLE.saturating_mul(usize::try_from(weeks).unwrap_or(usize::MAX))
}

/// A way to find an entry again after it was pooled, ordered and numbered: by a finding in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark(String);

impl Mark {
    /// That of an entry; none where it has no finding.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        entry.findings.first().map(|finding| Self(finding.id.clone()))
    }

    /// The number of the entry that holds it.
    pub(crate) fn find(&self, entries: &[Entry]) -> Option<u32> {
        let holds = |entry: &&Entry| entry.findings.iter().any(|finding| finding.id == self.0);
        entries.iter().find(holds).map(|entry| entry.id)
    }
}
