//! `array_split()`: an array cut into several.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns an array cut at one place or at several: an array of one more arrays than there are cuts.
    ///
    /// - `array`: the array.
    /// - `index`: the place before which it is cut, or an array of such places in rising order; a negative one counts from the end.
    ///
    /// Bounds: a place outside of the array moves to its nearest end; a place before the cut that comes before it gives an empty part.
    /// Null: null when `array` is no array, or a place is no whole number.
    /// Source: <https://learn.microsoft.com/kusto/query/array-split-function>
    ///
    /// ```kusto
    /// array_split(dynamic([1, 2, 3, 4]), 1)                  // [[1],[2,3,4]]
    /// array_split(dynamic([1, 2, 3, 4]), dynamic([1, -1]))   // [[1],[2,3],[4]]
    /// array_split(dynamic([1, 2]), 7)                        // [[1,2],[]]
    /// ```
    pub ARRAY_SPLIT = array_split(array: dynamic, index: long | dynamic) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    parts(call).map_or(Value::Null, Value::dynamic)
}

fn parts(call: &Call<'_>) -> Option<Json> {
    let array = call.array(0)?;
    let mut cuts: Vec<usize> = match call.value(1) {
        Value::Dynamic(json) => match json.as_ref() {
            Json::Array(places) => {
                let places: Option<Vec<i64>> = places.iter().map(Json::as_i64).collect();
                places?.into_iter().map(|place| super::from_start(place, array.len())).collect()
            }
            place => vec![super::from_start(place.as_i64()?, array.len())],
        },
        place => vec![super::from_start(place.as_long()?, array.len())],
    };
    cuts.push(array.len());
    let mut from = 0;
    let mut parts = Vec::with_capacity(cuts.len());
    for to in cuts {
        parts.push(Json::Array(array.get(from..to).unwrap_or_default().to_vec()));
        from = to;
    }
    Some(Json::Array(parts))
}
