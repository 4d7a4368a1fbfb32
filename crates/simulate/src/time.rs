//! Points in time, calendar days and time zones.

use chrono::{Datelike, NaiveDate};

/// A number of days since 1970-01-01.
pub(crate) type DayNumber = i64;

const TICKS_PER_SECOND: i64 = 10_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// A point in time in UTC, in units of 100 nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Moment(i64);

/// A moment taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    /// Units of 100 nanoseconds within the second.
    pub(crate) fraction: u32,
}

impl Moment {
    pub(crate) const fn from_day(day: DayNumber) -> Self {
        Self(day * SECONDS_PER_DAY * TICKS_PER_SECOND)
    }

    pub(crate) const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * TICKS_PER_SECOND)
    }

    pub(crate) const fn plus_ticks(self, ticks: i64) -> Self {
        Self(self.0 + ticks)
    }

    pub(crate) const fn plus_milliseconds(self, milliseconds: i64) -> Self {
        Self(self.0 + milliseconds * (TICKS_PER_SECOND / 1000))
    }

    pub(crate) const fn day(self) -> DayNumber {
        self.0.div_euclid(SECONDS_PER_DAY * TICKS_PER_SECOND)
    }

    /// Seconds since 1970.
    pub(crate) const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(TICKS_PER_SECOND)
    }

    /// Hours since 1970.
    pub(crate) const fn hour_number(self) -> i64 {
        self.unix_seconds().div_euclid(3600)
    }

    pub(crate) fn parts(self) -> Parts {
        let seconds = self.unix_seconds();
        let (year, month, day) = civil(seconds.div_euclid(SECONDS_PER_DAY));
        let second_of_day = seconds.rem_euclid(SECONDS_PER_DAY) as u32;
        Parts {
            year,
            month,
            day,
            hour: second_of_day / 3600,
            minute: second_of_day / 60 % 60,
            second: second_of_day % 60,
            fraction: self.0.rem_euclid(TICKS_PER_SECOND) as u32,
        }
    }
}

/// The calendar date of a day number, by the usual era arithmetic of the proleptic Gregorian calendar.
fn civil(day: DayNumber) -> (u32, u32, u32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as u32, month as u32, day_of_month as u32)
}

/// The day number of a calendar date.
pub(crate) fn day_number(date: NaiveDate) -> DayNumber {
    i64::from(date.num_days_from_ce()) - 719_163
}

/// The day of the week, 0 for Monday to 6 for Sunday.
pub(crate) const fn weekday(day: DayNumber) -> i64 {
    (day + 3).rem_euclid(7)
}

/// Whether and when clocks are put forward an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SummerTime {
    Never,
    /// From the last Sunday of March to the last Sunday of October.
    Europe,
    /// From the second Sunday of March to the first Sunday of November.
    NorthAmerica,
    /// From the first Sunday of October to the first Sunday of April.
    Australia,
}

/// A time zone: enough for people's working hours, which change by a whole day at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone {
    /// Minutes ahead of UTC in winter.
    pub(crate) standard: i64,
    pub(crate) summer: SummerTime,
}

impl Zone {
    /// Seconds ahead of UTC on a day.
    pub(crate) fn offset(self, day: DayNumber) -> i64 {
        let (_, month, date) = civil(day);
        // How many days of this week, Monday to Sunday, come before the Sunday that ends it.
        let last_sunday = i64::from(date) - (weekday(day) + 1) % 7;
        let summer = match self.summer {
            SummerTime::Never => false,
            SummerTime::Europe => match month {
                4..=9 => true,
                3 => last_sunday >= 25,
                10 => last_sunday < 25,
                _ => false,
            },
            SummerTime::NorthAmerica => match month {
                4..=10 => true,
                3 => last_sunday >= 8,
                11 => last_sunday < 1,
                _ => false,
            },
            SummerTime::Australia => match month {
                11 | 12 | 1..=3 => true,
                10 => last_sunday >= 1,
                4 => last_sunday < 1,
                _ => false,
            },
        };
        (self.standard + if summer { 60 } else { 0 }) * 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_taken_apart_as_the_calendar_says() {
        for (year, month, day) in [(1970, 1, 1), (2000, 2, 29), (2024, 12, 31), (2026, 10, 1), (2100, 3, 1)] {
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let parts = Moment::from_day(day_number(date)).plus_seconds(3 * 3600 + 4 * 60 + 5).parts();
            assert_eq!((parts.year as i32, parts.month, parts.day), (year, month, day));
            assert_eq!((parts.hour, parts.minute, parts.second, parts.fraction), (3, 4, 5, 0));
        }
    }

    #[test]
    fn clocks_change_on_the_published_sundays() {
        let zone = Zone { standard: 60, summer: SummerTime::Europe };
        let offset = |year, month, day| zone.offset(day_number(NaiveDate::from_ymd_opt(year, month, day).unwrap()));
        assert_eq!([offset(2026, 3, 28), offset(2026, 3, 29)], [3600, 7200]);
        assert_eq!([offset(2026, 10, 24), offset(2026, 10, 25)], [7200, 3600]);
        let zone = Zone { standard: -300, summer: SummerTime::NorthAmerica };
        let offset = |year, month, day| zone.offset(day_number(NaiveDate::from_ymd_opt(year, month, day).unwrap()));
        assert_eq!([offset(2026, 3, 7), offset(2026, 3, 8)], [-18000, -14400]);
        assert_eq!([offset(2026, 10, 31), offset(2026, 11, 1)], [-14400, -18000]);
    }
}
