//! `array_slice()`: a part of an array.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns the elements of an array between two places, both included.
    ///
    /// - `array`: the array.
    /// - `start`: the first place, counted from 0; a negative one counts from the end.
    /// - `end`: the last place, counted in the same way.
    ///
    /// Bounds: places outside of the array are left out; when none is left, the result is empty.
    /// Null: null when `array` is no array, or `start` or `end` is null.
    /// Source: <https://learn.microsoft.com/kusto/query/array-slice-function>
    ///
    /// ```kusto
    /// array_slice(dynamic(["a", "b", "c", "d"]), 1, 2)     // ["b","c"]
    /// array_slice(dynamic(["a", "b", "c", "d"]), -2, -1)   // ["c","d"]
    /// array_slice(dynamic(["a", "b", "c", "d"]), 3, 99)    // ["d"]
    /// array_slice(dynamic(["a", "b", "c", "d"]), 2, 1)     // []
    /// ```
    pub ARRAY_SLICE = array_slice(array: dynamic, start: long, end: long) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(array), Some(start), Some(end)) = (call.array(0), call.long(1), call.long(2)) else {
        return Value::Null;
    };
    let from = super::from_start(start, array.len());
    // One beyond the last place; an `end` before the start of the array leaves nothing.
    let to = super::from_start(end.saturating_add(1), array.len());
    let to = if end == -1 { array.len() } else { to };
    Value::dynamic(Json::Array(array.get(from..to).unwrap_or_default().to_vec()))
}
