//! `toreal()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a real.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// Text may have an exponent, or be `nan`, `inf` or `-inf`. Of a datetime or timespan the ticks of 100 ns count.
    /// Null: what is no number gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/toreal-function>
    ///
    /// ```kusto
    /// toreal("2.5e3")    // 2500.0
    /// todouble(true)     // 1.0
    /// todouble("0x10")   // null
    /// ```
    pub TOREAL = toreal(value: any) -> real => kernel, aliases ["todouble"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Real)
}
