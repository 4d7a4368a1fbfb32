//! Instants as people and files write them.

use chrono::{DateTime, NaiveDate, SecondsFormat};

/// Microseconds in a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// An instant as RFC 3339 has it, UTC.
pub fn iso(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .map_or_else(|| micros.to_string(), |time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// An instant to the minute, UTC, as a sentence has it.
pub(crate) fn minute(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .map_or_else(|| micros.to_string(), |time| time.format("%Y-%m-%d %H:%M UTC").to_string())
}

/// The date of an instant, UTC.
pub(crate) fn date(micros: i64) -> String {
    day_of(micros).to_string()
}

/// The day in which an instant lies, UTC.
pub(crate) fn day_of(micros: i64) -> NaiveDate {
    DateTime::from_timestamp_micros(micros).map_or(NaiveDate::MIN, |time| time.date_naive())
}

/// Reads and writes an instant as RFC 3339.
pub(crate) mod text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it in by reference")]
    pub(crate) fn serialize<S: Serializer>(micros: &i64, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&super::iso(*micros))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        let text = String::deserialize(from)?;
        chrono::DateTime::parse_from_rfc3339(&text).map(|time| time.timestamp_micros()).map_err(D::Error::custom)
    }
}
