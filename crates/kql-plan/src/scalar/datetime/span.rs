//! Where the day, week, month or year begins and ends that a datetime is in.

use crate::Value;
use crate::calendar::{Moment, add_months, day_of_week, start_of_day};
use crate::scalar::Call;
use crate::value::{MAX_DATETIME, TICKS_PER_DAY};

/// What a datetime is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// From midnight.
    Day,
    /// From Sunday.
    Week,
    /// From the first.
    Month,
    /// From the first of January.
    Year,
}

/// The start of the span that the first argument is in, moved by as many as the second says.
pub(super) fn start<'a>(call: &Call<'a>, span: Span) -> Value<'a> {
    moved(call, span, 0).map_or(Value::Null, Value::datetime)
}

/// The last tick of the same.
pub(super) fn end<'a>(call: &Call<'a>, span: Span) -> Value<'a> {
    let last = match moved(call, span, 1) {
        Some(next) => Some(next - 1),
        // The last month and year of the calendar have no next one.
        None => moved(call, span, 0).map(|_| MAX_DATETIME),
    };
    last.map_or(Value::Null, Value::datetime)
}

fn moved(call: &Call<'_>, span: Span, further: i64) -> Option<i64> {
    let ticks = call.ticks(0)?;
    let offset = if call.has(1) { call.long(1)? } else { 0 }.checked_add(further)?;
    let midnight = start_of_day(ticks);
    match span {
        Span::Day => midnight.checked_add(offset.checked_mul(TICKS_PER_DAY)?),
        Span::Week => {
            let sunday = midnight - day_of_week(ticks) * TICKS_PER_DAY;
            sunday.checked_add(offset.checked_mul(7 * TICKS_PER_DAY)?)
        }
        Span::Month => add_months(first_of_month(ticks), offset),
        Span::Year => {
            let january = add_months(first_of_month(ticks), 1 - Moment::from_ticks(ticks).month)?;
            add_months(january, offset.checked_mul(12)?)
        }
    }
}

fn first_of_month(ticks: i64) -> i64 {
    start_of_day(ticks) - (Moment::from_ticks(ticks).day - 1) * TICKS_PER_DAY
}
