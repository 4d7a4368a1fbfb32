//! `zip()`: the elements of several arrays, place by place.

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns an array of arrays: for each place, the elements that the given arrays have there.
    ///
    /// - `arrays`: two to 64 arrays.
    ///
    /// Bounds: at most 64 MiB; the result is as long as the longest array; a shorter one, and what is no array, gives nulls.
    /// Null: null when none of them is an array, or they are more than that.
    /// Source: <https://learn.microsoft.com/kusto/query/zip-function>
    ///
    /// ```kusto
    /// zip(dynamic(["a", "b"]), dynamic([1, 2]))   // [["a",1],["b",2]]
    /// zip(dynamic(["a", "b"]), dynamic([1]))      // [["a",1],["b",null]]
    /// ```
    pub ZIP = zip(array: dynamic, arrays: dynamic...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let arrays: Vec<Option<&[Json]>> = (0..call.len()).map(|index| call.array(index)).collect();
    let Some(length) = arrays.iter().flatten().map(|array| array.len()).max() else { return Value::Null };
    if !dynamic::fits(arrays.iter().flatten().copied().flatten()) {
        return Value::Null;
    }
    let at = |place: usize| -> Json {
        arrays.iter().map(|array| array.and_then(|array| array.get(place)).cloned().unwrap_or(Json::Null)).collect()
    };
    Value::dynamic((0..length).map(at).collect())
}
