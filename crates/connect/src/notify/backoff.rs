//! How long to wait before the next attempt.

use chrono::TimeDelta;

/// The first wait; each following one is twice as long, up to [`LONGEST`].
pub const FIRST: TimeDelta = TimeDelta::seconds(30);

/// The longest wait of our own choosing.
pub const LONGEST: TimeDelta = TimeDelta::hours(1);

/// The longest wait that a server may ask for.
pub const LONGEST_ASKED: TimeDelta = TimeDelta::hours(24);

/// After this long without success a message is a dead letter.
pub const GIVE_UP: TimeDelta = TimeDelta::hours(72);

/// The wait after an attempt, counted from one. `chance` from 0 to 1 spreads it over its second half, so that channels
/// that failed together do not come back together.
pub(crate) fn wait(attempt: u32, chance: f64) -> TimeDelta {
    let doublings = attempt.saturating_sub(1).min(16);
    let whole = (FIRST.num_milliseconds() << doublings).min(LONGEST.num_milliseconds());
    let half = whole / 2;
    TimeDelta::milliseconds(half + (half as f64 * chance.clamp(0.0, 1.0)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let seconds = |attempt| wait(attempt, 1.0).num_seconds();
        assert_eq!([1, 2, 3, 4].map(seconds), [30, 60, 120, 240]);
        assert_eq!([8, 9, u32::MAX].map(seconds), [3_600; 3]);
    }

    #[test]
    fn chance_spreads_the_second_half() {
        assert_eq!(wait(2, 0.0).num_seconds(), 30);
        assert_eq!(wait(2, 0.5).num_seconds(), 45);
        assert_eq!(wait(2, f64::NAN).num_seconds(), 30);
    }
}
