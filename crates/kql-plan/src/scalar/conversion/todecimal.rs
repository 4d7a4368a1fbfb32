//! `todecimal()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a decimal, with up to 34 digits.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// A real becomes the decimal that reads like it: `todecimal(0.1)` is one tenth.
    /// Null: what is no number, or beyond ±10³⁸, gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/todecimal-function>
    ///
    /// ```kusto
    /// todecimal("12.50")                                  // 12.5
    /// todecimal(0.1) + todecimal(0.2) == todecimal(0.3)   // True
    /// todecimal("x")                                      // null
    /// ```
    pub TODECIMAL = todecimal(value: any) -> decimal => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Decimal)
}
