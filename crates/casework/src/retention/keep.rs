//! How long rows are kept.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months};
use serde::{Serialize, Serializer};

use crate::instant::{midnight, utc};

/// How long rows are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Always.
    Forever,
    /// For so many days.
    Days(u32),
    /// For so many months of the calendar; a day that a month lacks is its last.
    Months(u32),
    /// For so many years of the calendar; 29 February is the 28th where there is none.
    Years(u32),
}

impl Keep {
    /// Returns the instant before which rows go: the beginning of a day, in microseconds since 1970. None where rows are kept
    /// always, or since before the calendar.
    pub fn before(self, now: i64) -> Option<i64> {
        let now = utc(now);
        let past = match self {
            Self::Forever => None,
            Self::Days(days) => now.checked_sub_days(Days::new(u64::from(days))),
            Self::Months(months) => now.checked_sub_months(Months::new(months)),
            Self::Years(years) => now.checked_sub_months(Months::new(years.checked_mul(12)?)),
        };
        past.map(midnight)
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::Forever => return formatter.write_str("forever"),
            Self::Days(number) => (number, "day"),
            Self::Months(number) => (number, "month"),
            Self::Years(number) => (number, "year"),
        };
        write!(formatter, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

impl FromStr for Keep {
    type Err = String;

    /// Reads `400d`, `18 months`, `7y`, `7 years`, `forever`.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if text == "forever" {
            return Ok(Self::Forever);
        }
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let unit = text.strip_prefix(digits.as_str()).unwrap_or_default().trim();
        let form = || format!("`{text}` is no time to keep: write 400d, 18 months, 7y or forever");
        let number: u32 = digits.parse().map_err(|_error: std::num::ParseIntError| form())?;
        if number == 0 {
            return Err(format!("`{text}` would give up every row as soon as it is there: keep at least a day"));
        }
        match unit {
            "d" | "day" | "days" => Ok(Self::Days(number)),
            "month" | "months" => Ok(Self::Months(number)),
            "y" | "year" | "years" => Ok(Self::Years(number)),
            _ => Err(form()),
        }
    }
}

impl Serialize for Keep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp_micros()
    }

    #[test]
    fn reads_what_people_write() {
        for (text, keep) in [
            ("400d", Keep::Days(400)),
            ("1 day", Keep::Days(1)),
            ("18 months", Keep::Months(18)),
            ("7y", Keep::Years(7)),
            (" Forever ", Keep::Forever),
        ] {
            assert_eq!(text.parse(), Ok(keep), "{text}");
            assert_eq!(keep.to_string().parse(), Ok(keep), "what is shown can be written");
        }
        for text in ["", "d", "0d", "7m", "12 moons", "-3d", "99999999999d", "1.5y"] {
            assert!(text.parse::<Keep>().is_err(), "{text}");
        }
    }

    #[test]
    fn rows_go_in_whole_days() {
        let now = at("2028-02-29T17:45:00Z");
        assert_eq!(Keep::Days(1).before(now), Some(at("2028-02-28T00:00:00Z")));
        assert_eq!(Keep::Years(1).before(now), Some(at("2027-02-28T00:00:00Z")));
        assert_eq!(Keep::Months(3).before(at("2026-05-31T09:00:00Z")), Some(at("2026-02-28T00:00:00Z")));
        assert_eq!(Keep::Forever.before(now), None);
        assert_eq!(Keep::Years(u32::MAX).before(now), None, "before there was a calendar nothing goes");
    }
}
