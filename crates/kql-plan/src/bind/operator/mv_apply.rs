//! `mv-apply`: a query over the elements of each row.
//!
//! The sub-query is not run row by row: each row is numbered, the elements of all rows are expanded at once, and every operator of the sub-query
//! keeps the numbers apart. What it gives is joined to the rows by their number.
//! Source: <https://learn.microsoft.com/kusto/query/mv-apply-operator>

use kql::diagnostic::Code;
use kql::operators::MvApply;
use kql::tree::{Parameter, ParameterName};

use crate::bind::{Binder, Entity, Flow, Result};
use crate::plan::{JoinKind, Node, Plan, WindowCall, WindowFunction};
use crate::{Column, Expression, Type};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &MvApply) -> Result<Plan> {
    let limit = match &tree.limit {
        Some(limit) => Some(binder.isolated(|binder| binder.count(limit, "the limit"))?),
        None => None,
    };
    let index =
        Parameter::find(&tree.parameters, ParameterName::WithItemIndex).and_then(Parameter::word).map(str::to_owned);
    let (ordered, open) = (input.ordered, input.open);
    let numbered = numbered(binder, input);
    let Some(number) = numbered.columns.last().cloned() else {
        return binder.error(Code::WrongArguments, tree.span, "`mv-apply` needs rows");
    };
    let before_ids: Vec<crate::ColumnId> = numbered.columns.iter().map(|column| column.id).collect();
    // The numbered rows are used twice: once expanded, once to join with.
    let shared = super::as_operator::shared(binder, numbered);
    let left = binder.renumbered(&shared);
    let right = binder.renumbered(&shared);
    let left_columns = left.columns.clone();
    let place = |plan: &Plan| plan.columns.iter().find(|column| column.name == number.name).cloned();
    let (Some(left_number), Some(right_number)) = (place(&left), place(&right)) else {
        return binder.error(Code::WrongArguments, tree.span, "`mv-apply` needs rows");
    };
    let expanded = super::mv_expand::expand(binder, right, &tree.columns, index, false, limit, false)?;
    let before: Vec<String> = left.columns.iter().map(|column| column.name.clone()).collect();
    let outer = binder.partition.replace(right_number.id);
    let flow = binder.pipeline(&tree.query, Some(Flow::Table(expanded.clone())));
    binder.partition = outer;
    let Entity::Flow(Flow::Table(result)) = flow? else {
        return binder.error(Code::TableExpected, tree.query.span, "the query of `mv-apply` gives rows");
    };
    let replaced: Vec<String> = expanded
        .columns
        .iter()
        .filter(|column| {
            !before.contains(&column.name) || column.kind != Type::Dynamic || was_expanded(&expanded, column)
        })
        .map(|column| column.name.clone())
        .collect();
    // Columns of the rows themselves come from the left; what the query computed comes from the right.
    let passed = |column: &Column| {
        expanded.columns.iter().any(|known| known.id == column.id) && !was_expanded(&expanded, column)
    };
    let mut taken: Vec<Column> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for column in left.columns.iter().filter(|column| column.id != left_number.id) {
        let again = result.columns.iter().find(|other| other.name == column.name && !passed(other));
        match again {
            Some(other) => {
                columns.push(other.clone());
                taken.push(other.clone());
            }
            None if replaced.contains(&column.name) && was_named(&expanded, &column.name) => {}
            None => columns.push(column.clone()),
        }
    }
    for column in &result.columns {
        let own = column.id != right_number.id && !passed(column) && !taken.contains(column);
        if own && !columns.iter().any(|known| known.name == column.name) {
            columns.push(column.clone());
        }
    }
    let Some(number) = result.columns.iter().find(|column| column.id == right_number.id).cloned() else {
        return binder.error(Code::NotYet, tree.query.span, "an operator of this query cannot yet stand in `mv-apply`");
    };
    let on = vec![(Expression::column(&left_number), Expression::column(&number))];
    let mut all = left.columns.clone();
    all.extend(result.columns.iter().cloned());
    let join = Plan::new(Node::Join { left: Box::new(left), right: Box::new(result), kind: JoinKind::Inner, on }, all);
    let mut outputs: Vec<(Column, Expression)> =
        columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
    // The partition that the rows themselves are in goes on under the id that the operators around know.
    if let Some(outer) = outer
        && let Some(place) = before_ids.iter().position(|id| *id == outer)
        && let Some(own) = left_columns.get(place)
    {
        outputs.retain(|(column, _)| column.id != own.id);
        outputs.push((Column { id: outer, ..own.clone() }, Expression::column(own)));
    }
    Ok(Plan { ordered, open, ..join.projected(outputs) })
}

/// Whether a column is one that was expanded.
fn was_expanded(expanded: &Plan, column: &Column) -> bool {
    match &expanded.node {
        Node::Expand { items, index, .. } => {
            items.iter().any(|item| item.output.id == column.id) || *index == Some(column.id)
        }
        _ => false,
    }
}

/// Whether a column of this name was expanded.
fn was_named(expanded: &Plan, name: &str) -> bool {
    match &expanded.node {
        Node::Expand { items, .. } => items.iter().any(|item| item.output.name == name),
        _ => false,
    }
}

/// The rows with a hidden number each, in the last column.
fn numbered(binder: &mut Binder<'_>, input: Plan) -> Plan {
    let number = binder.column(String::new(), Type::Long);
    let number = Column { name: format!("$row{}", number.id.0), ..number };
    let mut columns = input.columns.clone();
    columns.push(number.clone());
    let (ordered, open) = (input.ordered, input.open);
    let calls = vec![WindowCall { function: WindowFunction::RowNumber { start: 1, restart: None }, output: number }];
    Plan { node: Node::Window { input: Box::new(input), partition: Vec::new(), calls }, columns, ordered, open }
}
