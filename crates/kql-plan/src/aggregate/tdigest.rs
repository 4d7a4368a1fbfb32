//! `tdigest()` and `tdigest_merge()`: the digest behind `percentiles()`, to be kept and merged.

use super::{Accumulator, AggregateArgument, Output, kind_of, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::scalar::sketch::Digest;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns a digest of the values that are not null, for `percentile_tdigest()` and `tdigest_merge()`; of no value the null.
    ///
    /// - `value`: numbers, datetimes or timespans.
    /// - `weight`: how often each value counts, a whole number; once when absent.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/tdigest-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3, 4] | summarize t = tdigest(x) | project percentile_tdigest(t, 50)   // 2
    /// ```
    pub TDIGEST = tdigest(value: int|long|real|decimal|datetime|timespan, [weight: long]) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns one digest of all that the digests of the rows have seen; of no digest the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/tdigest-merge-aggregation-function>
    ///
    /// ```kusto
    /// range x from 1 to 4 step 1 | summarize t = tdigest(x) by x % 2 | summarize m = tdigest_merge(t) | project percentile_tdigest(m, 100)   // 4
    /// ```
    pub TDIGEST_MERGE = tdigest_merge(digest: dynamic) => outputs_merge, accumulator_merge, aliases ["merge_tdigest"];
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("tdigest", arguments, Type::Dynamic))
}

fn outputs_merge(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("merge_tdigests", arguments, Type::Dynamic))
}

/// The digest of the values so far.
#[derive(Debug)]
struct Digested {
    digest: Digest,
    weighted: bool,
}

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Digested { digest: Digest::new(kind_of(arguments, 0)), weighted: arguments.len() > 1 })
}

impl Accumulator for Digested {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(value) = arguments.first() else { return };
        let weight = if self.weighted { arguments.get(1).and_then(Value::as_long).unwrap_or_default() } else { 1 };
        self.digest.insert(value, u64::try_from(weight).unwrap_or_default());
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![if self.digest.is_empty() { Value::Null } else { Value::dynamic(self.digest.as_json()) }]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.digest.size()
    }
}

/// The digests so far, made one.
#[derive(Debug, Default)]
struct Merged(Option<Digest>);

fn accumulator_merge(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Merged::default())
}

impl Accumulator for Merged {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(digest) = arguments.first().and_then(Value::as_json).and_then(Digest::from_json) else { return };
        match &mut self.0 {
            Some(merged) => merged.merge(&digest),
            None => self.0 = Some(digest),
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![self.0.take().map_or(Value::Null, |mut merged| Value::dynamic(merged.as_json()))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.0.as_ref().map_or(0, Digest::size)
    }
}
