//! `variance()`, `stdev()`, of a sample or of a whole population, and their conditional forms.

use super::conditional::conditional;
use super::{Accumulator, AggregateArgument, Output, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the variance of the values, taken as a sample: the squared distances from the mean over their number less one. A real.
    ///
    /// Nulls are left out; of no value and of one it is 0. It is rounded to ten decimals, as the engine does.
    /// Source: <https://learn.microsoft.com/kusto/query/variance-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3] | summarize variance(x)   // 2.0
    /// ```
    pub VARIANCE = variance(value: real|decimal|timespan) => outputs_variance, sample_variance;
}

kql_aggregate! {
    /// Returns the variance of a sample, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/varianceif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3, 100] | summarize varianceif(x, x < 10)   // 2.0
    /// ```
    pub VARIANCEIF = varianceif(value: real|decimal|timespan, predicate: bool) => outputs_varianceif, sample_variance_if;
}

kql_aggregate! {
    /// Returns the variance of the values, taken as the whole population: the squared distances from the mean over their number.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/variancep-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3] | summarize variancep(x)   // 1.0
    /// ```
    pub VARIANCEP = variancep(value: real|decimal|timespan) => outputs_variancep, population_variance;
}

kql_aggregate! {
    /// Returns the variance of a population, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/variancepif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3, 100] | summarize variancepif(x, x < 10)   // 1.0
    /// ```
    pub VARIANCEPIF = variancepif(value: real|decimal|timespan, predicate: bool) => outputs_variancepif, population_variance_if;
}

kql_aggregate! {
    /// Returns the standard deviation of the values, taken as a sample: the root of `variance()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/stdev-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3, 5] | summarize stdev(x)   // 2.0
    /// ```
    pub STDEV = stdev(value: real|decimal|timespan) => outputs_stdev, sample_deviation;
}

kql_aggregate! {
    /// Returns the standard deviation of a sample, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/stdevif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3, 5, 100] | summarize stdevif(x, x < 10)   // 2.0
    /// ```
    pub STDEVIF = stdevif(value: real|decimal|timespan, predicate: bool) => outputs_stdevif, sample_deviation_if;
}

kql_aggregate! {
    /// Returns the standard deviation of the values, taken as the whole population: the root of `variancep()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/stdevp-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3] | summarize stdevp(x)   // 1.0
    /// ```
    pub STDEVP = stdevp(value: real|decimal|timespan) => outputs_stdevp, population_deviation;
}

kql_aggregate! {
    /// Returns the standard deviation of a population, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/stdevp-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 3, 100] | summarize stdevpif(x, x < 10)   // 1.0
    /// ```
    pub STDEVPIF = stdevpif(value: real|decimal|timespan, predicate: bool) => outputs_stdevpif, population_deviation_if;
}

fn outputs_variance(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("variance", arguments, Type::Real))
}

fn outputs_varianceif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("varianceif", arguments, Type::Real))
}

fn outputs_variancep(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("variancep", arguments, Type::Real))
}

fn outputs_variancepif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("variancepif", arguments, Type::Real))
}

fn outputs_stdev(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("stdev", arguments, Type::Real))
}

fn outputs_stdevif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("stdevif", arguments, Type::Real))
}

fn outputs_stdevp(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("stdevp", arguments, Type::Real))
}

fn outputs_stdevpif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("stdevpif", arguments, Type::Real))
}

/// The mean and the squared distances so far, by Welford's method.
#[derive(Debug)]
struct Deviation {
    population: bool,
    root: bool,
    count: f64,
    mean: f64,
    squares: f64,
}

fn deviation(population: bool, root: bool) -> Box<dyn Accumulator> {
    Box::new(Deviation { population, root, count: 0.0, mean: 0.0, squares: 0.0 })
}

fn sample_variance(_: &[Argument]) -> Box<dyn Accumulator> {
    deviation(false, false)
}

fn sample_variance_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, deviation(false, false))
}

fn population_variance(_: &[Argument]) -> Box<dyn Accumulator> {
    deviation(true, false)
}

fn population_variance_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, deviation(true, false))
}

fn sample_deviation(_: &[Argument]) -> Box<dyn Accumulator> {
    deviation(false, true)
}

fn sample_deviation_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, deviation(false, true))
}

fn population_deviation(_: &[Argument]) -> Box<dyn Accumulator> {
    deviation(true, true)
}

fn population_deviation_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, deviation(true, true))
}

/// A number, or the ticks of a timespan, as a real; `None` for the null.
pub(super) fn measure(value: &Value<'_>) -> Option<f64> {
    value.as_real().or_else(|| value.as_ticks().map(|ticks| ticks as f64))
}

/// Rounded to ten decimals, where a real has so many.
pub(super) fn rounded(value: f64) -> f64 {
    const SCALE: f64 = 1e10;
    if value.abs() < 1e5 { (value * SCALE).round() / SCALE } else { value }
}

/// What is divided by: the count of a population, one less of a sample.
pub(super) fn divisor(count: f64, population: bool) -> f64 {
    if population { count } else { count - 1.0 }
}

impl Accumulator for Deviation {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(value) = arguments.first().and_then(measure) else { return };
        self.count += 1.0;
        let distance = value - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (value - self.mean);
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        let divisor = divisor(self.count, self.population);
        let variance = if divisor > 0.0 { rounded(self.squares / divisor) } else { 0.0 };
        vec![Value::Real(if self.root { variance.sqrt() } else { variance })]
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}
