//! `set_intersect()`: what is in all arrays.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the distinct values that all arrays have, in the order of the first.
    ///
    /// - `set`, `sets`: two to 64 arrays.
    ///
    /// Null: null when one of them is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/set-intersect-function>
    ///
    /// ```kusto
    /// set_intersect(dynamic(["c", "a", "b"]), dynamic(["b", "c"]))       // ["c","b"]
    /// set_intersect(dynamic([1, 2]), dynamic([2, 3]), dynamic([3, 1]))   // []
    /// ```
    pub SET_INTERSECT = set_intersect(set: dynamic, sets: dynamic...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(first) = call.array(0) else { return Value::Null };
    let Some(others) =
        (1..call.len()).map(|index| call.array(index).map(super::identities)).collect::<Option<Vec<_>>>()
    else {
        return Value::Null;
    };
    super::distinct(first, |identity| others.iter().all(|other| other.contains(identity)))
}
