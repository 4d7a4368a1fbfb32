//! `partition`: a query for each value of a column.
//!
//! The query is bound once: every operator in it keeps the values apart.
//! Source: <https://learn.microsoft.com/kusto/query/partition-operator>

use kql::diagnostic::Code;
use kql::operators::{Partition, PartitionQuery};

use crate::bind::{Binder, Entity, Flow, Result, is_visible};
use crate::plan::Plan;
use crate::{Column, Expression};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Partition) -> Result<Plan> {
    let PartitionQuery::Rows(query) = &tree.query else {
        return binder.error(
            Code::NotYet,
            tree.span,
            "`partition` with a query in braces is not done yet: put operators in parentheses",
        );
    };
    if binder.partition.is_some() {
        return binder.error(Code::NotYet, tree.span, "`partition` inside `partition` or `mv-apply` is not done yet");
    }
    let (key, _) = binder.over(&input, |binder| binder.scalar(&tree.by))?;
    let hidden = binder.column(String::new(), key.kind);
    let hidden = Column { name: format!("$partition{}", hidden.id.0), ..hidden };
    let mut outputs: Vec<(Column, Expression)> =
        input.columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
    outputs.push((hidden.clone(), key));
    let marked = input.projected(outputs);
    binder.partition = Some(hidden.id);
    let flow = binder.pipeline(query, Some(Flow::Table(marked)));
    binder.partition = None;
    let Entity::Flow(Flow::Table(result)) = flow? else {
        return binder.error(Code::TableExpected, query.span, "the query of `partition` gives rows");
    };
    let outputs = result
        .columns
        .iter()
        .filter(|column| column.id != hidden.id && is_visible(column))
        .map(|column| (column.clone(), Expression::column(column)))
        .collect();
    Ok(result.projected(outputs))
}
