//! `dcount()`, `count_distinct()` and their conditional forms: how many distinct values.

use std::collections::HashSet;

use super::conditional::conditional;
use super::key::{hash, key};
use super::{Accumulator, AggregateArgument, Output, constant_long, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::scalar::sketch::HyperLogLog;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the number of distinct values that are not null, a long; the empty text is a value.
    ///
    /// - `accuracy`: 0 to 4, of an estimate; 1 when absent. The error is then usually below 1.6, 0.8, 0.4, 0.28 or 0.2 %.
    ///
    /// The number is exact up to 16,384 distinct values, and estimated beyond, so that a group never holds more than about a mebibyte.
    /// Source: <https://learn.microsoft.com/kusto/query/dcount-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: string)["a", "b", "a"] | summarize dcount(x)   // 2
    /// ```
    pub DCOUNT = dcount(value: any, [accuracy: long]) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns the number of distinct values of those rows for which `predicate` is true; all else as `dcount()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/dcountif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3, 3] | summarize dcountif(x, x > 1)   // 2
    /// ```
    pub DCOUNTIF = dcountif(value: any, predicate: bool, [accuracy: long]) => outputs_if, accumulator_if;
}

kql_aggregate! {
    /// Returns the number of distinct values that are not null, a long, exactly however many they are.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/count-distinct-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: string)["a", "b", "a"] | summarize count_distinct(x)   // 2
    /// ```
    pub COUNT_DISTINCT = count_distinct(value: any) => outputs_exact, accumulator_exact;
}

kql_aggregate! {
    /// Returns the exact number of distinct values of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/count-distinctif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3, 3] | summarize count_distinctif(x, x > 1)   // 2
    /// ```
    pub COUNT_DISTINCTIF = count_distinctif(value: any, predicate: bool) => outputs_exact_if, accumulator_exact_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("dcount", arguments, Type::Long))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("dcountif", arguments, Type::Long))
}

fn outputs_exact(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("count_distinct", arguments, Type::Long))
}

fn outputs_exact_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("count_distinctif", arguments, Type::Long))
}

/// The sketch of the values so far.
#[derive(Debug)]
struct DistinctCount(HyperLogLog);

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(DistinctCount(HyperLogLog::with_accuracy(constant_long(arguments, 1))))
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, Box::new(DistinctCount(HyperLogLog::with_accuracy(constant_long(arguments, 2)))))
}

impl Accumulator for DistinctCount {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(value) = arguments.first().filter(|value| !value.is_null()) {
            self.0.insert(hash(value));
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![Value::Long(self.0.estimate())]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.0.size()
    }
}

/// The values so far.
#[derive(Debug, Default)]
struct Distinct {
    seen: HashSet<Vec<u8>>,
    bytes: usize,
}

fn accumulator_exact(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Distinct::default())
}

fn accumulator_exact_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, Box::new(Distinct::default()))
}

impl Accumulator for Distinct {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(value) = arguments.first().filter(|value| !value.is_null()) {
            let key = key(value);
            let bytes = key.len() + size_of::<Vec<u8>>();
            if self.seen.insert(key) {
                self.bytes += bytes;
            }
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![Value::Long(i64::try_from(self.seen.len()).unwrap_or(i64::MAX))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.bytes
    }
}
