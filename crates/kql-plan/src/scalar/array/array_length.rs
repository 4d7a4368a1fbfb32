//! `array_length()`: how many elements an array has.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns how many elements an array has.
    ///
    /// - `array`: the array.
    ///
    /// Null: null when it is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/array-length-function>
    ///
    /// ```kusto
    /// array_length(dynamic(["a", null, 3]))   // 3
    /// array_length(dynamic([]))               // 0
    /// array_length(dynamic({"a": 1}))         // null
    /// ```
    pub ARRAY_LENGTH = array_length(array: dynamic) -> long => kernel, aliases ["arraylength"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.array(0).and_then(|array| i64::try_from(array.len()).ok()))
}
