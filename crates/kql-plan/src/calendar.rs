//! The Gregorian calendar over ticks of 100 ns since 0001-01-01T00:00Z.

use crate::value::{MAX_DATETIME, TICKS_PER_DAY, TICKS_PER_SECOND};

/// A moment, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// 1 to 9999.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
    /// Ticks of the second: 0 to 9,999,999.
    pub tick: i64,
}

impl Moment {
    /// Takes a moment apart. Ticks that no datetime may have count as the nearest that it may.
    pub fn from_ticks(ticks: i64) -> Moment {
        let ticks = ticks.clamp(0, MAX_DATETIME);
        let (year, month, day) = date(ticks / TICKS_PER_DAY);
        let of_day = ticks % TICKS_PER_DAY;
        let seconds = of_day / TICKS_PER_SECOND;
        Moment {
            year,
            month,
            day,
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
            tick: of_day % TICKS_PER_SECOND,
        }
    }

    /// Its ticks; `None` when a part is out of its bounds.
    pub fn ticks(self) -> Option<i64> {
        let within = (0..24).contains(&self.hour)
            && (0..60).contains(&self.minute)
            && (0..60).contains(&self.second)
            && (0..TICKS_PER_SECOND).contains(&self.tick);
        let days = days_before(self.year, self.month, self.day).filter(|_| within)?;
        let seconds = self.hour * 3600 + self.minute * 60 + self.second;
        Some(days * TICKS_PER_DAY + seconds * TICKS_PER_SECOND + self.tick)
    }
}

/// Whether February has 29 days.
pub fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has, January being 1; none when there is no such month.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days from 0001-01-01 to a day; `None` when there is no such day in the years 1 to 9999.
pub fn days_before(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
        return None;
    }
    Some(days_before_year(year) + day_of_year(year, month, day) - 1)
}

/// Days from 0001-01-01 to the first day of a year.
fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

/// Which day of its year a day is; 1 January is 1.
pub fn day_of_year(year: i64, month: i64, day: i64) -> i64 {
    // Days before each month in a common year.
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let before = usize::try_from(month - 1).ok().and_then(|index| BEFORE.get(index)).copied().unwrap_or(0);
    before + i64::from(month > 2 && is_leap(year)) + day
}

/// Which day of the week: Sunday is 0.
pub fn day_of_week(ticks: i64) -> i64 {
    // 0001-01-01 was a Monday.
    (ticks.div_euclid(TICKS_PER_DAY) + 1).rem_euclid(7)
}

/// The date so many days after 0001-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    // Years that begin in March, so that the leap day is the last of its year; 306 days from 0000-03-01 to 0001-01-01.
    let days = days + 306;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The same time of day so many months later (or earlier), on the last day of the month when it has no such day; `None` beyond the calendar.
pub fn add_months(ticks: i64, months: i64) -> Option<i64> {
    let moment = Moment::from_ticks(ticks);
    let at = (moment.year * 12 + moment.month - 1).checked_add(months)?;
    let (year, month) = (at.div_euclid(12), at.rem_euclid(12) + 1);
    Moment { year, month, day: moment.day.min(days_in_month(year, month)), ..moment }.ticks()
}

/// The first tick of the day.
pub fn start_of_day(ticks: i64) -> i64 {
    ticks - ticks.rem_euclid(TICKS_PER_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_apart_and_putting_together_are_inverse() {
        for days in (0..3_652_059).step_by(97).chain([0, 58, 59, 3_652_058]) {
            let ticks = days * TICKS_PER_DAY + 863_999_999_999;
            assert_eq!(Moment::from_ticks(ticks).ticks(), Some(ticks), "{days}");
        }
        assert_eq!(Moment::from_ticks(MAX_DATETIME).ticks(), Some(MAX_DATETIME));
    }

    #[test]
    fn the_calendar_agrees_with_the_parser() {
        let ticks = kql::literal::parse_datetime("2024-02-29T13:14:15.0000016Z").unwrap();
        let moment = Moment { year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, tick: 16 };
        assert_eq!(Moment::from_ticks(ticks), moment);
        assert_eq!(moment.ticks(), Some(ticks));
        assert_eq!(day_of_week(ticks), 4);
        assert_eq!(day_of_year(2024, 12, 31), 366);
    }

    #[test]
    fn months_are_added_within_the_calendar() {
        let ticks = |text| kql::literal::parse_datetime(text).unwrap();
        assert_eq!(add_months(ticks("2024-01-31 10:00"), 1), Some(ticks("2024-02-29 10:00")));
        assert_eq!(add_months(ticks("2024-01-31"), -14), Some(ticks("2022-11-30")));
        assert_eq!(add_months(ticks("9999-12-01"), 1), None);
        assert_eq!(add_months(ticks("2024-01-01"), i64::MAX), None);
    }
}
