//! `ago()`: so long before the query started.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the time that lies so long before the time the query started.
    ///
    /// - `timespan`: how long; a negative one lies in the future.
    ///
    /// Null: null when `timespan` is null, or the time is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/ago-function>
    ///
    /// ```kusto
    /// now() - ago(90m)        // 01:30:00
    /// ago(0s) == now()        // True
    /// ```
    pub AGO = ago(timespan: timespan) -> datetime => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    call.ticks(0).and_then(|back| call.context.now.checked_sub(back)).map_or(Value::Null, Value::datetime)
}
