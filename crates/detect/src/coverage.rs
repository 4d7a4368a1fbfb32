//! What a rule could see of the time it judged.

use serde::{Deserialize, Serialize};
use store::Coverage;

/// What there is of a table in a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The table.
    pub table: String,
    /// Whether it was there.
    pub state: SeenState,
    /// Stretches without it: first and last instant, microseconds since 1970.
    pub gaps: Vec<(i64, i64)>,
    /// Whether an export of it was probably cut.
    pub cut: bool,
}

/// Whether a table was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeenState {
    /// All the time.
    Collected,
    /// Not all the time.
    Partly,
    /// Not at all.
    NotCollected,
}

/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;

/// Returns what there is of tables in a stretch of time, `from` to before `to`. Whole days without a record in a table that has records every day are gaps;
/// so is the time before its first and after its last record, when it is a day or more.
pub fn seen(coverage: &Coverage, tables: &[String], from: i64, to: i64) -> Vec<Seen> {
    tables.iter().map(|table| of_table(coverage, table, from, to)).collect()
}

fn of_table(coverage: &Coverage, table: &str, from: i64, to: i64) -> Seen {
    let known: Vec<_> = coverage.0.iter().filter(|known| known.table == table).collect();
    let mut there: Vec<(i64, i64)> = known
        .iter()
        .flat_map(|known| if known.busy { known.intervals.clone() } else { whole(&known.intervals) })
        .filter(|(first, last)| *first < to && *last >= from)
        .collect();
    there.sort_unstable();
    let cut = known
        .iter()
        .flat_map(|known| &known.windows)
        .any(|window| window.cut.is_some() && window.from < to && window.to >= from);
    if there.is_empty() {
        return Seen { table: table.to_owned(), state: SeenState::NotCollected, gaps: vec![(from, to - 1)], cut };
    }
    let mut gaps = Vec::new();
    let mut at = from;
    for (first, last) in there {
        if first - at >= DAY {
            gaps.push((at, first - 1));
        }
        at = at.max(last + 1);
    }
    if to - at >= DAY {
        gaps.push((at, to - 1));
    }
    let state = if gaps.is_empty() && !cut { SeenState::Collected } else { SeenState::Partly };
    Seen { table: table.to_owned(), state, gaps, cut }
}

/// A table that is silent for days and complete: from its first record to its last.
fn whole(intervals: &[(i64, i64)]) -> Vec<(i64, i64)> {
    match (intervals.first(), intervals.last()) {
        (Some((first, _)), Some((_, last))) => vec![(*first, *last)],
        _ => Vec::new(),
    }
}

impl SeenState {
    /// Its name, as it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Collected => "collected",
            Self::Partly => "partly",
            Self::NotCollected => "not-collected",
        }
    }
}

impl Seen {
    /// What it means for a judgement; none where all was seen.
    pub fn remark(&self) -> Option<String> {
        let days: i64 = self.gaps.iter().map(|(first, last)| (last - first + DAY) / DAY).sum();
        match self.state {
            SeenState::Collected => None,
            SeenState::NotCollected => {
                Some(format!("{} was not collected: what it would show cannot be ruled out", self.table))
            }
            SeenState::Partly if self.gaps.is_empty() => Some(format!("an export of {} was probably cut", self.table)),
            SeenState::Partly => Some(format!("{} has nothing for {days} of the days looked at", self.table)),
        }
    }
}

#[cfg(test)]
mod tests {
    use store::TableCoverage;

    use super::*;

    fn table(intervals: Vec<(i64, i64)>, busy: bool) -> Coverage {
        let (tenant, table) = ("t".to_owned(), "SigninLogs".to_owned());
        Coverage(vec![TableCoverage {
            tenant,
            table,
            windows: Vec::new(),
            intervals,
            silences: Vec::new(),
            busy,
            removed: Vec::new(),
        }])
    }

    #[test]
    fn a_silence_is_a_gap_of_a_table_that_has_records_every_day() {
        let intervals = vec![(0, 2 * DAY), (5 * DAY, 9 * DAY)];
        let names = ["SigninLogs".to_owned(), "AuditLogs".to_owned()];
        let busy = seen(&table(intervals.clone(), true), &names, 0, 9 * DAY);
        assert_eq!((busy[0].state, busy[0].gaps.as_slice()), (SeenState::Partly, &[(2 * DAY + 1, 5 * DAY - 1)][..]));
        assert_eq!(busy[1].state, SeenState::NotCollected);
        assert!(busy[1].remark().unwrap().contains("AuditLogs was not collected"));
        assert_eq!(seen(&table(intervals, false), &names, 0, 9 * DAY)[0].state, SeenState::Collected);
    }
}
