//! `merge_tdigest()`: one digest of several.

use super::Digest;
use crate::Value;
use crate::kql_scalar;
use crate::scalar::Call;

kql_scalar! {
    /// Returns one digest of all that the digests have seen.
    ///
    /// Null: what is no digest is left out; the null when none is one.
    /// Source: <https://learn.microsoft.com/kusto/query/merge-tdigest-function>
    ///
    /// ```kusto
    /// merge_tdigest(dynamic([[7], [10], [3]]), dynamic([[7], [20, 10], [1, 1]]))   // [[7],[10,20],[4,1]]
    /// ```
    pub MERGE_TDIGEST = merge_tdigest(digests: dynamic...) -> dynamic => merge_tdigest, aliases ["tdigest_merge"];
}

fn merge_tdigest<'a>(call: &Call<'a>) -> Value<'a> {
    let digests = (0..call.len()).filter_map(|index| Digest::from_json(call.json(index)?));
    let merged = digests.reduce(|mut merged, digest| {
        merged.merge(&digest);
        merged
    });
    Value::or_null(merged.map(|mut digest| digest.as_json()))
}
