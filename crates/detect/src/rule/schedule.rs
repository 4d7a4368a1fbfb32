//! When a rule runs, and which time it sees.

use super::span::{DAY, SECOND};
use super::{Rule, frequency};

/// An hour: what a rule that does not say is run by.
const HOUR: i64 = 3600 * SECOND;

/// When a rule runs, and which time it sees. All in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// How often it runs.
    pub frequency: i64,
    /// How much it looks at.
    pub period: i64,
    /// Whether one run over a longer stretch says the same as many over short ones.
    pub any_span: bool,
}

impl Schedule {
    pub(crate) fn of(rule: &Rule) -> Self {
        let near_real_time = rule.kind.eq_ignore_ascii_case("NRT");
        let default = if near_real_time { 60 * SECOND } else { HOUR };
        let frequency = rule.query_frequency.map_or(default, |span| span.0).max(SECOND);
        let period = rule.query_period.map_or(frequency, |span| span.0).max(frequency);
        let plain = rule.trigger_operator == super::Operator::GreaterThan && rule.trigger_threshold == 0;
        // All rows of a run as one alert: then it matters which rows are of one run.
        Self { frequency, period, any_span: plain && !rule.is_single_alert() && frequency::any_span(&rule.query) }
    }

    /// How far before the stretch that is evaluated the query looks.
    pub fn lookback(&self) -> i64 {
        self.period - self.frequency
    }

    /// The beginning of the window in which an instant lies.
    pub fn window_of(&self, time: i64) -> i64 {
        time.div_euclid(self.frequency).saturating_mul(self.frequency)
    }

    /// The end of the window in which an instant lies.
    pub fn window_after(&self, time: i64) -> i64 {
        self.window_of(time).saturating_add(self.frequency)
    }

    /// The first instant that the run over a stretch sees, `start` to before `end`.
    pub fn sees_from(&self, start: i64, end: i64) -> i64 {
        // A stretch may begin in the middle of a window, whose beginning belongs to what it says.
        let from =
            if self.any_span { self.window_of(start).saturating_sub(self.lookback()) } else { end - self.period };
        from.min(start)
    }

    /// The runs that cover a stretch, `from` to before `to`: the first and last instant that each sees is `(end - period, end)`, what is new in it
    /// `(start, end)`. Runs end at whole multiples of the frequency (days begin at midnight, UTC), the last one at `to`.
    pub fn runs(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        if self.any_span {
            return vec![(from, to)];
        }
        let step = self.frequency.min(14 * DAY);
        let mut runs = Vec::new();
        let mut start = from;
        while start < to {
            let end = (start.div_euclid(step) + 1).saturating_mul(step).min(to);
            runs.push((start, end));
            start = end;
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cover_a_stretch_without_gap_or_overlap() {
        let schedule = Schedule { frequency: HOUR, period: 2 * HOUR, any_span: false };
        let runs = schedule.runs(HOUR / 2, 3 * HOUR + 1);
        assert_eq!(runs, [(HOUR / 2, HOUR), (HOUR, 2 * HOUR), (2 * HOUR, 3 * HOUR), (3 * HOUR, 3 * HOUR + 1)]);
        assert_eq!(Schedule { any_span: true, ..schedule }.runs(0, 9 * DAY), [(0, 9 * DAY)]);
        assert!(schedule.runs(5, 5).is_empty());
    }

    #[test]
    fn what_begins_in_the_middle_of_a_window_sees_its_beginning() {
        let schedule = Schedule { frequency: HOUR, period: 3 * HOUR, any_span: true };
        assert_eq!(schedule.sees_from(10 * HOUR + 5, 11 * HOUR), 8 * HOUR);
        assert_eq!(Schedule { any_span: false, ..schedule }.sees_from(10 * HOUR, 11 * HOUR), 8 * HOUR);
        assert_eq!((schedule.window_of(-1), schedule.window_after(0)), (-HOUR, HOUR));
    }
}
