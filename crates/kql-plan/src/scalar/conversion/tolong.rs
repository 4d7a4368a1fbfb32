//! `tolong()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a long.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// The fraction of a real is cut off; beyond the range it becomes the nearest long. Text must be a whole number, decimal or hexadecimal. Of a datetime or timespan the ticks of 100 ns count.
    /// Null: what is no number, NaN and infinities give null.
    /// Source: <https://learn.microsoft.com/kusto/query/tolong-function>
    ///
    /// ```kusto
    /// tolong(" 42 ")         // 42
    /// tolong(1s)             // 10000000
    /// tolong(dynamic("7"))   // 7
    /// tolong("1e3")          // null
    /// ```
    pub TOLONG = tolong(value: any) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Long)
}
