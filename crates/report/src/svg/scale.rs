//! Values → places, and the ticks of an axis of time.

use kql_plan::calendar::{Moment, days_before};
use kql_plan::value::{MAX_DATETIME, TICKS_PER_DAY, TICKS_PER_SECOND};

/// Where values between two bounds lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that lays `low` at `from` and `high` at `to`.
    pub(super) fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        Self { low, high, from, to }
    }

    /// Where a value lies; in the middle when all values are one.
    pub(super) fn at(self, value: f64) -> f64 {
        let span = self.high - self.low;
        let part = if span > 0.0 && span.is_finite() { (value - self.low) / span } else { 0.5 };
        let part = if part.is_finite() { part.clamp(-1.0, 2.0) } else { 0.5 };
        self.from + part * (self.to - self.from)
    }
}

const MINUTE: i64 = 60 * TICKS_PER_SECOND;
const HOUR: i64 = 60 * MINUTE;
/// Steps of an axis of time that are always as long.
const STEPS: [i64; 15] = [
    TICKS_PER_SECOND,
    10 * TICKS_PER_SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    TICKS_PER_DAY,
    2 * TICKS_PER_DAY,
    7 * TICKS_PER_DAY,
    14 * TICKS_PER_DAY,
    28 * TICKS_PER_DAY,
];
/// Steps in months.
const MONTHS: [i64; 10] = [1, 2, 3, 6, 12, 24, 60, 120, 1200, 12_000];
const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The ticks of an axis of time between two instants, at most `most` of them: where, and what they say.
///
/// Weeks begin on Monday, as 0001-01-01 was one. Labels are in UTC.
pub(super) fn time_ticks(low: f64, high: f64, most: usize) -> Vec<(f64, String)> {
    let (low, high) = (low.clamp(0.0, MAX_DATETIME as f64) as i64, high.clamp(0.0, MAX_DATETIME as f64) as i64);
    let most = most.max(1) as i64;
    // 28 days are there to be too many for nothing but months.
    if let Some(step) = STEPS.iter().take(STEPS.len() - 1).find(|step| (high - low) / **step < most) {
        let first = (low + step - 1) / step * step;
        return (0..)
            .map_while(|at| Some(first + at * step).filter(|tick| *tick <= high))
            .map(|tick| (tick as f64, time_label(tick, *step)))
            .collect();
    }
    let month = |ticks: i64| {
        let moment = Moment::from_ticks(ticks);
        moment.year * 12 + moment.month - 1
    };
    let (first, last) = (month(low), month(high));
    let step = MONTHS.iter().find(|step| (last - first) / **step < most).unwrap_or(&12_000);
    let mut ticks = Vec::new();
    for at in (first / step..=last / step).map(|at| at * step) {
        let Some(day) = days_before(at / 12, at % 12 + 1, 1) else { continue };
        let tick = day * TICKS_PER_DAY;
        if (low..=high).contains(&tick) {
            let name = NAMES.get((at % 12) as usize).copied().unwrap_or_default();
            let label = if *step >= 12 { (at / 12).to_string() } else { format!("{name} {}", at / 12) };
            ticks.push((tick as f64, label));
        }
    }
    ticks
}

/// The label of an instant on an axis with this step.
fn time_label(tick: i64, step: i64) -> String {
    let Moment { month, day, hour, minute, second, .. } = Moment::from_ticks(tick);
    let name = usize::try_from(month - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or_default();
    if tick % TICKS_PER_DAY == 0 {
        format!("{day} {name}")
    } else if step >= MINUTE {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_of_time_are_where_people_expect_them() {
        let day = |year, month, day| days_before(year, month, day).unwrap() as f64 * TICKS_PER_DAY as f64;
        let labels = |low, high| time_ticks(low, high, 8).into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        // Mondays.
        assert_eq!(labels(day(2026, 11, 1), day(2026, 11, 30)), ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]);
        assert_eq!(labels(day(2026, 1, 1), day(2026, 7, 1)).first().map(String::as_str), Some("Jan 2026"));
        assert_eq!(labels(day(2026, 11, 1), day(2026, 11, 2)).get(1).map(String::as_str), Some("06:00"));
        assert_eq!(labels(0.0, MAX_DATETIME as f64).last().map(String::as_str), Some("9000"));
        assert_eq!(labels(day(2026, 11, 1), day(2026, 11, 1)), ["1 Nov"]);
    }

    #[test]
    fn one_value_lies_in_the_middle() {
        let scale = Scale::new((5.0, 5.0), (0.0, 100.0));
        assert!((scale.at(5.0) - 50.0).abs() < f64::EPSILON);
        assert!(scale.at(f64::NAN).is_finite());
    }
}
