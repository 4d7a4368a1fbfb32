//! `dayofyear()`: the day of the year of a datetime.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the day of the year, from 1 to 366.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/day-of-year-function>
    ///
    /// ```kusto
    /// dayofyear(datetime(2023-12-31))   // 365
    /// dayofyear(datetime(2024-12-31))   // 366
    /// ```
    pub DAYOFYEAR = dayofyear(date: datetime) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let part = call.ticks(0).and_then(|ticks| super::part::part("dayofyear", ticks));
    Value::or_null(part.and_then(|number| i32::try_from(number).ok()))
}
