//! `partition`: a query for each value of a column.
//!
//! A query in parentheses is bound once: every operator in it keeps the values apart. A query that has a source of its own, or that names the rows of
//! one value, is bound for each value: the values are computed for it, and there may be no more of them than the service takes.
//! Source: <https://learn.microsoft.com/kusto/query/partition-operator>

use kql::diagnostic::Code;
use kql::operators::{Partition, PartitionQuery};
use kql::tree::{Operator, Pipeline};

use super::{as_operator, summarize};
use crate::bind::{Binder, Definition, Entity, Flow, Result, is_visible};
use crate::plan::Plan;
use crate::scalar::{self, operator};
use crate::{Column, Expression, Type, Value};

/// As many values as the service takes where the query is run for each.
const MOST_VALUES: usize = 64;

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Partition) -> Result<Plan> {
    if let Some(scope) = &tree.scope {
        return binder.error(Code::NotHere, scope.span(), "leave `in (…)` away, and put a `where` before `partition`");
    }
    match &tree.query {
        PartitionQuery::Rows(query) if !tells_values_apart(query) => bound_once(binder, input, tree, query),
        _ if binder.partition.is_some() => binder.error(
            Code::NotHere,
            tree.span,
            "a query for each value cannot be run here, where values are kept apart already: leave `as`, `union` and braces away",
        ),
        _ => for_each_value(binder, input, tree),
    }
}

/// Whether a query would see the rows of all values through an operator that does not keep them apart.
fn tells_values_apart(query: &Pipeline) -> bool {
    query.operators.iter().any(|operator| {
        matches!(
            operator,
            Operator::As(_) | Operator::Facet(_) | Operator::Find(_) | Operator::Fork(_) | Operator::Union(_)
        )
    })
}

/// Binds the query once, over rows that name the value that they are of.
fn bound_once(binder: &mut Binder<'_>, input: Plan, tree: &Partition, query: &Pipeline) -> Result<Plan> {
    let (mut key, _) = binder.over(&input, |binder| binder.scalar(&tree.by))?;
    let outer = binder.partition.and_then(|id| input.columns.iter().find(|column| column.id == id)).cloned();
    if let Some(outer) = &outer {
        // Inside another partition a value is told apart together with that of the other.
        let Some(pack_array) = scalar::by_name("pack_array") else {
            return binder.error(Code::NotYet, tree.span, "`pack_array` is not done yet");
        };
        key = binder.call_scalar(pack_array, vec![Expression::column(outer), key], tree.span)?;
    }
    let hidden = binder.column(String::new(), key.kind);
    let hidden = Column { name: format!("$partition{}", hidden.id.0), ..hidden };
    let mut outputs = same_columns(&input.columns);
    outputs.push((hidden.clone(), key));
    let marked = input.projected(outputs);
    let around = binder.partition.replace(hidden.id);
    let flow = binder.pipeline(query, Some(Flow::Table(marked)));
    binder.partition = around;
    let Entity::Flow(Flow::Table(result)) = flow? else {
        return binder.error(Code::TableExpected, query.span, "the query of `partition` gives rows");
    };
    let mut outputs: Vec<(Column, Expression)> = result
        .columns
        .iter()
        .filter(|column| column.id != hidden.id && is_visible(column))
        .map(|column| (column.clone(), Expression::column(column)))
        .collect();
    if let Some(outer) = outer {
        // The value of the partition around goes on under the id that the operators around know.
        let first = Expression::literal(Value::Long(0), Type::Long);
        let value =
            binder.call_scalar(&scalar::access::ELEMENT, vec![Expression::column(&hidden), first], tree.span)?;
        outputs.push((outer.clone(), value.converted(outer.kind)));
    }
    Ok(result.projected(outputs))
}

/// Binds the query for each value: over the rows of that value, or in braces with the key as a constant.
fn for_each_value(binder: &mut Binder<'_>, input: Plan, tree: &Partition) -> Result<Plan> {
    let input = as_operator::shared(binder, input);
    let (key, _) = binder.over(&input, |binder| binder.scalar(&tree.by))?;
    let kind = key.kind;
    let all = binder.column("value", kind);
    let all = summarize::aggregate(binder, input.clone(), vec![(all, key.clone())], Vec::new());
    let rows = match binder.catalog.compute(&all) {
        Ok(rows) => rows.rows,
        Err(error) => return binder.error(Code::InvalidArgument, tree.span, error.0),
    };
    let mut values: Vec<Value<'static>> = rows.into_iter().filter_map(|row| row.into_iter().next()).collect();
    if values.len() > MOST_VALUES {
        let message = format!(
            "`partition` runs this query for each of {} values, and for no more than {MOST_VALUES}: a query in parentheses that names no rows runs for any number",
            values.len()
        );
        return binder.error(Code::InvalidArgument, tree.span, message);
    }
    values.sort_by_cached_key(crate::convert::text);
    let empty = values.is_empty();
    if empty {
        // No value, no rows; the columns are those of any.
        values.push(Value::null(kind));
    }
    let mut results = Vec::new();
    for value in values {
        let constant = Expression::literal(value, kind);
        let result = of_value(binder, &input, tree, &key, constant)?;
        results.push((
            format!("union_arg{}", results.len()),
            if empty { super::take::first(binder, result, 0) } else { result },
        ));
    }
    Ok(binder.union_of(results, false))
}

fn of_value(
    binder: &mut Binder<'_>,
    input: &Plan,
    tree: &Partition,
    key: &Expression,
    value: Expression,
) -> Result<Plan> {
    let scope = binder.scope.clone();
    let flow = match &tree.query {
        PartitionQuery::Rows(query) => {
            let Some(same) = scalar::by_name("isnull") else {
                return binder.error(Code::NotYet, tree.span, "`isnull` is not done yet");
            };
            let is_null = value.as_literal().is_some_and(Value::is_null) && value.kind != Type::String;
            let predicate = if is_null {
                binder.call_scalar(same, vec![key.clone()], tree.span)?
            } else {
                binder.call_scalar(&operator::comparison::EQUAL, vec![key.clone(), value], tree.span)?
            };
            let rows = super::where_operator::filter(binder, input.clone(), predicate);
            let rows = binder.renumbered(&rows);
            binder.pipeline(query, Some(Flow::Table(rows)))
        }
        PartitionQuery::Whole(whole) => {
            if let Some(name) = crate::bind::result_name(&tree.by) {
                binder.scope = binder.scope.with(name, Definition::Scalar(value));
            }
            binder.isolated(|binder| binder.entity(&whole.query))
        }
    };
    binder.scope = scope;
    match flow? {
        Entity::Flow(Flow::Table(result)) => Ok(result),
        _ => binder.error(Code::TableExpected, tree.span, "the query of `partition` gives rows"),
    }
}

fn same_columns(columns: &[Column]) -> Vec<(Column, Expression)> {
    columns.iter().map(|column| (column.clone(), Expression::column(column))).collect()
}
