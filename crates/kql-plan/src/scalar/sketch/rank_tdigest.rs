//! `rank_tdigest()` and `percentrank_tdigest()`: where a value stands in a digest.

use super::Digest;
use crate::Value;
use crate::convert::convert;
use crate::kql_scalar;
use crate::scalar::Call;

kql_scalar! {
    /// Returns how many of the values of a digest are not greater than `value`, a real.
    ///
    /// - `digest`: what `tdigest()` or `tdigest_merge()` made.
    /// - `value`: of the type of the digest's values, or one that converts to it.
    ///
    /// Null: of what is no digest, and for a null value, the null.
    /// Source: <https://learn.microsoft.com/kusto/query/rank-tdigest-function>
    ///
    /// ```kusto
    /// rank_tdigest(dynamic([[7], [10, 20], [3, 1]]), 15)   // 3.0
    /// ```
    pub RANK_TDIGEST = rank_tdigest(digest: dynamic, value: any) -> real => rank_tdigest;
}

kql_scalar! {
    /// Returns how many of a hundred values of a digest are not greater than `value`, a real.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/percentrank-tdigest-function>
    ///
    /// ```kusto
    /// percentrank_tdigest(dynamic([[7], [10, 20], [3, 1]]), 15)   // 75.0
    /// ```
    pub PERCENTRANK_TDIGEST = percentrank_tdigest(digest: dynamic, value: any) -> real => percentrank_tdigest;
}

fn rank_tdigest<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(rank(call).map(|(rank, _)| rank))
}

fn percentrank_tdigest<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(rank(call).map(|(rank, total)| rank * 100.0 / total))
}

/// How many values are not greater, and how many there are.
fn rank(call: &Call<'_>) -> Option<(f64, f64)> {
    let mut digest = Digest::from_json(call.json(0)?)?;
    let rank = digest.rank(&convert(call.value(1), digest.kind()))?;
    (digest.total() > 0).then(|| (rank as f64, digest.total() as f64))
}
