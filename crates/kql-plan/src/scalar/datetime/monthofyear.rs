//! `monthofyear()`: the month of a datetime.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the month, from 1 to 12.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/monthofyear-function>
    ///
    /// ```kusto
    /// monthofyear(datetime(2024-02-29))   // 2
    /// getmonth(datetime(2024-12-01))      // 12
    /// ```
    pub MONTHOFYEAR = monthofyear(date: datetime) -> int => kernel, aliases ["getmonth"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let part = call.ticks(0).and_then(|ticks| super::part::part("month", ticks));
    Value::or_null(part.and_then(|number| i32::try_from(number).ok()))
}
