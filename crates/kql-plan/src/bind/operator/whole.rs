//! Operators that see their input whole: how they become a part of the plan.

use std::sync::Arc;

use crate::bind::Binder;
use crate::plan::{Node, Plan};
use crate::rows::RowsOperator;
use crate::{Column, ColumnId, Expression};

/// The columns of an input that such an operator sees: all but the hidden one that names the partition.
pub(super) fn seen(binder: &Binder<'_>, input: &Plan) -> Vec<Column> {
    input.columns.iter().filter(|column| Some(column.id) != binder.partition).cloned().collect()
}

/// The plan of such an operator, which runs once for each partition when there are some. `columns` are those of its rows.
pub(super) fn plan(
    binder: &Binder<'_>,
    inputs: Vec<Plan>,
    columns: Vec<Column>,
    operator: impl RowsOperator + 'static,
) -> Plan {
    let first = inputs.first().map(|input| input.columns.as_slice()).unwrap_or_default();
    let partition = first.iter().find(|column| Some(column.id) == binder.partition).cloned();
    let node =
        Node::Rows { inputs, partition: partition.as_ref().map(|column| column.id), operator: Arc::new(operator) };
    Plan::new(node, partition.into_iter().chain(columns).collect())
}

/// The input with only the columns that some expressions need, and the one that names the partition.
pub(super) fn needed<'e>(
    binder: &Binder<'_>,
    input: Plan,
    expressions: impl IntoIterator<Item = &'e Expression>,
) -> Plan {
    let mut ids: Vec<ColumnId> = binder.partition.into_iter().collect();
    for expression in expressions {
        expression.columns(&mut |id| ids.push(id));
    }
    // A row without any column would be lost.
    if ids.is_empty() {
        ids.extend(input.columns.first().map(|column| column.id));
    }
    let kept: Vec<Column> = input.columns.iter().filter(|column| ids.contains(&column.id)).cloned().collect();
    if kept.len() == input.columns.len() {
        return input;
    }
    let outputs = kept.into_iter().map(|column| (column.clone(), Expression::column(&column))).collect();
    input.projected(outputs)
}
