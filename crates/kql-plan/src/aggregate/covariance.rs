//! `covariance()`, `covariancep()` and their conditional forms.

use super::conditional::conditional;
use super::deviation::{divisor, measure, rounded};
use super::{Accumulator, AggregateArgument, Output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the covariance of two columns, taken as a sample, a real.
    ///
    /// Rows in which one of them is null are left out; of no row and of one it is 0. It is rounded to ten decimals.
    /// Source: <https://learn.microsoft.com/kusto/query/covariance-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: real, y: real)[1, 2, 3, 6] | summarize covariance(x, y)   // 4.0
    /// ```
    pub COVARIANCE = covariance(first: real, second: real) => outputs, sample;
}

kql_aggregate! {
    /// Returns the covariance of a sample, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/covarianceif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: real, y: real)[1, 2, 3, 6, 9, 0] | summarize covarianceif(x, y, x < 9)   // 4.0
    /// ```
    pub COVARIANCEIF = covarianceif(first: real, second: real, predicate: bool) => outputs_if, sample_if;
}

kql_aggregate! {
    /// Returns the covariance of two columns, taken as the whole population, a real.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/covariancep-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: real, y: real)[1, 2, 3, 6] | summarize covariancep(x, y)   // 2.0
    /// ```
    pub COVARIANCEP = covariancep(first: real, second: real) => outputs_p, population;
}

kql_aggregate! {
    /// Returns the covariance of a population, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/covariancepif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: real, y: real)[1, 2, 3, 6, 9, 0] | summarize covariancepif(x, y, x < 9)   // 2.0
    /// ```
    pub COVARIANCEPIF = covariancepif(first: real, second: real, predicate: bool) => outputs_pif, population_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(named("covariance", arguments))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(named("covarianceif", arguments))
}

fn outputs_p(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(named("covariancep", arguments))
}

fn outputs_pif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(named("covariancepif", arguments))
}

fn named(prefix: &str, arguments: &[AggregateArgument]) -> Vec<Output> {
    let name = |index: usize| {
        arguments.get(index).and_then(|argument| argument.name.as_deref()).unwrap_or_default().to_owned()
    };
    vec![Output { name: format!("{prefix}_{}_{}", name(0), name(1)), kind: Type::Real }]
}

/// The means and the products of distances so far.
#[derive(Debug)]
struct Covariance {
    population: bool,
    count: f64,
    means: (f64, f64),
    products: f64,
}

fn covariance(population: bool) -> Box<dyn Accumulator> {
    Box::new(Covariance { population, count: 0.0, means: (0.0, 0.0), products: 0.0 })
}

fn sample(_: &[Argument]) -> Box<dyn Accumulator> {
    covariance(false)
}

fn sample_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(2, covariance(false))
}

fn population(_: &[Argument]) -> Box<dyn Accumulator> {
    covariance(true)
}

fn population_if(_: &[Argument]) -> Box<dyn Accumulator> {
    conditional(2, covariance(true))
}

impl Accumulator for Covariance {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let [first, second, ..] = arguments else { return };
        let (Some(first), Some(second)) = (measure(first), measure(second)) else { return };
        self.count += 1.0;
        let distance = first - self.means.0;
        self.means.0 += distance / self.count;
        self.means.1 += (second - self.means.1) / self.count;
        self.products += distance * (second - self.means.1);
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        let divisor = divisor(self.count, self.population);
        vec![Value::Real(if divisor > 0.0 { rounded(self.products / divisor) } else { 0.0 })]
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}
