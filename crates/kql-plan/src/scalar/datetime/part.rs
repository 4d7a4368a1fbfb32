//! The parts of a datetime that `datetime_part()` takes, and the periods that `datetime_add()` and `datetime_diff()` count.

use crate::Type;
use crate::calendar::{Moment, day_of_year};
use crate::scalar::Argument;
use crate::value::{TICKS_PER_DAY, TICKS_PER_SECOND};

/// A period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// So many months: 1, 3 or 12.
    Months(i64),
    /// Seven days, from Sunday to Saturday.
    Week,
    /// So many ticks.
    Ticks(i64),
    /// A hundredth of a tick.
    Nanosecond,
}

impl Period {
    /// The period of this name, whatever its case.
    pub(super) fn by_name(name: &str) -> Option<Period> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" => Period::Months(12),
            "quarter" => Period::Months(3),
            "month" => Period::Months(1),
            "week" => Period::Week,
            "day" => Period::Ticks(TICKS_PER_DAY),
            "hour" => Period::Ticks(3600 * TICKS_PER_SECOND),
            "minute" => Period::Ticks(60 * TICKS_PER_SECOND),
            "second" => Period::Ticks(TICKS_PER_SECOND),
            "millisecond" => Period::Ticks(TICKS_PER_SECOND / 1000),
            "microsecond" => Period::Ticks(TICKS_PER_SECOND / 1_000_000),
            "nanosecond" => Period::Nanosecond,
            _ => return None,
        })
    }
}

/// Fails when the period is a constant that names none.
pub(super) fn check_period(arguments: &[Argument]) -> Result<(), String> {
    match arguments.first().and_then(|argument| argument.constant.as_ref()) {
        Some(name) if Period::by_name(name.as_str()).is_none() => Err(format!(
            "`{}` is no period: take year, quarter, month, week, day, hour, minute, second, millisecond, microsecond or nanosecond",
            name.as_str()
        )),
        _ => Ok(()),
    }
}

/// The part of this name, whatever its case.
pub(super) fn part(name: &str, ticks: i64) -> Option<i64> {
    let moment = Moment::from_ticks(ticks);
    Some(match name.to_ascii_lowercase().as_str() {
        "year" => moment.year,
        "quarter" => (moment.month + 2) / 3,
        "month" => moment.month,
        "week_of_year" => iso_week(ticks),
        "weekofyear" => week_by_wednesday(ticks),
        "day" => moment.day,
        "dayofyear" => day_of_year(moment.year, moment.month, moment.day),
        "hour" => moment.hour,
        "minute" => moment.minute,
        "second" => moment.second,
        "millisecond" => moment.tick / 10_000,
        "microsecond" => moment.tick / 10,
        "nanosecond" => moment.tick * 100,
        _ => return None,
    })
}

/// Fails when the part is a constant that names none; else the type of the result.
pub(super) fn part_rule(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.first().and_then(|argument| argument.constant.as_ref()) {
        Some(name) if part(name.as_str(), 0).is_none() => Err(format!(
            "`{}` is no part of a datetime: take year, quarter, month, week_of_year, day, dayofyear, hour, minute, second, millisecond, \
             microsecond or nanosecond",
            name.as_str()
        )),
        _ => Ok(Type::Int),
    }
}

/// The number of the week by ISO 8601: weeks begin on Monday, and belong to the year of their Thursday.
pub(super) fn iso_week(ticks: i64) -> i64 {
    // Days since 0001-01-01, a Monday.
    let day = ticks.div_euclid(TICKS_PER_DAY);
    week_of(day - day.rem_euclid(7) + 3)
}

/// The number of the week as Kusto counted before: weeks begin on Sunday, and belong to the year of their Wednesday.
pub(super) fn week_by_wednesday(ticks: i64) -> i64 {
    let day = ticks.div_euclid(TICKS_PER_DAY);
    week_of(day - (day + 1).rem_euclid(7) + 3)
}

/// Which seven days of its year a day is in.
fn week_of(day: i64) -> i64 {
    // The calendar ends with a Friday, so the middle of a week can be in no year beyond it; a day before it begins cannot come either.
    let moment = Moment::from_ticks(day.saturating_mul(TICKS_PER_DAY));
    (day_of_year(moment.year, moment.month, moment.day) - 1) / 7 + 1
}
