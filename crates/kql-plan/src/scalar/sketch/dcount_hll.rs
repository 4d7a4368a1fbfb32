//! `dcount_hll()` and `hll_merge()`: what sketches of distinct values tell.

use super::HyperLogLog;
use crate::Value;
use crate::kql_scalar;
use crate::scalar::Call;

kql_scalar! {
    /// Returns how many distinct values a sketch has seen, a long: exact up to 16,384, an estimate beyond.
    ///
    /// - `sketch`: what `hll()` or `hll_merge()` made.
    ///
    /// Null: of what is no sketch, the null.
    /// Source: <https://learn.microsoft.com/kusto/query/dcount-hll-function>
    ///
    /// ```kusto
    /// dcount_hll(dynamic([[16384, 14], ["1", "-5"], []]))   // 2
    /// dcount_hll(dynamic([1, 2]))                           // null
    /// ```
    pub DCOUNT_HLL = dcount_hll(sketch: dynamic) -> long => dcount_hll;
}

kql_scalar! {
    /// Returns one sketch of all that the sketches have seen; it is as accurate as the least accurate of them.
    ///
    /// Null: what is no sketch is left out; the null when none is one.
    /// Source: <https://learn.microsoft.com/kusto/query/hll-merge-function>
    ///
    /// ```kusto
    /// dcount_hll(hll_merge(dynamic([[16384, 14], ["1"], []]), dynamic([[16384, 14], ["1", "7"], []])))   // 2
    /// ```
    pub HLL_MERGE = hll_merge(sketch: dynamic, sketches: dynamic...) -> dynamic => hll_merge;
}

fn dcount_hll<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.json(0).and_then(HyperLogLog::from_json).map(|sketch| sketch.estimate()))
}

fn hll_merge<'a>(call: &Call<'a>) -> Value<'a> {
    let sketches = (0..call.len()).filter_map(|index| HyperLogLog::from_json(call.json(index)?));
    let merged = sketches.reduce(|mut merged, sketch| {
        merged.merge(&sketch);
        merged
    });
    Value::or_null(merged.map(|sketch| sketch.to_json()))
}
