//! `datetime_diff()`: how many borders of a period lie between two datetimes.

use super::part::{Period, check_period};
use crate::calendar::{Moment, day_of_week, start_of_day};
use crate::scalar::{Argument, Call};
use crate::value::TICKS_PER_DAY;
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns how many borders between periods lie from the second datetime to the first: between 23:59 and 0:01 lies a day.
    ///
    /// - `period`: a constant: `year`, `quarter`, `month`, `week` (from Sunday), `day`, `hour`, `minute`, `second`, `millisecond`, `microsecond` or
    ///   `nanosecond`, in any case. Weeks are a real.
    /// - `datetime1`, `datetime2`: the datetimes; the result is negative when the first is the earlier one.
    ///
    /// Null: null when an argument is null, or there are more nanoseconds than a long can count.
    /// Source: <https://learn.microsoft.com/kusto/query/datetime-diff-function>
    ///
    /// ```kusto
    /// datetime_diff("year", datetime(2024-01-01), datetime(2023-12-31))               // 1
    /// datetime_diff("day", datetime(2024-03-01 00:01), datetime(2024-02-28 23:59))    // 2
    /// datetime_diff("hour", datetime(2024-01-01 08:59), datetime(2024-01-01 10:00))   // -2
    /// ```
    pub DATETIME_DIFF = datetime_diff(period: string, datetime1: datetime, datetime2: datetime) -> long => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    check_period(arguments)?;
    match arguments.first().and_then(|argument| argument.constant.as_ref()) {
        // The service counts weeks in reals, and all else in longs.
        Some(period) if Period::by_name(period.as_str()) == Some(Period::Week) => Ok(Type::Real),
        Some(_) => Ok(Type::Long),
        None => Err("the period must be constant".to_owned()),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let period = Period::by_name(call.text(0));
    let difference = || {
        let (later, earlier, period) = (call.ticks(1)?, call.ticks(2)?, period?);
        place(period, later)?.checked_sub(place(period, earlier)?)
    };
    match (period, difference()) {
        (Some(Period::Week), Some(weeks)) => Value::Real(weeks as f64),
        (_, difference) => Value::or_null(difference),
    }
}

/// How many periods had begun since the calendar began.
fn place(period: Period, ticks: i64) -> Option<i64> {
    match period {
        Period::Months(months) => {
            let moment = Moment::from_ticks(ticks);
            Some((moment.year * 12 + moment.month - 1).div_euclid(months))
        }
        Period::Week => Some((start_of_day(ticks) - day_of_week(ticks) * TICKS_PER_DAY).div_euclid(7 * TICKS_PER_DAY)),
        Period::Ticks(each) => Some(ticks.div_euclid(each)),
        // Counted from 1970, since a long counts no more than 292 years of them.
        Period::Nanosecond => (ticks - crate::value::UNIX_EPOCH).checked_mul(100),
    }
}
