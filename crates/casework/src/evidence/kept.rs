//! How long a service keeps a record.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::instant::DAY;

/// How long a service keeps a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Not at all: it is streamed, or lost.
    Never,
    /// For so many days from its creation.
    Days(u32),
    /// Without an end.
    Always,
}

/// When a service gives a record up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LostOn {
    /// It was never kept.
    AtOnce,
    /// At this instant, in microseconds since 1970.
    At(i64),
    /// Not by age.
    Never,
}

impl Kept {
    /// Returns when a record of this instant is given up.
    pub fn lost_on(self, created: i64) -> LostOn {
        match self {
            Self::Never => LostOn::AtOnce,
            Self::Days(days) => LostOn::At(created.saturating_add(i64::from(days) * DAY)),
            Self::Always => LostOn::Never,
        }
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => formatter.write_str("not kept"),
            Self::Days(1) => formatter.write_str("1 day"),
            Self::Days(days) => write!(formatter, "{days} days"),
            Self::Always => formatter.write_str("always"),
        }
    }
}

impl FromStr for Kept {
    type Err = String;

    /// Reads `30d`, `1y` (365 days), `none`, `always`.
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("`{text}` is no time that records are kept: write 30d, 1y, none or always");
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let number = digits.parse::<u32>().ok().filter(|number| (1..=40_000).contains(number));
        match (text, number, text.strip_prefix(digits.as_str()).unwrap_or_default().trim()) {
            ("none", ..) => Ok(Self::Never),
            ("always", ..) => Ok(Self::Always),
            (_, Some(days), "d" | "day" | "days") => Ok(Self::Days(days)),
            (_, Some(years), "y" | "year" | "years") if years <= 100 => Ok(Self::Days(years * 365)),
            _ => Err(form()),
        }
    }
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
