//! What the archive holds of a table, as stretches of time.

use store::{TableCoverage, WindowKind};

/// Returns the stretches that are held, in the order of time and apart from each other.
///
/// In a table of many records a day, a day without one is not taken for held. In one of few, days between its first record and
/// its last are: nobody can tell a quiet day from one that was not exported.
pub(crate) fn held(coverage: &TableCoverage) -> Vec<(i64, i64)> {
    let mut stretches: Vec<(i64, i64)> = coverage
        .windows
        .iter()
        .filter(|window| matches!(window.kind, WindowKind::Collected | WindowKind::VerifiedEmpty))
        .map(|window| (window.from, window.to))
        .collect();
    if coverage.busy {
        stretches.extend(&coverage.intervals);
    } else {
        let first = coverage.intervals.iter().map(|(from, _)| *from).min();
        let last = coverage.intervals.iter().map(|(_, to)| *to).max();
        stretches.extend(first.zip(last));
    }
    merged(stretches)
}

pub(super) fn merged(mut stretches: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    stretches.sort_unstable();
    let mut apart: Vec<(i64, i64)> = Vec::new();
    for (from, to) in stretches {
        match apart.last_mut() {
            Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
            _ => apart.push((from, to)),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_touch_are_one() {
        assert_eq!(merged(vec![(5, 9), (0, 4), (20, 30), (22, 25)]), [(0, 9), (20, 30)]);
    }
}
