//! `min()`, `max()` and their conditional forms.

use super::conditional::conditional;
use super::key::size;
use super::{Accumulator, AggregateArgument, Output, kind_of, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the least value that is not null, of the type of `value`; of no value the null.
    ///
    /// A NaN among reals is the result, as it is of `max()`.
    /// Source: <https://learn.microsoft.com/kusto/query/min-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, long(null)] | summarize min(x)   // 1
    /// datatable(x: string)["b", "a"] | summarize min(x)         // a
    /// ```
    pub MIN = min(value: any) => outputs_min, accumulator_min;
}

kql_aggregate! {
    /// Returns the greatest value that is not null, of the type of `value`; of no value the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/max-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, long(null)] | summarize max(x)   // 3
    /// ```
    pub MAX = max(value: any) => outputs_max, accumulator_max;
}

kql_aggregate! {
    /// Returns the least value that is not null, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/minif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, 2] | summarize minif(x, x > 1)   // 2
    /// ```
    pub MINIF = minif(value: any, predicate: bool) => outputs_minif, accumulator_minif;
}

kql_aggregate! {
    /// Returns the greatest value that is not null, of those rows for which `predicate` is true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/maxif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, 2] | summarize maxif(x, x < 3)   // 2
    /// ```
    pub MAXIF = maxif(value: any, predicate: bool) => outputs_maxif, accumulator_maxif;
}

fn outputs_min(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("min", arguments, result(arguments)))
}

fn outputs_max(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("max", arguments, result(arguments)))
}

fn outputs_minif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("minif", arguments, result(arguments)))
}

fn outputs_maxif(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("maxif", arguments, result(arguments)))
}

fn result(arguments: &[AggregateArgument]) -> Type {
    arguments.first().map_or(Type::Dynamic, |argument| argument.argument.kind)
}

/// The best value so far.
#[derive(Debug)]
struct Extreme {
    greatest: bool,
    kind: Type,
    best: Option<Value<'static>>,
}

fn accumulator_min(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Extreme { greatest: false, kind: kind_of(arguments, 0), best: None })
}

fn accumulator_max(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Extreme { greatest: true, kind: kind_of(arguments, 0), best: None })
}

fn accumulator_minif(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, accumulator_min(arguments))
}

fn accumulator_maxif(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, accumulator_max(arguments))
}

/// Whether `value` is better than `best`: greater or less, and NaN better than any other.
pub(super) fn beats(value: &Value<'_>, best: &Value<'_>, greatest: bool) -> bool {
    let is_nan = |value: &Value<'_>| matches!(value, Value::Real(number) if number.is_nan());
    match (is_nan(value), is_nan(best)) {
        (_, true) => false,
        (true, false) => true,
        (false, false) if greatest => value.total_cmp(best).is_gt(),
        (false, false) => value.total_cmp(best).is_lt(),
    }
}

impl Accumulator for Extreme {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(value) = arguments.first().filter(|value| !value.is_null()) else { return };
        if self.best.as_ref().is_none_or(|best| beats(value, best, self.greatest)) {
            self.best = Some(value.clone().into_owned());
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![self.best.take().unwrap_or(Value::null(self.kind))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.best.as_ref().map_or(0, size)
    }
}
