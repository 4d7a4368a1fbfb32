//! Coverage: which time is accounted for, by what, and where there is silence.

use std::collections::{BTreeMap, BTreeSet};

use super::{RemovedSpan, State, WindowKind};
use crate::batch::{DAY, day};

/// Records a day from which on a day without any is worth a question. A table of alerts is silent for weeks and complete;
/// sign-ins are not.
const BUSY: u64 = 24;

/// Coverage of every tenant and table, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage(pub Vec<TableCoverage>);

/// Coverage of one tenant and table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCoverage {
    /// Tenant, or [`crate::UNKNOWN_TENANT`].
    pub tenant: String,
    /// Table.
    pub table: String,
    /// Everything known, in the order of time.
    pub windows: Vec<Covered>,
    /// Stretches in which no whole day, UTC, is without a record: first and last instant, microseconds since 1970.
    pub intervals: Vec<(i64, i64)>,
    /// Whole days without a record between them: first instant of the first, last instant of the last. An export does not
    /// tell which time was asked for, so this may be a quiet day as well as a hole.
    pub silences: Vec<(i64, i64)>,
    /// Whether the table has so many records a day that a silence needs an explanation.
    pub busy: bool,
    /// What was removed since: windows and intervals tell what was had, not what is still there.
    pub removed: Vec<CoverageRemoved>,
}

/// Time of which rows were removed, by a policy or at a person's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRemoved {
    /// Time of the first row that left, in microseconds since 1970.
    pub from: i64,
    /// Time of the last.
    pub to: i64,
    /// Rows that left.
    pub rows: u64,
    /// The policy.
    pub policy: String,
    /// The entry that removed them.
    pub entry: u64,
    /// When, in microseconds since 1970.
    pub at: i64,
}

/// A window and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// First instant, microseconds since 1970.
    pub from: i64,
    /// Last instant.
    pub to: i64,
    /// Records in it.
    pub rows: u64,
    /// What is known.
    pub kind: WindowKind,
    /// SHA-256 of the evidence.
    pub evidence: String,
    /// Path of the leaf.
    pub path: String,
    /// Path inside an archive, if it was in one.
    pub member: Option<String>,
    /// Format.
    pub format: Option<String>,
    /// Sign that the exporter cut the leaf short.
    pub cut: Option<String>,
}

#[derive(Default)]
struct Gathered {
    windows: BTreeMap<(String, Option<String>, i64, i64), Covered>,
    days: BTreeSet<i32>,
    removed: Vec<CoverageRemoved>,
}

impl Coverage {
    /// Returns every tenant with its number of records, those with the most first; [`crate::UNKNOWN_TENANT`] among them.
    pub fn tenants(&self) -> Vec<(&str, u64)> {
        let mut records: BTreeMap<&str, u64> = BTreeMap::new();
        for table in &self.0 {
            *records.entry(&table.tenant).or_default() += table.windows.iter().map(|window| window.rows).sum::<u64>();
        }
        let mut tenants: Vec<(&str, u64)> = records.into_iter().collect();
        tenants.sort_by_key(|(tenant, records)| std::cmp::Reverse((*records, *tenant)));
        tenants
    }

    /// Adds up the windows of all leaves, and what was removed. A leaf that was imported twice counts once.
    pub(crate) fn of(state: &State) -> Self {
        let mut gathered: BTreeMap<(&str, &str), Gathered> = BTreeMap::new();
        for sealed in &state.removals {
            for RemovedSpan { tenant, table, from, to, rows } in &sealed.removed.spans {
                let of = gathered.entry((tenant, table)).or_default();
                let (policy, entry, at) = (sealed.removed.policy.clone(), sealed.entry, sealed.at);
                of.removed.push(CoverageRemoved { from: *from, to: *to, rows: *rows, policy, entry, at });
            }
        }
        for leaf in &state.leaves {
            for window in &leaf.windows {
                let of = gathered.entry((&window.tenant, &window.table)).or_default();
                of.days.extend(window.days.iter().flat_map(|(first, last)| *first..=*last));
                let covered = Covered {
                    from: window.from,
                    to: window.to,
                    rows: window.rows,
                    kind: window.kind.clone(),
                    evidence: leaf.evidence.clone(),
                    path: leaf.path.clone(),
                    member: leaf.member.clone(),
                    format: leaf.format.clone(),
                    cut: leaf.cut.clone(),
                };
                of.windows.insert((leaf.evidence.clone(), leaf.member.clone(), window.from, window.to), covered);
            }
        }
        Self(gathered.into_iter().map(|((tenant, table), gathered)| gathered.finish(tenant, table)).collect())
    }
}

impl Gathered {
    fn finish(self, tenant: &str, table: &str) -> TableCoverage {
        let runs = runs(&self.days);
        let mut windows: Vec<Covered> = self.windows.into_values().collect();
        windows.sort_by(|left, right| {
            (left.from, left.to, &left.evidence, &left.member).cmp(&(
                right.from,
                right.to,
                &right.evidence,
                &right.member,
            ))
        });
        let rows: u64 = windows.iter().map(|window| window.rows).sum();
        let from = |at: i32| windows.iter().map(|window| window.from).filter(|time| day(*time) == at).min();
        let to = |at: i32| windows.iter().map(|window| window.to).filter(|time| day(*time) == at).max();
        let intervals = runs
            .iter()
            .map(|(first, last)| (from(*first).unwrap_or(start(*first)), to(*last).unwrap_or(start(*last) + DAY - 1)))
            .collect();
        let silences =
            runs.iter().zip(runs.iter().skip(1)).map(|(left, right)| (start(left.1 + 1), start(right.0) - 1)).collect();
        let busy = rows / (self.days.len() as u64).max(1) >= BUSY;
        let (tenant, table, removed) = (tenant.to_owned(), table.to_owned(), self.removed);
        TableCoverage { tenant, table, windows, intervals, silences, busy, removed }
    }
}

/// Returns days as runs of first and last.
pub(crate) fn runs(days: &BTreeSet<i32>) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for at in days {
        match runs.last_mut() {
            Some((_first, last)) if *last + 1 == *at => *last = *at,
            _ => runs.push((*at, *at)),
        }
    }
    runs
}

fn start(day: i32) -> i64 {
    i64::from(day) * DAY
}
