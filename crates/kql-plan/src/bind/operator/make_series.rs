//! `make-series`: aggregates along an axis, as arrays.
//!
//! The rows on the axis are grouped by keys and the axis' grid as `summarize` does; what is left makes the arrays.
//! Source: <https://learn.microsoft.com/kusto/query/make-series-operator>

use kql::diagnostic::Code;
use kql::operators::{MakeSeries, SeriesRange};
use kql::tree::{BinaryOperator, Expression as Syntax};

use super::project::{Naming, named, unique};
use super::{summarize, whole};
use crate::bind::{Binder, Result};
use crate::operator::{Axis, MakeSeries as Run};
use crate::plan::{Node, Plan};
use crate::scalar::{self, operator};
use crate::{Column, ColumnId, Expression, Type, Value};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &MakeSeries) -> Result<Plan> {
    let mut keys: Vec<(Column, Expression)> = Vec::new();
    for by in &tree.by {
        let (bound, _) = binder.over(&input, |binder| named(binder, by, Naming::Numbered))?;
        for output in bound {
            summarize::check_key(binder, &input, &output, by)?;
            let column = output.column(binder, &keys)?;
            keys.push((column, output.expression));
        }
    }
    let (on, _) = binder.over(&input, |binder| named(binder, &tree.on, Naming::Numbered))?;
    let Some(on) = on.into_iter().next() else {
        return binder.error(Code::WrongArguments, tree.on.span, "`make-series` needs an axis");
    };
    let (axis, value) = bind_axis(binder, &tree.range, &tree.on.expression, on.expression.clone())?;
    let input = on_axis(binder, input, &axis, &value, tree)?;
    let binned = bin(binder, &axis, value, tree)?;
    let place = binder.column("$axis", axis.kind);
    let by: Vec<(Column, Expression)> = keys.iter().cloned().chain([(place.clone(), binned)]).collect();
    let grouped: Vec<ColumnId> = keys.iter().filter_map(|(_, key)| key.as_column()).collect();
    let (mut calls, mut outputs) = (Vec::new(), Vec::new());
    let mut defaults = Vec::new();
    for written in &tree.aggregations {
        let before = outputs.len();
        summarize::bind_aggregate(binder, &input, &written.aggregate, &grouped, &by, &mut calls, &mut outputs)?;
        let default = match &written.default {
            Some(default) => binder.isolated(|binder| binder.constant(default, "a default"))?.0,
            None => Value::Long(0),
        };
        for output in outputs.iter().skip(before) {
            let kind = output.expression.kind;
            if !kind.is_number() && !matches!(kind, Type::Timespan | Type::Datetime | Type::Bool | Type::Dynamic) {
                let message = format!("a series is of numbers, not of {kind}s");
                return binder.error(Code::WrongType, written.span, message);
            }
            defaults.push(match kind {
                Type::Dynamic => default.clone(),
                kind => crate::convert::convert(&default, kind).into_owned(),
            });
        }
    }
    let aggregated = summarize::aggregate(binder, input, by, calls);
    let count = keys.len();
    let mut columns: Vec<(Column, Expression)> =
        keys.into_iter().map(|(column, _)| (column.clone(), Expression::column(&column))).collect();
    columns.push((place.clone(), Expression::column(&place)));
    for output in outputs {
        let column = output.column(binder, &columns)?;
        columns.push((column, output.expression));
    }
    let mut result: Vec<Column> = columns.iter().map(|(column, _)| column.clone()).collect();
    columns.extend(summarize::partition_column(binder, &aggregated));
    let grouped = aggregated.projected(columns);
    // The arrays are columns of their own, and the axis comes last.
    result.retain(|column| column.id != place.id);
    for column in result.iter_mut().skip(count) {
        *column = binder.column(std::mem::take(&mut column.name), Type::Dynamic);
    }
    let name = if on.name.is_empty() { "Column1".to_owned() } else { on.name };
    let name = unique(&name, |name| result.iter().any(|column| column.name == name));
    result.push(binder.column(name, Type::Dynamic));
    Ok(whole::plan(binder, vec![grouped], result, Run::new(count, axis, defaults, tree.non_empty())))
}

