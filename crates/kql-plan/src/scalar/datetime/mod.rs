//! Datetimes and timespans: `startofday()`, `datetime_diff()`, `format_datetime()`.

pub mod ago;
pub mod datetime_add;
pub mod datetime_diff;
pub mod datetime_list_timezones;
pub mod datetime_local_to_utc;
pub mod datetime_part;
pub mod datetime_utc_to_local;
pub mod dayofmonth;
pub mod dayofweek;
pub mod dayofyear;
pub mod endof;
mod format;
pub mod format_datetime;
pub mod format_timespan;
pub mod getyear;
pub mod hourofday;
pub mod make_datetime;
pub mod make_timespan;
pub mod monthofyear;
pub mod now;
mod part;
mod span;
pub mod startof;
pub mod unixtime;
pub mod week_of_year;
pub mod weekofyear;
mod zone;

use super::Scalar;
use crate::Value;
use crate::value::TICKS_PER_SECOND;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &ago::AGO,
    &datetime_add::DATETIME_ADD,
    &datetime_diff::DATETIME_DIFF,
    &datetime_list_timezones::DATETIME_LIST_TIMEZONES,
    &datetime_local_to_utc::DATETIME_LOCAL_TO_UTC,
    &datetime_part::DATETIME_PART,
    &datetime_utc_to_local::DATETIME_UTC_TO_LOCAL,
    &dayofmonth::DAYOFMONTH,
    &dayofweek::DAYOFWEEK,
    &dayofyear::DAYOFYEAR,
    &endof::ENDOFDAY,
    &endof::ENDOFMONTH,
    &endof::ENDOFWEEK,
    &endof::ENDOFYEAR,
    &format_datetime::FORMAT_DATETIME,
    &format_timespan::FORMAT_TIMESPAN,
    &getyear::GETYEAR,
    &hourofday::HOUROFDAY,
    &make_datetime::MAKE_DATETIME,
    &make_timespan::MAKE_TIMESPAN,
    &monthofyear::MONTHOFYEAR,
    &now::NOW,
    &startof::STARTOFDAY,
    &startof::STARTOFMONTH,
    &startof::STARTOFWEEK,
    &startof::STARTOFYEAR,
    &unixtime::UNIXTIME_MICROSECONDS_TODATETIME,
    &unixtime::UNIXTIME_MILLISECONDS_TODATETIME,
    &unixtime::UNIXTIME_NANOSECONDS_TODATETIME,
    &unixtime::UNIXTIME_SECONDS_TODATETIME,
    &week_of_year::WEEK_OF_YEAR,
    &weekofyear::WEEKOFYEAR,
];

/// Whole seconds of a minute and the ticks beyond them; `None` when it is no number from 0 up to 60.
fn seconds(value: &Value<'_>) -> Option<(i64, i64)> {
    let seconds = value.as_real().filter(|seconds| (0.0..60.0).contains(seconds))?;
    let ticks = (seconds * TICKS_PER_SECOND as f64).round() as i64;
    (ticks < 60 * TICKS_PER_SECOND).then_some((ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND))
}
