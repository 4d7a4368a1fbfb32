//! `set_union()`: what is in any array.

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns the distinct values of all arrays, in the order they come in.
    ///
    /// - `set`, `sets`: two to 64 arrays; what is no array adds nothing.
    ///
    /// Bounds: arrays of at most 64 MiB together.
    /// Null: null when none of them is an array, or they are more than that.
    /// Source: <https://learn.microsoft.com/kusto/query/set-union-function>
    ///
    /// ```kusto
    /// set_union(dynamic(["b", "a"]), dynamic(["a", "c"]))   // ["b","a","c"]
    /// set_union(dynamic([1, 1]), dynamic(null))             // [1]
    /// ```
    pub SET_UNION = set_union(set: dynamic, sets: dynamic...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let arrays: Vec<&[Json]> = (0..call.len()).filter_map(|index| call.array(index)).collect();
    if arrays.is_empty() || !dynamic::fits(arrays.iter().copied().flatten()) {
        return Value::Null;
    }
    super::distinct(arrays.into_iter().flatten(), |_| true)
}
