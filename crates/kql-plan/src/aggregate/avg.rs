//! `avg()` and `avgif()`.

use super::conditional::conditional;
use super::total::Total;
use super::{Accumulator, AggregateArgument, Output, kind_of, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the mean of the values that are not null.
    ///
    /// - `value`: a number, timespan or datetime. The mean of ints and longs is a real; all others keep their type.
    ///
    /// Null: of no value the mean is NaN where it is a real, else null.
    /// Source: <https://learn.microsoft.com/kusto/query/avg-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, long(null)] | summarize avg(x)   // 1.5
    /// datatable(x: timespan)[1h, 2h] | summarize avg(x)         // 01:30:00
    /// ```
    pub AVG = avg(value: int|long|real|decimal|timespan|datetime) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns the mean of the values that are not null, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/avgif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3] | summarize avgif(x, x > 1)   // 2.5
    /// ```
    pub AVGIF = avgif(value: int|long|real|decimal|timespan|datetime, predicate: bool) => outputs_if, accumulator_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("avg", arguments, result(arguments)))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("avgif", arguments, result(arguments)))
}

fn result(arguments: &[AggregateArgument]) -> Type {
    match arguments.first().map(|argument| argument.argument.kind) {
        Some(kind @ (Type::Decimal | Type::Timespan | Type::Datetime)) => kind,
        _ => Type::Real,
    }
}

/// The sum so far.
#[derive(Debug)]
struct Average(Total);

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Average(Total::new(kind_of(arguments, 0))))
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, accumulator(arguments))
}

impl Accumulator for Average {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(value) = arguments.first() {
            self.0.add(value);
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![self.0.mean()]
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}
