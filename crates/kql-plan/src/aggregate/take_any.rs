//! `take_any()`, `take_anyif()` and their older names `any()`, `anyif()`: some row of the group.

use super::conditional::conditional;
use super::key::{is_blank, size};
use super::{Accumulator, AggregateArgument, Output, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the values of some row of the group.
    ///
    /// - `value`: what is told of the row. A star stands for all columns that are not grouped by.
    ///
    /// It is the first row; with a single `value`, the first in which that is neither null nor empty, if there is one.
    /// The columns are named as the arguments are.
    /// Source: <https://learn.microsoft.com/kusto/query/take-any-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[long(null), 7, 7] | summarize take_any(x)   // 7
    /// ```
    pub TAKE_ANY = take_any(value: any...) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns the value of some row for which `predicate` is true: one that is neither null nor empty, if there is one; else the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/take-anyif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 7] | summarize take_anyif(x, x > 1)   // 7
    /// ```
    pub TAKE_ANYIF = take_anyif(value: any, predicate: bool) => outputs_if, accumulator_if;
}

kql_aggregate! {
    /// Returns what `take_any()` does; a single `x` makes the column `any_x`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/take-any-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[long(null), 7, 7] | summarize any(x)   // 7
    /// ```
    pub ANY = any(value: any...) => outputs_old, accumulator;
}

kql_aggregate! {
    /// Returns what `take_anyif()` does, as the column `anyif_x`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/take-anyif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 7] | summarize anyif(x, x > 1)   // 7
    /// ```
    pub ANYIF = anyif(value: any, predicate: bool) => outputs_old_if, accumulator_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(named("any_", arguments))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(named("", arguments.get(..1).unwrap_or_default()))
}

fn outputs_old(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(match arguments {
        [only] => one_output("any", arguments, only.argument.kind),
        _ => named("", arguments),
    })
}

fn outputs_old_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("anyif", arguments, arguments.first().map_or(Type::Dynamic, |argument| argument.argument.kind)))
}

fn named(prefix: &str, arguments: &[AggregateArgument]) -> Vec<Output> {
    let name = |(index, argument): (usize, &AggregateArgument)| Output {
        name: argument.name.clone().unwrap_or_else(|| format!("{prefix}arg{index}")),
        kind: argument.argument.kind,
    };
    arguments.iter().enumerate().map(name).collect()
}

/// The row so far.
#[derive(Debug)]
struct TakeAny {
    kinds: Vec<Type>,
    row: Option<Vec<Value<'static>>>,
}

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(TakeAny { kinds: arguments.iter().map(|argument| argument.kind).collect(), row: None })
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, accumulator(arguments.get(..1).unwrap_or_default()))
}

impl Accumulator for TakeAny {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let better = match self.row.as_deref() {
            None => true,
            Some([only]) if is_blank(only) => arguments.first().is_some_and(|value| !is_blank(value)),
            Some(_) => false,
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
