//! `array_rotate_left()`, `array_rotate_right()`: the elements of an array moved in a circle.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns the elements of an array moved to the left; those that leave it come in again at the end.
    ///
    /// - `array`: the array.
    /// - `rotate_count`: by how many places; a negative number moves to the right.
    ///
    /// Null: null when `array` is no array or `rotate_count` is null.
    /// Source: <https://learn.microsoft.com/kusto/query/array-rotate-left-function>
    ///
    /// ```kusto
    /// array_rotate_left(dynamic(["a", "b", "c"]), 1)    // ["b","c","a"]
    /// array_rotate_left(dynamic(["a", "b", "c"]), -4)   // ["c","a","b"]
    /// ```
    pub ARRAY_ROTATE_LEFT = array_rotate_left(array: dynamic, rotate_count: long) -> dynamic => left;
}

crate::kql_scalar! {
    /// Returns the elements of an array moved to the right; those that leave it come in again at the start.
    ///
    /// - `array`: the array.
    /// - `rotate_count`: by how many places; a negative number moves to the left.
    ///
    /// Null: null when `array` is no array or `rotate_count` is null.
    /// Source: <https://learn.microsoft.com/kusto/query/array-rotate-right-function>
    ///
    /// ```kusto
    /// array_rotate_right(dynamic(["a", "b", "c"]), 1)    // ["c","a","b"]
    /// array_rotate_right(dynamic(["a", "b", "c"]), -1)   // ["b","c","a"]
    /// ```
    pub ARRAY_ROTATE_RIGHT = array_rotate_right(array: dynamic, rotate_count: long) -> dynamic => right;
}

fn left<'a>(call: &Call<'a>) -> Value<'a> {
    rotated(call, <[Json]>::rotate_left).unwrap_or_default()
}

fn right<'a>(call: &Call<'a>) -> Value<'a> {
    rotated(call, <[Json]>::rotate_right).unwrap_or_default()
}

fn rotated<'a>(call: &Call<'a>, rotate: fn(&mut [Json], usize)) -> Option<Value<'a>> {
    let mut elements = call.array(0)?.to_vec();
    let count = call.long(1)?;
    if let Some(length) = i64::try_from(elements.len()).ok().filter(|length| *length > 0) {
        rotate(&mut elements, usize::try_from(count.rem_euclid(length)).ok()?);
    }
    Some(Value::dynamic(Json::Array(elements)))
}
