//! Business days.

use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;

/// Which days are business days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// Monday to Friday.
    Weekdays,
    /// Monday to Friday but for the federal holidays of the United States, 5 U.S.C. 6103: one that falls on a Saturday is
    /// observed on the Friday before, one on a Sunday on the Monday after. Inauguration Day, a holiday in Washington alone, is
    /// a business day here; so are days that are closed by order of the President.
    UsFederal,
}

impl Calendar {
    /// Whether a day is a business day.
    pub fn is_business_day(self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match self {
            Self::Weekdays => !weekend,
            Self::UsFederal => !weekend && !is_observed(day),
        }
    }

    /// Returns the last of so many business days after a day, which itself is not counted. None beyond the calendar.
    pub fn after(self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut day = day;
        let mut left = count;
        while left > 0 {
            day = day.succ_opt()?;
            if self.is_business_day(day) {
                left -= 1;
            }
        }
        Some(day)
    }
}

impl FromStr for Calendar {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "weekdays" => Ok(Self::Weekdays),
            "us-federal" => Ok(Self::UsFederal),
            _ => Err(format!("`{text}` is no calendar: write us-federal or weekdays")),
        }
    }
}

/// Whether a holiday is observed on a weekday.
fn is_observed(day: NaiveDate) -> bool {
    let on = |day: Option<NaiveDate>| day.is_some_and(is_holiday);
    is_holiday(day)
        || day.weekday() == Weekday::Fri && on(day.checked_add_days(Days::new(1)))
        || day.weekday() == Weekday::Mon && on(day.checked_sub_days(Days::new(1)))
}

/// Whether a day is a holiday by its date, wherever in the week it falls.
fn is_holiday(day: NaiveDate) -> bool {
    // Which of its weekday a day is in its month, from 1.
    let nth = day.day0() / 7 + 1;
    match (day.month(), day.weekday()) {
        (1 | 2, Weekday::Mon) if nth == 3 => true,
        (5, Weekday::Mon) => day.day() > 24,
        (9, Weekday::Mon) => nth == 1,
        (10, Weekday::Mon) => nth == 2,
        (11, Weekday::Thu) if nth == 4 => true,
        _ => match (day.month(), day.day()) {
            (1, 1) | (7, 4) | (11, 11) | (12, 25) => true,
            (6, 19) => day.year() >= 2021,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// What the Office of Personnel Management published.
    #[test]
    fn the_holidays_of_three_years_are_those_published() {
        let published = [
            "2022-12-26",
            "2023-01-02",
            "2023-01-16",
            "2023-02-20",
            "2023-05-29",
            "2023-06-19",
            "2023-07-04",
            "2023-09-04",
            "2023-10-09",
            "2023-11-10",
            "2023-11-23",
            "2023-12-25",
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-05-25",
            "2026-06-19",
            "2026-07-03",
            "2026-09-07",
            "2026-10-12",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25",
            "2027-01-01",
            "2027-01-18",
            "2027-02-15",
            "2027-05-31",
            "2027-06-18",
            "2027-07-05",
            "2027-09-06",
            "2027-10-11",
            "2027-11-11",
            "2027-11-25",
            "2027-12-24",
            "2027-12-31",
        ];
        let closed = |from: &str, to: &str| {
            let weekdays = date(from).iter_days().take_while(|day| *day <= date(to));
            weekdays
                .filter(|day| Calendar::Weekdays.is_business_day(*day) && !Calendar::UsFederal.is_business_day(*day))
                .map(|day| day.to_string())
                .collect::<Vec<_>>()
        };
        let found = [closed("2022-12-20", "2023-12-31"), closed("2026-01-01", "2027-12-31")].concat();
        assert_eq!(found, published);
    }

    #[test]
    fn four_business_days() {
        let four = |day: &str| Calendar::UsFederal.after(date(day), 4).unwrap().to_string();
        assert_eq!(four("2026-11-02"), "2026-11-06", "Monday to Friday");
        assert_eq!(four("2026-11-05"), "2026-11-12", "over a weekend and Veterans Day");
        assert_eq!(four("2026-11-21"), "2026-11-27", "a Saturday: Monday is the first, Thanksgiving is left out");
        assert_eq!(four("2026-07-02"), "2026-07-09", "Independence Day falls on a Saturday: Friday is closed");
        assert_eq!(four("2027-12-23"), "2027-12-30");
    }

    /// The holidays of a year, each found by walking through its month.
    fn slow(year: i32) -> Vec<NaiveDate> {
        let month = |month| {
            NaiveDate::from_ymd_opt(year, month, 1).unwrap().iter_days().take_while(move |d| d.month() == month)
        };
        let nth = |m, weekday, n: usize| month(m).filter(|day| day.weekday() == weekday).nth(n - 1).unwrap();
        let mut days = vec![
            nth(1, Weekday::Mon, 3),
            nth(2, Weekday::Mon, 3),
            month(5).filter(|day| day.weekday() == Weekday::Mon).last().unwrap(),
            nth(9, Weekday::Mon, 1),
            nth(10, Weekday::Mon, 2),
            nth(11, Weekday::Thu, 4),
        ];
        let fixed = [(1, 1), (7, 4), (11, 11), (12, 25)].into_iter().chain((year >= 2021).then_some((6, 19)));
        for (month, day) in fixed {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            days.push(match day.weekday() {
                Weekday::Sat => day.pred_opt().unwrap(),
                Weekday::Sun => day.succ_opt().unwrap(),
                _ => day,
            });
        }
        days
    }

    proptest! {
        #[test]
        fn business_days_are_those_of_a_count_day_by_day(from in 0_i32..25_000, count in 1_u32..60) {
            let start = NaiveDate::from_num_days_from_ce_opt(730_000 + from).unwrap();
            let closed: Vec<_> = (start.year()..=start.year() + 1).flat_map(|year| slow(year).into_iter().chain(slow(year + 1))).collect();
            let mut day = start;
            let mut counted = 0;
            while counted < count {
                day = day.succ_opt().unwrap();
                let weekend = day.weekday().num_days_from_monday() >= 5;
                if !weekend && !closed.contains(&day) {
                    counted += 1;
                }
            }
            prop_assert_eq!(Calendar::UsFederal.after(start, count), Some(day));
        }
    }
}
