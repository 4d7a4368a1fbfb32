//! `percentile()`, `percentiles()`, and their weighted and array forms.

use super::{Accumulator, AggregateArgument, Output, kind_of};
use crate::convert::to_json;
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::scalar::sketch::Digest;
use crate::value::Json;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the nearest-rank percentile: the least value that is not exceeded by `percentile` per cent of all. Of no value the null.
    ///
    /// - `value`: numbers, datetimes or timespans; of ints the result is a long, of decimals a real. Nulls are left out.
    /// - `percentile`: a constant from 0 to 100.
    ///
    /// Exact up to 65,536 different values in a group; beyond, neighbours are joined and the rank may be off by a hundredth of a per cent.
    /// Source: <https://learn.microsoft.com/kusto/query/percentiles-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3, 4] | summarize percentile(x, 50)   // 2
    /// ```
    pub PERCENTILE = percentile(value: any, percentile: real) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns a percentile for each of `percentiles`, each in a column of its own; all else as `percentile()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/percentiles-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3, 4] | summarize percentiles(x, 25, 75)   // 1, 3
    /// ```
    pub PERCENTILES = percentiles(value: any, percentiles: real...) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns an array with a percentile for each of `percentiles`, which are constants or one constant array; of no value the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/percentiles-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3, 4] | summarize percentiles_array(x, 25, 75)   // [1,3]
    /// ```
    pub PERCENTILES_ARRAY = percentiles_array(value: any, percentiles: any...) => outputs_array, accumulator_array;
}

kql_aggregate! {
    /// Returns the nearest-rank percentile of values that each count `weight` times; all else as `percentile()`.
    ///
    /// - `weight`: a whole number; a row whose weight is null, zero or negative is left out.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, n: long)[1, 1, 2, 3] | summarize percentilew(x, n, 50)   // 2
    /// ```
    pub PERCENTILEW = percentilew(value: any, weight: long, percentile: real) => outputs_weighted, accumulator_weighted;
}

kql_aggregate! {
    /// Returns a weighted percentile for each of `percentiles`, each in a column of its own; all else as `percentilew()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, n: long)[1, 1, 2, 3] | summarize percentilesw(x, n, 25, 50)   // 1, 2
    /// ```
    pub PERCENTILESW = percentilesw(value: any, weight: long, percentiles: real...) => outputs_weighted, accumulator_weighted;
}

kql_aggregate! {
    /// Returns an array with a weighted percentile for each of `percentiles`, which are constants or one constant array; of no value the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, n: long)[1, 1, 2, 3] | summarize percentilesw_array(x, n, 25, 50)   // [1,2]
    /// ```
    pub PERCENTILESW_ARRAY = percentilesw_array(value: any, weight: long, percentiles: any...) => outputs_weighted_array, accumulator_weighted_array;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    columns(arguments, 1)
}

fn outputs_weighted(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    columns(arguments, 2)
}

fn columns(arguments: &[AggregateArgument], first: usize) -> Result<Vec<Output>, String> {
    let constants: Vec<Argument> = arguments.iter().map(|argument| argument.argument.clone()).collect();
    let kind = result(kind_of(&constants, 0))?;
    let name = name(arguments);
    let column = |percentile: &f64| {
        // A column may not be called `percentile_x_99.9`.
        let percentile: String =
            percentile.to_string().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        Output { name: format!("percentile_{name}_{percentile}"), kind }
    };
    Ok(percentiles(&constants, first)?.iter().map(column).collect())
}

fn outputs_array(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    array(arguments, 1)
}

fn outputs_weighted_array(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    array(arguments, 2)
}

fn array(arguments: &[AggregateArgument], first: usize) -> Result<Vec<Output>, String> {
    let constants: Vec<Argument> = arguments.iter().map(|argument| argument.argument.clone()).collect();
    result(kind_of(&constants, 0))?;
    percentiles(&constants, first)?;
    Ok(vec![Output { name: format!("percentiles_{}", name(arguments)), kind: Type::Dynamic }])
}

fn name(arguments: &[AggregateArgument]) -> &str {
    arguments.first().and_then(|argument| argument.name.as_deref()).unwrap_or_default()
}

/// The type of a percentile of values of a type.
fn result(kind: Type) -> Result<Type, String> {
    match kind {
        Type::Int | Type::Long => Ok(Type::Long),
        Type::Real | Type::Decimal => Ok(Type::Real),
        Type::Datetime | Type::Timespan => Ok(kind),
        Type::Bool | Type::String | Type::Guid | Type::Dynamic => Err(format!(
            "a percentile is taken of numbers, datetimes or timespans, not of {kind}; convert the values first"
        )),
    }
}

/// The percentiles asked for: constants, or the elements of constant arrays.
fn percentiles(arguments: &[Argument], first: usize) -> Result<Vec<f64>, String> {
    let mut out = Vec::new();
    for argument in arguments.iter().skip(first) {
        match argument.constant.as_ref() {
            Some(Value::Dynamic(json)) => match json.as_ref() {
                Json::Array(elements) => out.extend(elements.iter().filter_map(Json::as_f64)),
                other => out.extend(other.as_f64()),
            },
            Some(value) => out.extend(value.as_real()),
            None => return Err("the percentiles must be constants".to_owned()),
        }
    }
    if out.is_empty() || out.iter().any(|percent| !(0.0..=100.0).contains(percent)) {
        return Err("the percentiles must be numbers from 0 to 100".to_owned());
    }
    Ok(out)
}

/// The digest of the values so far.
#[derive(Debug)]
struct Percentiles {
    digest: Digest,
    percents: Vec<f64>,
    weighted: bool,
    as_array: bool,
}

fn state(arguments: &[Argument], weighted: bool, as_array: bool) -> Box<dyn Accumulator> {
    let percents = percentiles(arguments, if weighted { 2 } else { 1 }).unwrap_or_default();
    Box::new(Percentiles { digest: Digest::new(kind_of(arguments, 0)), percents, weighted, as_array })
}

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    state(arguments, false, false)
}

fn accumulator_array(arguments: &[Argument]) -> Box<dyn Accumulator> {
    state(arguments, false, true)
}

fn accumulator_weighted(arguments: &[Argument]) -> Box<dyn Accumulator> {
    state(arguments, true, false)
}

fn accumulator_weighted_array(arguments: &[Argument]) -> Box<dyn Accumulator> {
    state(arguments, true, true)
}

impl Accumulator for Percentiles {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(value) = arguments.first() else { return };
        let weight = if self.weighted {
            arguments.get(1).and_then(Value::as_long).and_then(|weight| u64::try_from(weight).ok()).unwrap_or_default()
        } else {
            1
        };
        self.digest.insert(value, weight);
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        let digest = &mut self.digest;
        let values = self.percents.iter().map(|percent| digest.percentile(*percent).unwrap_or_default());
        if !self.as_array {
            return values.collect();
        }
        let elements: Vec<Json> = values.map(|value| to_json(&value)).collect();
        vec![if self.digest.is_empty() { Value::Null } else { Value::dynamic(Json::Array(elements)) }]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.digest.size()
    }
}
