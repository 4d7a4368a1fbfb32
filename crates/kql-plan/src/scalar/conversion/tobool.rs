//! `tobool()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a bool.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// `true` and `false` in any case, and numbers: 0 is false, every other one true. Text that is no bool and no whole number gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/tobool-function>
    ///
    /// ```kusto
    /// tobool("TRUE")    // True
    /// tobool(-5)        // True
    /// tobool("0")       // False
    /// tobool("maybe")   // null
    /// ```
    pub TOBOOL = tobool(value: any) -> bool => kernel, aliases ["toboolean"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Bool)
}
