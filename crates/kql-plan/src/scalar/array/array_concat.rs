//! `array_concat()`: arrays one after the other.

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns the elements of all arrays in one array, in order.
    ///
    /// - `arrays`: the arrays; what is no array adds nothing.
    ///
    /// Bounds: at most 64 MiB.
    /// Null: null when none of them is an array, or they are more than that.
    /// Source: <https://learn.microsoft.com/kusto/query/array-concat-function>
    ///
    /// ```kusto
    /// array_concat(dynamic([1, 2]), dynamic(["a"]))          // [1,2,"a"]
    /// array_concat(dynamic([1]), dynamic(null), dynamic([])) // [1]
    /// array_concat(dynamic(null))                            // null
    /// ```
    pub ARRAY_CONCAT = array_concat(arrays: dynamic...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let arrays: Vec<&[Json]> = (0..call.len()).filter_map(|index| call.array(index)).collect();
    if arrays.is_empty() || !dynamic::fits(arrays.iter().copied().flatten()) {
        return Value::Null;
    }
    Value::dynamic(Json::Array(arrays.concat()))
}
