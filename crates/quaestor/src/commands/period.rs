//! Stretches of time as a person writes them.

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use clap::Args;
use store::Clock;

use super::location::SystemClock;

const DAY: i64 = 86_400_000_000;

/// The time a command looks at.
#[derive(Debug, Default, Args)]
pub(crate) struct Period {
    /// First instant: 2026-11-01 or 2026-11-01T08:30:00Z, UTC.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    from: Option<i64>,
    /// Instant before which to stop; a date alone means its end.
    #[arg(long, value_name = "TIME", value_parser = end)]
    to: Option<i64>,
    /// The time until now: 30d, 12h, 90m.
    #[arg(long, value_name = "SPAN", conflicts_with_all = ["from", "to"], value_parser = span)]
    last: Option<i64>,
}

impl Period {
    /// Returns the first instant and the instant after the last one, in microseconds since 1970; none where all time is meant.
    pub(crate) fn range(&self) -> Option<(i64, i64)> {
        self.range_at(SystemClock.now())
    }

    /// The same, at another time than the machine's.
    pub(crate) fn range_at(&self, now: i64) -> Option<(i64, i64)> {
        if let Some(span) = self.last {
            return Some((now - span, now));
        }
        (self.from.is_some() || self.to.is_some()).then(|| (self.from.unwrap_or(i64::MIN), self.to.unwrap_or(i64::MAX)))
    }
}

/// Reads an instant; a date alone means its beginning. `datetime(…)` around it, as Kusto has it, is read too.
pub(crate) fn instant(text: &str) -> anyhow::Result<i64> {
    let text = text.strip_prefix("datetime(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(text).trim();
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Ok(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_micros());
    }
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant.timestamp_micros());
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(instant) = NaiveDateTime::parse_from_str(text, form) {
            return Ok(instant.and_utc().timestamp_micros());
        }
    }
    bail!("not a time: write 2026-11-01 or 2026-11-01T08:30:00Z")
}

/// Reads an instant; a date alone means its end.
pub(crate) fn end(text: &str) -> anyhow::Result<i64> {
    let start = instant(text)?;
    let bare = text.strip_prefix("datetime(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(text).trim();
    Ok(if bare.parse::<NaiveDate>().is_ok() { start + DAY } else { start })
}

/// Reads a span such as 30d, or as Kusto writes it, 7.00:00:00.
pub(crate) fn span(text: &str) -> anyhow::Result<i64> {
    if text.contains(':') {
        let (days, clock) = text.split_once('.').filter(|(days, _)| !days.contains(':')).unwrap_or(("0", text));
        let days: i64 = days.parse().context("a span is 30d, 12h, 90m or 7.12:30:00")?;
        let time =
            chrono::NaiveTime::parse_from_str(clock, "%H:%M:%S%.f").context("a span is 30d, 12h, 90m or 7.12:30:00")?;
        let micros = time.signed_duration_since(chrono::NaiveTime::MIN).num_microseconds().unwrap_or_default();
        return days
            .checked_mul(DAY)
            .and_then(|days| days.checked_add(micros))
            .context("that span is longer than time");
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let unit = text.strip_prefix(digits.as_str()).unwrap_or_default();
    let number: i64 = digits.parse().context("a span begins with a whole number: 30d, 12h, 90m")?;
    let unit = match unit {
        "d" => DAY,
        "h" => DAY / 24,
        "m" => DAY / 1440,
        _ => bail!("a span ends with d, h or m: 30d, 12h, 90m"),
    };
    number.checked_mul(unit).context("that span is longer than time")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_write_them() {
        assert_eq!(instant("1970-01-02").unwrap(), DAY);
        assert_eq!(end("1970-01-01").unwrap(), DAY);
        assert_eq!(instant("1970-01-01T00:00:01Z").unwrap(), 1_000_000);
        assert_eq!(instant("1970-01-01T02:00:00+02:00").unwrap(), 0);
        assert_eq!(instant("1970-01-01 00:01").unwrap(), 60_000_000);
        assert!(instant("3/12/2025").is_err());
        assert_eq!(span("90m").unwrap(), 90 * 60_000_000);
        assert_eq!(span("7.12:00:00").unwrap(), 15 * DAY / 2);
        assert_eq!(span("01:30:00").unwrap(), 90 * 60_000_000);
        assert_eq!(instant("datetime(1970-01-02)").unwrap(), DAY);
        assert_eq!(end("datetime(1970-01-01)").unwrap(), DAY);
        assert!(span("1y").is_err());
        assert!(span("999999999999d").is_err());
    }
}
