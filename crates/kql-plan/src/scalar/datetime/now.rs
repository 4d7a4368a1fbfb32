//! `now()`: the time the query started.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the time the query started, which is the same all through a query, or a time that far from it.
    ///
    /// - `offset`: what is added; a negative one goes back.
    ///
    /// Null: null when `offset` is null, or the time is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/now-function>
    ///
    /// ```kusto
    /// now() == now()          // True
    /// now(-2d) < now()        // True
    /// now(1h) - now()         // 01:00:00
    /// ```
    pub NOW = now([offset: timespan]) -> datetime => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let offset = if call.has(0) { call.ticks(0) } else { Some(0) };
    offset.and_then(|offset| call.context.now.checked_add(offset)).map_or(Value::Null, Value::datetime)
}
