//! `hourofday()`: the hour of the day of a datetime.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the hour of the day, from 0 to 23.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/hour-of-day-function>
    ///
    /// ```kusto
    /// hourofday(datetime(2024-02-29 07:59:59))   // 7
    /// ```
    pub HOUROFDAY = hourofday(date: datetime) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let part = call.ticks(0).and_then(|ticks| super::part::part("hour", ticks));
    Value::or_null(part.and_then(|number| i32::try_from(number).ok()))
}
