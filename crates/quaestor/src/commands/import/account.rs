//! What became of a leaf's records: the reader's count and the store's, brought together.

use std::collections::BTreeMap;

use connect::import::{LeafOutcome, LeafStatus};
use store::{Appended, LeafAccount, Rejection};

/// What the store did with the rows of a leaf.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    stored: BTreeMap<String, u64>,
    derived: BTreeMap<String, u64>,
    duplicates: u64,
    versions: u64,
    rejected: u64,
}

impl Tally {
    /// Adds what became of one block. Rows that repeat records of another table do not count again.
    pub(crate) fn add(&mut self, table: &str, derived: bool, appended: Appended) {
        let rows = if derived { &mut self.derived } else { &mut self.stored };
        if appended.stored > 0 {
            *rows.entry(table.to_owned()).or_default() += appended.stored;
        }
        if !derived {
            self.duplicates += appended.duplicates;
            self.versions += appended.versions;
            self.rejected += appended.rejected;
        }
    }
}

/// Returns the account that goes into the ledger.
pub(crate) fn of(path: &str, evidence: &str, outcome: &LeafOutcome, tally: &Tally) -> LeafAccount {
    let recognised = matches!(outcome.status, LeafStatus::Recognised);
    LeafAccount {
        path: path.to_owned(),
        member: outcome.leaf.member.clone(),
        evidence: evidence.to_owned(),
        format: recognised.then(|| outcome.leaf.format.name().to_owned()),
        encoding: recognised.then(|| outcome.leaf.encoding.name().to_owned()),
        read: outcome.read,
        stored: tally.stored.clone(),
        derived: tally.derived.clone(),
        duplicates: tally.duplicates,
        versions: tally.versions,
        rejected: outcome.rejected_total,
        rejections: outcome.rejected.iter().map(|r| Rejection { line: r.line, reason: r.reason.clone() }).collect(),
        warnings: outcome.warnings.clone(),
        cut: outcome.cut.clone(),
        windows: Vec::new(),
    }
}

/// Returns the account of a leaf whose reading stopped at an error.
pub(crate) fn of_part(path: &str, evidence: &str, member: Option<String>, tally: &Tally, error: &str) -> LeafAccount {
    LeafAccount {
        path: path.to_owned(),
        member,
        evidence: evidence.to_owned(),
        read: tally.stored.values().sum::<u64>() + tally.duplicates + tally.rejected,
        stored: tally.stored.clone(),
        derived: tally.derived.clone(),
        duplicates: tally.duplicates,
        versions: tally.versions,
        warnings: vec![format!("reading stopped: {error}")],
        cut: Some("reading stopped at an error".into()),
        ..LeafAccount::default()
    }
}
