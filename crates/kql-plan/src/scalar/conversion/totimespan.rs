//! `totimespan()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a timespan.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// Text is read as in `timespan(…)`: `1.02:03:04.5`, `90s`, `2d`. A number counts ticks of 100 ns.
    /// Null: what is no timespan gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/totimespan-function>
    ///
    /// ```kusto
    /// totimespan("1.02:03:04.5")   // 1.02:03:04.5000000
    /// totimespan("90s")            // 00:01:30
    /// totimespan("soon")           // null
    /// ```
    pub TOTIMESPAN = totimespan(value: any) -> timespan => kernel, aliases ["totime"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Timespan)
}
