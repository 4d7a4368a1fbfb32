//! `getyear()`: the year of a datetime.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the year, from 1 to 9999.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/getyear-function>
    ///
    /// ```kusto
    /// getyear(datetime(2024-02-29))   // 2024
    /// ```
    pub GETYEAR = getyear(date: datetime) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let part = call.ticks(0).and_then(|ticks| super::part::part("year", ticks));
    Value::or_null(part.and_then(|number| i32::try_from(number).ok()))
}
