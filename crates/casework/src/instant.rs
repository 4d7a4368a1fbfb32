//! Instants and days, UTC.

use chrono::{DateTime, NaiveTime, Utc};

/// Microseconds of an hour.
pub(crate) const HOUR: i64 = 3_600_000_000;
/// Microseconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Returns the instant that lies so many microseconds after 1970 began; at the ends of the calendar, the end.
pub(crate) fn utc(micros: i64) -> DateTime<Utc> {
    let end = if micros < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
    DateTime::from_timestamp_micros(micros).unwrap_or(end)
}

/// Returns the first instant of the day that an instant lies in.
pub(crate) fn midnight(instant: DateTime<Utc>) -> i64 {
    instant.date_naive().and_time(NaiveTime::MIN).and_utc().timestamp_micros()
}

/// Returns an instant as people read it, `2026-11-21 08:30Z`.
pub(crate) fn text(micros: i64) -> String {
    utc(micros).format("%Y-%m-%d %H:%MZ").to_string()
}
