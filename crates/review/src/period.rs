//! The time a review is of: a week, a month, or any days.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::ReviewError;
use crate::time::{DAY, day_of, iso};

/// A stretch of whole days, UTC, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// `2026-W46`, `2026-11`, or `2026-10-30..2026-11-28` with its first and last day.
    pub name: String,
    /// The first instant, in microseconds since 1970.
    #[serde(with = "crate::time::text")]
    pub from: i64,
    /// The instant after the last.
    #[serde(with = "crate::time::text")]
    pub to: i64,
}

impl Period {
    /// The period of this name: a week as ISO 8601 has it (Monday to Sunday), a month, or two days with `..` between.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn by_name(name: &str) -> Result<Self, ReviewError> {
        let wrong = || {
            ReviewError::Refused(format!(
                "{name:?} is no period: write a week such as 2026-W46, a month such as 2026-11, or two days such as 2026-11-01..2026-11-14"
            ))
        };
        if let Some((first, last)) = name.split_once("..") {
            let (first, last) = (first.parse().map_err(|_invalid| wrong())?, last.parse().map_err(|_invalid| wrong())?);
            return Self::days(first, last).ok_or_else(wrong);
        }
        if let Some((year, week)) = name.split_once("-W") {
            let (year, week) = (year.parse().map_err(|_invalid| wrong())?, week.parse().map_err(|_invalid| wrong())?);
            let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).ok_or_else(wrong)?;
            return Self::week_of(monday).ok_or_else(wrong);
        }
        let (year, month) = name.split_once('-').ok_or_else(wrong)?;
        let (year, month) = (year.parse().map_err(|_invalid| wrong())?, month.parse().map_err(|_invalid| wrong())?);
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or_else(wrong)?;
        Self::month_of(first).ok_or_else(wrong)
    }

    /// From a first to a last day, both included; none where the last is before the first.
    pub fn days(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        let end = last.checked_add_days(Days::new(1))?;
        (first <= last).then(|| Self { name: format!("{first}..{last}"), from: start(first), to: start(end) })
    }

    /// The week in which a day lies.
    pub fn week_of(day: NaiveDate) -> Option<Self> {
        let monday = day.week(Weekday::Mon).checked_first_day()?;
        let week = monday.iso_week();
        let end = monday.checked_add_days(Days::new(7))?;
        Some(Self { name: format!("{}-W{:02}", week.year(), week.week()), from: start(monday), to: start(end) })
    }

    /// The month in which a day lies.
    pub fn month_of(day: NaiveDate) -> Option<Self> {
        let first = day.with_day(1)?;
        let end = first.checked_add_months(Months::new(1))?;
        Some(Self { name: first.format("%Y-%m").to_string(), from: start(first), to: start(end) })
    }

    /// The last week that is over at an instant.
    pub fn last_week(now: i64) -> Option<Self> {
        Self::week_of(day_of(now).checked_sub_days(Days::new(7))?)
    }

    /// The last month that is over at an instant.
    pub fn last_month(now: i64) -> Option<Self> {
        Self::month_of(day_of(now).with_day(1)?.checked_sub_days(Days::new(1))?)
    }

    /// The days of a span up to an instant: as many as it has whole or begun days, that of the instant included.
    pub fn last(span: i64, now: i64) -> Option<Self> {
        let last = day_of(now.saturating_sub(1));
        let days = span.max(1).unsigned_abs().div_ceil(DAY.unsigned_abs());
        Self::days(last.checked_sub_days(Days::new(days - 1))?, last)
    }

    /// The stretch of the same length that ends `times` lengths before this one.
    pub fn before(&self, times: i64) -> (i64, i64) {
        let length = self.length();
        (self.from.saturating_sub(length.saturating_mul(times)), self.to.saturating_sub(length.saturating_mul(times)))
    }

    /// How long it is, in microseconds.
    pub fn length(&self) -> i64 {
        self.to - self.from
    }

    /// Whether it is a week or a month, which come round: not just any days.
    pub fn is_regular(&self) -> bool {
        !self.name.contains("..")
    }

    /// How many periods before it are looked at for comparison: four of a week or less, one of more.
    pub fn compared(&self) -> i64 {
        if self.length() <= 8 * DAY { 4 } else { 1 }
    }

    /// In words: `week 46 of 2026, 9 November to 15 November`.
    pub fn title(&self) -> String {
        let (first, last) = (day_of(self.from), day_of(self.to - 1));
        let days = if first == last {
            first.format("%-d %B %Y").to_string()
        } else {
            format!("{} to {}", first.format("%-d %B %Y"), last.format("%-d %B %Y"))
        };
        match self.name.split_once("-W") {
            Some((year, week)) => format!("week {} of {year}, {days}", week.trim_start_matches('0')),
            None if !self.is_regular() => days,
            None => first.format("%B %Y").to_string(),
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} ({} to {})", self.name, iso(self.from), iso(self.to))
    }
}

fn start(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_micros()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros()
    }

    #[test]
    fn a_week_is_that_of_iso_8601() {
        let week = Period::by_name("2026-W46").unwrap();
        assert_eq!((week.from, week.to), (at("2026-11-09T00:00:00Z"), at("2026-11-16T00:00:00Z")));
        assert_eq!(week.title(), "week 46 of 2026, 9 November 2026 to 15 November 2026");
        assert_eq!(Period::by_name("2026-W53").unwrap().to, at("2027-01-04T00:00:00Z"));
        assert_eq!(Period::last_week(at("2026-11-29T12:00:00Z")).unwrap().name, "2026-W47");
        assert_eq!(Period::last_week(at("2026-11-30T00:00:00Z")).unwrap().name, "2026-W48");
        assert!(Period::by_name("2025-W53").is_err(), "2025 has 52 weeks");
    }

    #[test]
    fn months_and_days_have_names_that_are_read_again() {
        for name in ["2026-02", "2026-12", "2026-10-30..2026-11-28", "2026-W01"] {
            assert_eq!(Period::by_name(name).unwrap().name, name);
        }
        assert_eq!(Period::by_name("2026-12").unwrap().to, at("2027-01-01T00:00:00Z"));
        assert_eq!(Period::last_month(at("2026-03-31T05:00:00Z")).unwrap().name, "2026-02");
        assert_eq!(Period::last(30 * DAY, at("2026-11-29T13:00:00Z")).unwrap().name, "2026-10-31..2026-11-29");
        assert_eq!(Period::last(7 * DAY, at("2026-11-29T00:00:00Z")).unwrap().name, "2026-11-22..2026-11-28");
        for wrong in ["2026", "2026-13", "W46", "2026-11-02..2026-11-01", "2026-W", "..", "last week"] {
            assert!(Period::by_name(wrong).is_err(), "{wrong}");
        }
    }
}
