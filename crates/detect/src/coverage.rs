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
    /// When records of the time were last removed, by a policy or at a person's request; microseconds since 1970.
    pub removed: Option<i64>,
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
/// so is the time before its first and after its last record, when it holds a whole day, UTC.
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
    let gone = known.iter().flat_map(|known| &known.removed).filter(|gone| gone.from < to && gone.to >= from);
    let removed = gone.map(|gone| gone.at).max();
    if there.is_empty() {
        let gaps = vec![(from, to - 1)];
        return Seen { table: table.to_owned(), state: SeenState::NotCollected, gaps, cut, removed };
    }
    let mut gaps = Vec::new();
    let mut at = from;
    for (first, last) in there {
        if whole_days((at, first - 1)) > 0 {
            gaps.push((at, first - 1));
        }
        at = at.max(last + 1);
    }
    if whole_days((at, to - 1)) > 0 {
        gaps.push((at, to - 1));
    }
    let whole = gaps.is_empty() && !cut && removed.is_none();
    let state = if whole { SeenState::Collected } else { SeenState::Partly };
    Seen { table: table.to_owned(), state, gaps, cut, removed }
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
        self.lack().map(|lack| format!("{} {lack}", self.table))
    }

    /// The same without the name of the table.
    pub fn lack(&self) -> Option<String> {
        match self.state {
            SeenState::Collected => None,
            SeenState::NotCollected => Some("was not collected: what it would show cannot be ruled out".to_owned()),
            SeenState::Partly => {
                let days: i64 = self.gaps.iter().map(|gap| whole_days(*gap)).sum();
                let silent = (days > 0).then(|| format!("has nothing for {days} of the days looked at"));
                let removed = self.removed.map(|at| format!("lost records of this time to a removal on {}", date(at)));
                let cut = self.cut.then(|| "comes from an export that was probably cut".to_owned());
                let parts: Vec<String> = [silent, removed, cut].into_iter().flatten().collect();
                Some(parts.join(", and "))
            }
        }
    }
}

/// The days, UTC, of which a stretch holds every instant.
fn whole_days((first, last): (i64, i64)) -> i64 {
    last.saturating_add(1).div_euclid(DAY) - first.div_euclid(DAY) - i64::from(first.rem_euclid(DAY) > 0)
}

fn date(at: i64) -> String {
    chrono::DateTime::from_timestamp_micros(at).map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string())
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
    fn days_are_counted_as_a_calendar_does() {
        assert_eq!(whole_days((2 * DAY + 1, 5 * DAY - 1)), 2, "the third and the fourth");
        assert_eq!(whole_days((2 * DAY, 5 * DAY - 1)), 3);
        assert_eq!(whole_days((DAY / 2, 2 * DAY - 2)), 0, "a day and more, and no calendar day");
    }

    #[test]
    fn what_was_removed_is_not_called_seen() {
        let mut coverage = table(vec![(0, 9 * DAY)], true);
        let removed =
            store::CoverageRemoved { from: DAY, to: 2 * DAY, rows: 5, policy: "p".into(), entry: 7, at: 20 * DAY };
        coverage.0[0].removed.push(removed);
        let names = ["SigninLogs".to_owned()];
        let seen_in = |from: i64, to: i64| seen(&coverage, &names, from, to).remove(0);
        assert_eq!(seen_in(3 * DAY, 9 * DAY).remark(), None);
        assert_eq!(
            seen_in(0, 9 * DAY).remark().unwrap(),
            "SigninLogs lost records of this time to a removal on 1970-01-21"
        );
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
