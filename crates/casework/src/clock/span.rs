//! How soon something is due.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// How soon after an event something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// As soon as can be; no number is named.
    WithoutDelay,
    /// So many hours, through nights, weekends and holidays.
    Hours(u32),
    /// So many times 24 hours.
    Days(u32),
    /// So many months of the calendar, at the same time of day; a day that a month lacks is its last.
    Months(u32),
    /// The end of the last of so many business days; the day of the event is not counted.
    BusinessDays(u32),
}

impl fmt::Display for Within {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::WithoutDelay => return formatter.write_str("without delay"),
            Self::Hours(number) => (number, "hour"),
            Self::Days(number) => (number, "day"),
            Self::Months(number) => (number, "month"),
            Self::BusinessDays(number) => (number, "business day"),
        };
        write!(formatter, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

impl FromStr for Within {
    type Err = String;

    /// Reads `72h`, `60d`, `1 month`, `4 business days`, `without delay`.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if text == "without delay" {
            return Ok(Self::WithoutDelay);
        }
        let form = || format!("`{text}` is no span: write 72h, 60d, 1 month, 4 business days or without delay");
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().map_err(|_error: std::num::ParseIntError| form())?;
        if number == 0 || number > 10_000 {
            return Err(form());
        }
        match text.strip_prefix(digits.as_str()).unwrap_or_default().trim() {
            "h" | "hour" | "hours" => Ok(Self::Hours(number)),
            "d" | "day" | "days" => Ok(Self::Days(number)),
            "month" | "months" => Ok(Self::Months(number)),
            "business day" | "business days" => Ok(Self::BusinessDays(number)),
            _ => Err(form()),
        }
    }
}

impl Serialize for Within {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
