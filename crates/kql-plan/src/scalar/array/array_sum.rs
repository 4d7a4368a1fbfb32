//! `array_sum()`: the sum of the numbers of an array.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns the sum of the numbers of an array.
    ///
    /// - `array`: numbers; nulls among them add nothing.
    ///
    /// Null: null when it is no array, has no number, or has an element that is neither a number nor null.
    /// Source: <https://learn.microsoft.com/kusto/query/array-sum-function>
    ///
    /// ```kusto
    /// array_sum(dynamic([1, 2.5, null])) == 3.5   // True
    /// array_sum(dynamic([1, "2"]))                // null
    /// array_sum(dynamic([]))                      // null
    /// ```
    pub ARRAY_SUM = array_sum(array: dynamic) -> real => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.array(0).and_then(sum))
}

fn sum(array: &[Json]) -> Option<f64> {
    let mut total = None;
    for element in array.iter().filter(|element| !element.is_null()) {
        total = Some(total.unwrap_or(0.0) + element.as_f64()?);
    }
    total
}
