//! `dayofmonth()`: the day of the month of a datetime.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the day of the month, from 1 to 31.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/day-of-month-function>
    ///
    /// ```kusto
    /// dayofmonth(datetime(2024-02-29 23:00))   // 29
    /// ```
    pub DAYOFMONTH = dayofmonth(date: datetime) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let part = call.ticks(0).and_then(|ticks| super::part::part("day", ticks));
    Value::or_null(part.and_then(|number| i32::try_from(number).ok()))
}
