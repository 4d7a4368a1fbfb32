//! `set_difference()`: what is in one array and in none of the others.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the distinct values of the first array that are in none of the others, in the order of the first.
    ///
    /// - `set`: the first array.
    /// - `sets`: one to 63 others; what is no array takes nothing away.
    ///
    /// Null: null when `set` is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/set-difference-function>
    ///
    /// ```kusto
    /// set_difference(dynamic(["a", "b", "a", "c"]), dynamic(["b"]))   // ["a","c"]
    /// set_difference(dynamic([1, 2]), dynamic([1]), dynamic([2]))     // []
    /// ```
    pub SET_DIFFERENCE = set_difference(set: dynamic, sets: dynamic...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(first) = call.array(0) else { return Value::Null };
    let others: Vec<_> = (1..call.len()).filter_map(|index| call.array(index)).map(super::identities).collect();
    super::distinct(first, |identity| !others.iter().any(|other| other.contains(identity)))
}
