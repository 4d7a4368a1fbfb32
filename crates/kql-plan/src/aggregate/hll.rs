//! `hll()`, `hll_if()`, `hll_merge()`: the sketch behind `dcount()`, to be kept and merged.

use super::conditional::conditional;
use super::key::hash;
use super::{Accumulator, AggregateArgument, Output, constant_long, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::scalar::sketch::HyperLogLog;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns a sketch of the distinct values that are not null, for `dcount_hll()` and `hll_merge()`; of no value the null.
    ///
    /// - `accuracy`: 0 to 4, as of `dcount()`; 1 when absent.
    ///
    /// The sketch is good for the version of the program that made it.
    /// Source: <https://learn.microsoft.com/kusto/query/hll-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: string)["a", "b", "a"] | summarize h = hll(x) | project dcount_hll(h)   // 2
    /// ```
    pub HLL = hll(value: any, [accuracy: long]) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns a sketch of the distinct values of those rows for which `predicate` is true; all else as `hll()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hll-if-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3] | summarize h = hll_if(x, x > 1) | project dcount_hll(h)   // 2
    /// ```
    pub HLL_IF = hll_if(value: any, predicate: bool, [accuracy: long]) => outputs_if, accumulator_if;
}

kql_aggregate! {
    /// Returns one sketch of all that the sketches of the rows have seen; of no sketch the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hll-merge-aggregation-function>
    ///
    /// ```kusto
    /// range x from 1 to 4 step 1 | summarize h = hll(x) by x % 2 | summarize m = hll_merge(h) | project dcount_hll(m)   // 4
    /// ```
    pub HLL_MERGE = hll_merge(sketch: dynamic) => outputs_merge, accumulator_merge;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("hll", arguments, Type::Dynamic))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("hll_if", arguments, Type::Dynamic))
}

fn outputs_merge(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("hll_merge", arguments, Type::Dynamic))
}

/// The sketch of the values so far.
#[derive(Debug)]
struct Sketch(HyperLogLog);

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Sketch(HyperLogLog::with_accuracy(constant_long(arguments, 1))))
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, Box::new(Sketch(HyperLogLog::with_accuracy(constant_long(arguments, 2)))))
}

impl Accumulator for Sketch {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(value) = arguments.first().filter(|value| !value.is_null()) {
            self.0.insert(hash(value));
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![if self.0.is_empty() { Value::Null } else { Value::dynamic(self.0.to_json()) }]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.0.size()
    }
}

/// The sketches so far, made one.
#[derive(Debug, Default)]
struct Merged(Option<HyperLogLog>);

fn accumulator_merge(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Merged::default())
}

impl Accumulator for Merged {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(sketch) = arguments.first().and_then(Value::as_json).and_then(HyperLogLog::from_json) else { return };
        match &mut self.0 {
            Some(merged) => merged.merge(&sketch),
            None => self.0 = Some(sketch),
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![self.0.take().map_or(Value::Null, |merged| Value::dynamic(merged.to_json()))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.0.as_ref().map_or(0, HyperLogLog::size)
    }
}
