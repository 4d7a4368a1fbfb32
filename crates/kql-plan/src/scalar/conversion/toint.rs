//! `toint()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as an int.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// The fraction of a real is cut off; beyond the range it becomes the nearest int. Of a long the lower 32 bits count. Text must be a whole number, decimal or hexadecimal.
    /// Null: what is no number, NaN and infinities give null.
    /// Source: <https://learn.microsoft.com/kusto/query/toint-function>
    ///
    /// ```kusto
    /// toint("42")     // 42
    /// toint(-2.9)     // -2
    /// toint("0x1F")   // 31
    /// toint("2.5")    // null
    /// ```
    pub TOINT = toint(value: any) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Int)
}
