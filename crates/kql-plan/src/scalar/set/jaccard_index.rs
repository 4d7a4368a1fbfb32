//! `jaccard_index()`: how alike two sets are.

use std::collections::HashSet;

use crate::scalar::Call;
use crate::{Value, dynamic};

crate::kql_scalar! {
    /// Returns how alike two sets are: the number of values in both, divided by the number of values in either.
    ///
    /// - `set1`, `set2`: arrays; a value that comes twice counts once.
    ///
    /// Bounds: from 0 to 1; of two empty sets it is NaN.
    /// Null: null when one of them is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/jaccard-index-function>
    ///
    /// ```kusto
    /// jaccard_index(dynamic(["a", "b"]), dynamic(["b", "c", "c", "d"]))   // 0.25
    /// jaccard_index(dynamic([1]), dynamic(1))                             // null
    /// ```
    pub JACCARD_INDEX = jaccard_index(set1: dynamic, set2: dynamic) -> real => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let set = |index| Some(call.array(index)?.iter().map(dynamic::identity).collect::<HashSet<String>>());
    let (Some(left), Some(right)) = (set(0), set(1)) else { return Value::Null };
    let both = left.intersection(&right).count();
    let either = left.len() + right.len() - both;
    Value::Real(both as f64 / either as f64)
}
