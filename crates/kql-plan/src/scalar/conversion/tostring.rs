//! `tostring()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the text of a value.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// A bool is `True` or `False`, a real has a point or an exponent, a datetime has seven digits behind the second, a dynamic array or bag is compact JSON.
    /// Null gives the empty text.
    /// Source: <https://learn.microsoft.com/kusto/query/tostring-function>
    ///
    /// ```kusto
    /// tostring(1.0)                         // 1.0
    /// tostring(true)                        // True
    /// tostring(datetime(2024-05-06))        // 2024-05-06T00:00:00.0000000Z
    /// tostring(dynamic({"a": [1, null]}))   // {"a":[1,null]}
    /// ```
    pub TOSTRING = tostring(value: any) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::String)
}
