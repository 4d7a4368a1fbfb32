//! `array_reverse()`: an array from its end to its start.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns the elements of an array in the opposite order.
    ///
    /// - `array`: the array.
    ///
    /// Null: null when it is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/array-reverse-function>
    ///
    /// ```kusto
    /// array_reverse(dynamic([1, "b", null]))   // [null,"b",1]
    /// array_reverse(dynamic([]))               // []
    /// ```
    pub ARRAY_REVERSE = array_reverse(array: dynamic) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    call.array(0).map_or(Value::Null, |array| Value::dynamic(array.iter().rev().cloned().collect::<Json>()))
}
