//! `datetime_add()`: a datetime moved by periods of the calendar.

use super::part::{Period, check_period};
use crate::scalar::{Argument, Call};
use crate::value::TICKS_PER_DAY;
use crate::{Type, Value, calendar};

crate::kql_scalar! {
    /// Returns a datetime moved by so many periods.
    ///
    /// - `period`: `year`, `quarter`, `month`, `week`, `day`, `hour`, `minute`, `second`, `millisecond`, `microsecond` or `nanosecond`, in any case.
    /// - `amount`: how many; a negative number goes back.
    /// - `datetime`: the datetime.
    ///
    /// Bounds: a day that the month has not becomes its last day; nanoseconds are cut to ticks of 100 of them.
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/datetime-add-function>
    ///
    /// ```kusto
    /// datetime_add("month", 1, datetime(2023-01-31))      // 2023-02-28T00:00:00.0000000Z
    /// datetime_add("hour", -5, datetime(2024-03-01))      // 2024-02-29T19:00:00.0000000Z
    /// datetime_add("year", 1, datetime(9999-06-01))       // null
    /// ```
    pub DATETIME_ADD = datetime_add(period: string, amount: long, datetime: datetime) -> datetime => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    check_period(arguments).map(|()| Type::Datetime)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    added(call).map_or(Value::Null, Value::datetime)
}

fn added(call: &Call<'_>) -> Option<i64> {
    let (amount, ticks) = (call.long(1)?, call.ticks(2)?);
    let span = match Period::by_name(call.text(0))? {
        Period::Months(months) => return calendar::add_months(ticks, amount.checked_mul(months)?),
        Period::Week => amount.checked_mul(7 * TICKS_PER_DAY)?,
        Period::Ticks(each) => amount.checked_mul(each)?,
        Period::Nanosecond => amount / 100,
    };
    ticks.checked_add(span)
}