/// The axis, and the value of a row on it, both of one type.
fn bind_axis(
    binder: &mut Binder<'_>,
    range: &SeriesRange,
    written: &Syntax,
    value: Expression,
) -> Result<(Axis, Expression)> {
    let (from, to, step, inclusive) = match range {
        SeriesRange::FromToStep(range) => (range.from.as_ref(), range.to.as_ref(), Some(&range.step), false),
        SeriesRange::InRange(range) => (range.bounds.first(), range.bounds.get(1), range.bounds.get(2), true),
    };
    let mut bound = |expression: Option<&Syntax>, what: &str| match expression {
        Some(expression) => binder.isolated(|binder| binder.constant(expression, what)).map(Some),
        None => Ok(None),
    };
    let from = bound(from, "the start of the axis")?;
    let to = bound(to, "the end of the axis")?;
    let Some((step, given_step)) = bound(step, "the step of the axis")? else {
        return binder.error(Code::WrongArguments, range.span(), "`make-series` needs a step");
    };
    let ends: Vec<Type> = from.iter().chain(&to).map(|(_, kind)| *kind).collect();
    let first = if value.kind == Type::Dynamic { ends.first().copied().unwrap_or(given_step) } else { value.kind };
    let kind = match first {
        Type::Datetime | Type::Timespan => first,
        _ if first.is_number() => {
            ends.iter().chain([&given_step]).fold(first, |kind, other| kind.wider_number(*other).unwrap_or(kind))
        }
        _ => {
            let message = format!("an axis is of datetimes, timespans or numbers, not of {first}s");
            return binder.error(Code::WrongType, written.span(), message);
        }
    };
    let step_kind = if kind == Type::Datetime { Type::Timespan } else { kind };
    // A bare number beside datetimes counts days, as it does in `bin`.
    let converted = |(value, given): (Value<'static>, Type), kind: Type| match value.as_real() {
        Some(days) if given.is_number() && kind == Type::Timespan => {
            Value::Timespan((days * crate::value::TICKS_PER_DAY as f64) as i64)
        }
        _ => crate::convert::convert(&value, kind).into_owned(),
    };
    let step = converted((step, given_step), step_kind);
    if step.is_null() {
        let message = format!("the step of the axis is null, or no {step_kind}");
        return binder.error(Code::InvalidArgument, range.span(), message);
    }
    // An end that is null, as one computed of no rows is, counts as not given.
    let end = |bound| Some(converted(bound, kind)).filter(|value| !value.is_null());
    let (from, to) = (from.and_then(end), to.and_then(end));
    Ok((Axis { kind, from, to, step, inclusive }, value.converted(kind)))
}

/// The rows that are on the axis.
fn on_axis(binder: &mut Binder<'_>, input: Plan, axis: &Axis, value: &Expression, tree: &MakeSeries) -> Result<Plan> {
    let last = if axis.inclusive { BinaryOperator::LessOrEqual } else { BinaryOperator::Less };
    let mut input = input;
    for (bound, comparison) in [(&axis.from, BinaryOperator::GreaterOrEqual), (&axis.to, last)] {
        let Some(bound) = bound else { continue };
        let bound = Expression::literal(bound.clone(), axis.kind);
        let predicate = binder.call_scalar(operator::binary(comparison), vec![value.clone(), bound], tree.on.span)?;
        let (columns, open) = (input.columns.clone(), input.open);
        input = Plan { open, ..Plan::new(Node::Filter { input: Box::new(input), predicate }, columns) };
    }
    Ok(input)
}

/// The value on the axis' grid: counted from its start, or from zero when it has none or the form is `in range(…)`.
fn bin(binder: &mut Binder<'_>, axis: &Axis, value: Expression, tree: &MakeSeries) -> Result<Expression> {
    let step_kind = if axis.kind == Type::Datetime { Type::Timespan } else { axis.kind };
    let step = Expression::literal(axis.step.clone(), step_kind);
    let from = axis.from.as_ref().filter(|_| !axis.inclusive);
    let name = if from.is_some() { "bin_at" } else { "bin" };
    let Some(function) = scalar::by_name(name) else {
        return binder.error(Code::NotYet, tree.span, format!("`{name}` is not done yet"));
    };
    let mut arguments = vec![value, step];
    arguments.extend(from.map(|from| Expression::literal(from.clone(), axis.kind)));
    Ok(binder.call_scalar(function, arguments, tree.on.span)?.converted(axis.kind))
}
