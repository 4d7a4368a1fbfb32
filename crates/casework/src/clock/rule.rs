//! A rule: what has to be told to whom, how soon after what.

use chrono::{Months, NaiveDate, NaiveTime, TimeDelta};
use serde::{Serialize, Serializer};

use super::{Calendar, Within};
use crate::instant::{DAY, HOUR, utc};

/// What has to be told to whom, how soon after what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its name, unique among the rules.
    pub id: String,
    /// The body of law it belongs to: `gdpr`.
    pub regime: String,
    /// What has to be told.
    pub title: String,
    /// Where it is written.
    pub citation: String,
    /// Who is to be told.
    pub to: String,
    /// When it is due; of several, the earliest counts.
    pub due: Vec<Due>,
    /// What else to know.
    pub note: Option<String>,
}

/// When something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// What starts the time.
    pub from: Origin,
    /// How long it is.
    pub within: Within,
    /// Which days are business days.
    pub calendar: Calendar,
    /// Which day it is where it is to be told, in hours from UTC.
    pub day_at: i32,
    /// When a last business day ends, UTC.
    #[serde(serialize_with = "in_words")]
    pub closes: NaiveTime,
}

/// What starts a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An event that people tell the time of.
    Event(String),
    /// That what another rule asks for was done.
    Met(String),
}

/// Writes a time of day as it is read, `21:30`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn in_words<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.format("%H:%M"))
}

impl Rule {
    /// Returns the events that start the clock, in the order of the rule.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.due.iter().filter_map(|due| match &due.from {
            Origin::Event(event) => Some(event.as_str()),
            Origin::Met(_) => None,
        })
    }

    /// Returns the rules that this one follows.
    pub fn follows(&self) -> impl Iterator<Item = &str> {
        self.due.iter().filter_map(|due| match &due.from {
            Origin::Met(rule) => Some(rule.as_str()),
            Origin::Event(_) => None,
        })
    }
}

impl Due {
    /// Returns the instant until which it is to be done when its time began at `start`, in microseconds since 1970. None where no
    /// number is named, and beyond the calendar.
    pub fn at(&self, start: i64) -> Option<i64> {
        match self.within {
            Within::WithoutDelay => None,
            Within::Hours(hours) => start.checked_add(i64::from(hours) * HOUR),
            Within::Days(days) => start.checked_add(i64::from(days) * DAY),
            Within::Months(months) => Some(utc(start).checked_add_months(Months::new(months))?.timestamp_micros()),
            Within::BusinessDays(days) => {
                let there = utc(start).checked_add_signed(TimeDelta::hours(i64::from(self.day_at)))?;
                let last: NaiveDate = self.calendar.after(there.date_naive(), days)?;
                Some(last.and_time(self.closes).and_utc().timestamp_micros())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Datelike, NaiveDate, Utc};
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Rules;

    fn micros(text: &str) -> i64 {
        text.parse::<DateTime<Utc>>().unwrap().timestamp_micros()
    }

    fn due(rule: &str, start: &str) -> String {
        let rules = Rules::shipped().unwrap();
        let due = rules.get(rule).unwrap().due[0].at(micros(start)).unwrap();
        utc(due).format("%Y-%m-%dT%H:%M").to_string()
    }

    #[test]
    fn hours_run_through_weekends() {
        assert_eq!(due("gdpr-33", "2026-11-27T16:20:00Z"), "2026-11-30T16:20");
        assert_eq!(due("nis2-early-warning", "2026-12-24T23:59:00Z"), "2026-12-25T23:59");
    }

    #[test]
    fn months_end_where_the_month_does() {
        assert_eq!(due("nis2-final-report", "2027-01-31T10:00:00Z"), "2027-02-28T10:00");
        assert_eq!(due("nis2-final-report", "2028-01-30T10:00:00Z"), "2028-02-29T10:00");
        assert_eq!(due("dora-final", "2026-12-15T00:00:00Z"), "2027-01-15T00:00");
    }

    #[test]
    fn a_filing_counts_the_days_of_where_it_is_filed() {
        assert_eq!(due("sec-8k-105", "2026-11-09T15:00:00Z"), "2026-11-16T21:30", "Monday; Wednesday is Veterans Day");
        assert_eq!(due("sec-8k-105", "2026-11-10T02:00:00Z"), "2026-11-16T21:30", "still Monday evening in New York");
        assert_eq!(due("sec-8k-105", "2026-11-10T15:00:00Z"), "2026-11-17T21:30");
    }

    proptest! {
        /// Against months counted day by day.
        #[test]
        fn months_are_those_of_a_walk(days in 0_i64..40_000, minute in 0_i64..1440, months in 1_u32..30) {
            let start = days * DAY + minute * 60_000_000;
            let first = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::Days::new(days as u64);
            let mut month = first;
            for _ in 0..months {
                let current = month.month();
                while month.month() == current { month = month.succ_opt().unwrap(); }
            }
            // The first of the month that is meant; then on to the day, or to the last there is.
            let meant = month.month();
            while month.day() < first.day() && month.succ_opt().unwrap().month() == meant { month = month.succ_opt().unwrap(); }
            let due = Due { within: Within::Months(months), ..some() }.at(start).unwrap();
            prop_assert_eq!(utc(due).date_naive(), month);
            prop_assert_eq!(due.rem_euclid(DAY), start.rem_euclid(DAY), "the same time of day");
        }

        #[test]
        fn what_is_later_is_never_due_earlier(start in 0_i64..2_000_000_000, more in 0_i64..3_000_000, which in 0_usize..5) {
            let within = [Within::Hours(72), Within::Days(60), Within::Months(1), Within::BusinessDays(4), Within::BusinessDays(1)][which];
            let due = Due { within, ..some() };
            let (start, later) = (start * 1_000_000, (start + more) * 1_000_000);
            // Months of different lengths end on one day: the 30th and the 31st of October both on the 30th of November, each at its own time of day.
            let grain = if matches!(within, Within::Months(_)) { DAY } else { 1 };
            prop_assert!(due.at(start).map(|at| at.div_euclid(grain)) <= due.at(later).map(|at| at.div_euclid(grain)));
            prop_assert!(due.at(start).unwrap() > start);
        }
    }

    fn some() -> Due {
        let closes = NaiveTime::from_hms_opt(21, 30, 0).unwrap();
        let from = Origin::Event("awareness".into());
        Due { from, within: Within::Hours(1), calendar: Calendar::UsFederal, day_at: -5, closes }
    }
}
