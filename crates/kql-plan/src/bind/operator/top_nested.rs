//! `top-nested`, `top-hitters`: the most frequent values, and those with the highest aggregates.
//! Source: <https://learn.microsoft.com/kusto/query/top-nested-operator>, <https://learn.microsoft.com/kusto/query/top-hitters-operator>

use kql::diagnostic::Code;
use kql::operators::{Direction, TopHitters, TopNested, TopNestedLevel};

use super::project::{Naming, Output, named, unique};
use super::{summarize, whole};
use crate::bind::{Binder, Frame, Result};
use crate::operator::{Level, TopNested as Run};
use crate::plan::{Node, Plan, SortKey};
use crate::{Column, Expression, Type, aggregate};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &TopNested) -> Result<Plan> {
    let (mut levels, mut columns) = (Vec::new(), Vec::new());
    for written in &tree.levels {
        levels.push(level(binder, &input, written, &mut columns)?);
    }
    let expressions =
        levels.iter().flat_map(|level| level.aggregates.iter().flat_map(|call| &call.arguments).chain([&level.key]));
    let input = whole::needed(binder, input, expressions);
    let seen = whole::seen(binder, &input);
    Ok(Plan { ordered: true, ..whole::plan(binder, vec![input], columns, Run::new(&seen, levels)) })
}

fn level(binder: &mut Binder<'_>, input: &Plan, written: &TopNestedLevel, columns: &mut Vec<Column>) -> Result<Level> {
    let count = match &written.count {
        Some(count) => Some(binder.isolated(|binder| binder.count(count, "the number of values"))?),
        None => None,
    };
    let (of, _) = binder.over(input, |binder| named(binder, &written.of, Naming::Numbered))?;
    let frame = Frame {
        columns: input.columns.clone(),
        open: input.open,
        ordered: input.ordered,
        aggregates: Some(Vec::new()),
        ..Frame::default()
    };
    let (by, frame) = binder.within(frame, |binder| named(binder, &written.by.expression, Naming::Numbered))?;
    let (Some(of), Some(by)) = (of.into_iter().next(), by.into_iter().next()) else {
        return binder.error(Code::WrongArguments, written.span, "`top-nested` needs a value and an aggregate");
    };
    let aggregates = frame.aggregates.unwrap_or_default();
    if aggregates.is_empty() {
        return binder.error(
            Code::AggregateExpected,
            written.by.span,
            "`top-nested` orders by an aggregate, such as `count()`",
        );
    }
    let kind = of.expression.kind;
    let others = match &written.others {
        Some(others) => {
            let (value, given) = binder.isolated(|binder| binder.constant(others, "what others are called"))?;
            if given != kind && !(given.is_number() && kind.is_number()) {
                let message = format!("the others are called by a {given}, but the values are {kind}s");
                return binder.error(Code::WrongType, others.span(), message);
            }
            Some(crate::convert::convert(&value, kind).into_owned())
        }
        None => None,
    };
    add(binder, columns, &of.name, &of, kind)?;
    let key_name = columns.last().map(|column| column.name.as_str()).unwrap_or_default();
    let default_name = format!("aggregated_{key_name}");
    let name = if by.explicit.is_some() { &by.name } else { &default_name };
    add(binder, columns, name, &by, by.expression.kind)?;
    let key = binder.computed(of.expression)?;
    let result = binder.computed(by.expression)?;
    let ascending = written.by.resolved_direction() == Direction::Ascending;
    Ok(Level { count, key, others, aggregates, result, ascending })
}

/// One more column of the result; a name that the query gives must be new.
fn add(binder: &mut Binder<'_>, columns: &mut Vec<Column>, name: &str, output: &Output, kind: Type) -> Result<()> {
    let taken = |name: &str| columns.iter().any(|column| column.name == name);
    let name = match output.explicit {
        Some(span) if taken(name) => {
            return binder.error(Code::DuplicateColumn, span, format!("there is already a column `{name}`"));
        }
        _ => unique(if name.is_empty() { "Column1" } else { name }, taken),
    };
    columns.push(binder.column(name, kind));
    Ok(())
}

pub(super) fn hitters(binder: &mut Binder<'_>, input: Plan, tree: &TopHitters) -> Result<Plan> {
    let count = binder.isolated(|binder| binder.count(&tree.count, "the number of values"))?;
    let (of, _) = binder.over(&input, |binder| named(binder, &tree.of, Naming::Numbered))?;
    let Some(of) = of.into_iter().next() else {
        return binder.error(Code::WrongArguments, tree.span, "`top-hitters` needs a value");
    };
    let (name, arguments) = match &tree.by {
        Some(by) => ("sum", vec![by.expression.clone()]),
        None => ("count", Vec::new()),
    };
    let Some(function) = aggregate::by_name(name) else {
        return binder.error(Code::NotYet, tree.span, format!("`{name}` is not done yet"));
    };
    let (mut call, _) = binder.over(&input, |binder| binder.aggregate_call(function, &arguments, &[], tree.span))?;
    let weighed = match &tree.by {
        Some(by) => crate::bind::result_name(&by.expression.expression).unwrap_or_default(),
        None if of.name.is_empty() => "Column1".to_owned(),
        None => of.name.clone(),
    };
    let Some(output) = call.outputs.first_mut() else {
        return binder.error(Code::WrongArguments, tree.span, "`top-hitters` needs something to count");
    };
    output.name = format!("approximate_{name}_{weighed}");
    let key = SortKey { expression: Expression::column(output), descending: true, nulls_first: false };
    let column = of.column(binder, &[])?;
    let aggregated = summarize::aggregate(binder, input, vec![(column, of.expression)], vec![call]);
    let columns = aggregated.columns.clone();
    let partition = binder.partition.into_iter().collect();
    let node = Node::Limit { input: Box::new(aggregated), partition, keys: vec![key], count };
    Ok(Plan { ordered: true, ..Plan::new(node, columns) })
}
