//! `arg_max()` and `arg_min()`: the row in which a value is greatest or least.

use super::extreme::beats;
use super::key::size;
use super::{Accumulator, AggregateArgument, Output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the row in which `value` is greatest: that value, and the values of `returned` in the same row.
    ///
    /// - `value`: what is maximised. Rows where it is null count only when it is null in all rows; then the first row is taken.
    /// - `returned`: what else is told of the row. A star stands for all columns that are not grouped by.
    ///
    /// Among rows with the same greatest value it is the first; a NaN is greater than any other real.
    /// The columns are named as the arguments are.
    /// Source: <https://learn.microsoft.com/kusto/query/arg-max-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, y: string)[1, "a", 3, "b", 2, "c"] | summarize arg_max(x, y)   // 3, b
    /// ```
    pub ARG_MAX = arg_max(value: any, [returned: any...]) => outputs_max, accumulator_max;
}

kql_aggregate! {
    /// Returns the row in which `value` is least: that value, and the values of `returned` in the same row.
    ///
    /// All else is as with `arg_max()`.
    /// Source: <https://learn.microsoft.com/kusto/query/arg-min-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, y: string)[1, "a", 3, "b", 2, "c"] | summarize arg_min(x, y)   // 1, a
    /// ```
    pub ARG_MIN = arg_min(value: any, [returned: any...]) => outputs_min, accumulator_min;
}

kql_aggregate! {
    /// Returns what `arg_max()` does, under older names: `max_x`, then `max_x_y` for a returned `y`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/arg-max-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, y: string)[1, "a", 3, "b"] | summarize argmax(x, y)   // 3, b
    /// ```
    pub ARGMAX = argmax(value: any, [returned: any...]) => outputs_old_max, accumulator_max;
}

kql_aggregate! {
    /// Returns what `arg_min()` does, under older names: `min_x`, then `min_x_y` for a returned `y`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/arg-min-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long, y: string)[1, "a", 3, "b"] | summarize argmin(x, y)   // 1, a
    /// ```
    pub ARGMIN = argmin(value: any, [returned: any...]) => outputs_old_min, accumulator_min;
}

fn outputs_max(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(outputs("max", arguments))
}

fn outputs_min(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(outputs("min", arguments))
}

fn outputs_old_max(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(outputs_old("max", arguments))
}

fn outputs_old_min(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(outputs_old("min", arguments))
}

fn outputs(prefix: &str, arguments: &[AggregateArgument]) -> Vec<Output> {
    let extremised = arguments.first().and_then(|argument| argument.name.as_deref()).unwrap_or_default();
    let name = |(index, argument): (usize, &AggregateArgument)| Output {
        name: match &argument.name {
            Some(name) => name.clone(),
            None if index == 0 => format!("{prefix}_"),
            None => format!("{prefix}_{extremised}_arg{index}"),
        },
        kind: argument.argument.kind,
    };
    arguments.iter().enumerate().map(name).collect()
}

fn outputs_old(prefix: &str, arguments: &[AggregateArgument]) -> Vec<Output> {
    let extremised = arguments.first().and_then(|argument| argument.name.as_deref()).unwrap_or_default();
    let name = |(index, argument): (usize, &AggregateArgument)| Output {
        name: match (index, &argument.name) {
            (0, _) => format!("{prefix}_{extremised}"),
            (_, Some(name)) => format!("{prefix}_{extremised}_{name}"),
            (_, None) => format!("{prefix}_{extremised}_arg{index}"),
        },
        kind: argument.argument.kind,
    };
    arguments.iter().enumerate().map(name).collect()
}

/// The best row so far.
#[derive(Debug)]
struct ArgExtreme {
    greatest: bool,
    kinds: Vec<Type>,
    row: Option<Vec<Value<'static>>>,
}

fn accumulator_max(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(ArgExtreme { greatest: true, kinds: arguments.iter().map(|argument| argument.kind).collect(), row: None })
}

fn accumulator_min(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(ArgExtreme { greatest: false, kinds: arguments.iter().map(|argument| argument.kind).collect(), row: None })
}

impl Accumulator for ArgExtreme {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(value) = arguments.first() else { return };
        let best = self.row.as_ref().and_then(|row| row.first());
        let better = match best {
            None => true,
            Some(Value::Null) => !value.is_null(),
            Some(best) => !value.is_null() && beats(value, best, self.greatest),
        };
        if better {
            self.row = Some(arguments.iter().map(|value| value.clone().into_owned()).collect());
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        self.row.take().unwrap_or_else(|| self.kinds.iter().map(|kind| Value::null(*kind)).collect())
    }

    fn size(&self) -> usize {
        let values = self.row.iter().flatten().map(|value| size_of::<Value<'_>>() + size(value)).sum::<usize>();
        size_of::<Self>() + self.kinds.len() + values
    }
}
