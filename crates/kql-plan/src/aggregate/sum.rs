//! `sum()` and `sumif()`.

use super::conditional::conditional;
use super::total::Total;
use super::{Accumulator, AggregateArgument, Output, kind_of, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the sum of the values; of no value, or of nulls only, it is 0.
    ///
    /// - `value`: what is added. The sum of ints is a long.
    ///
    /// Bounds: a sum that its type cannot hold is null.
    /// Source: <https://learn.microsoft.com/kusto/query/sum-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: int)[1, 2, int(null)] | summarize sum(x)   // 3
    /// datatable(x: timespan)[1h, 30m] | summarize sum(x)      // 01:30:00
    /// ```
    pub SUM = sum(value: long|real|decimal|timespan) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns the sum of the values of those rows for which `predicate` is true; of no such row it is 0.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/sumif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3] | summarize sumif(x, x > 1)   // 5
    /// ```
    pub SUMIF = sumif(value: long|real|decimal|timespan, predicate: bool) => outputs_if, accumulator_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("sum", arguments, result(arguments)))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("sumif", arguments, result(arguments)))
}

fn result(arguments: &[AggregateArgument]) -> Type {
    match arguments.first().map(|argument| argument.argument.kind) {
        Some(Type::Int) | None => Type::Long,
        Some(kind) => kind,
    }
}

/// The sum so far.
#[derive(Debug)]
struct Sum(Total);

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Sum(Total::new(kind_of(arguments, 0))))
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, accumulator(arguments))
}

impl Accumulator for Sum {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(value) = arguments.first() {
            self.0.add(value);
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![self.0.sum()]
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}
