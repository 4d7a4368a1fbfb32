//! `set_equals()`: whether two arrays have the same values.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns whether two arrays have the same distinct values, in whatever order and number.
    ///
    /// - `set1`, `set2`: the arrays.
    ///
    /// Null: null when one of them is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions>
    ///
    /// ```kusto
    /// set_equals(dynamic([1, 2, 2]), dynamic([2, 1]))   // True
    /// set_equals(dynamic([1, 2]), dynamic(["1", 2]))    // False
    /// ```
    pub SET_EQUALS = set_equals(set1: dynamic, set2: dynamic) -> bool => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match (call.array(0), call.array(1)) {
        (Some(left), Some(right)) => Value::Bool(super::identities(left) == super::identities(right)),
        _ => Value::Null,
    }
}
