//! Time zones by the database of the Internet Assigned Numbers Authority.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::Type;
use crate::scalar::Argument;
use crate::value::{TICKS_PER_SECOND, UNIX_EPOCH};

/// The zone of this name.
pub(super) fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// Fails when the zone is a constant that names none; else the type of the result.
pub(super) fn rule(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.get(1).and_then(|argument| argument.constant.as_ref()) {
        Some(name) if zone(name.as_str()).is_none() => Err(format!(
            "`{}` is no time zone: take a name such as `Europe/Zurich`; `datetime_list_timezones()` gives all of them",
            name.as_str()
        )),
        _ => Ok(Type::Datetime),
    }
}

/// How far ahead of UTC a zone is at a moment of UTC, in ticks.
pub(super) fn ahead_at_utc(zone: Tz, ticks: i64) -> Option<i64> {
    Some(offset(&zone.offset_from_utc_datetime(&naive(ticks)?)))
}

/// How far ahead of UTC a zone is when its clocks show a time. When they show it twice, the later one counts; when they skip it, what holds after it.
pub(super) fn ahead_at_local(zone: Tz, ticks: i64) -> Option<i64> {
    let local = naive(ticks)?;
    Some(match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::Single(found) | MappedLocalTime::Ambiguous(_, found) => offset(&found),
        // Clocks jump by less than a day, and not twice in two days.
        MappedLocalTime::None => offset(&zone.offset_from_utc_datetime(&local.checked_add_signed(TimeDelta::days(1))?)),
    })
}

fn naive(ticks: i64) -> Option<NaiveDateTime> {
    let since = ticks - UNIX_EPOCH;
    let nanoseconds = u32::try_from(since.rem_euclid(TICKS_PER_SECOND) * 100).ok()?;
    Some(DateTime::from_timestamp(since.div_euclid(TICKS_PER_SECOND), nanoseconds)?.naive_utc())
}

fn offset(found: &impl Offset) -> i64 {
    i64::from(found.fix().local_minus_utc()) * TICKS_PER_SECOND
}
