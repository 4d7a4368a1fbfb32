//! `summarize`, `distinct`, `count`.

use datafusion::common::{Column, Result};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use kql_plan::plan::AggregateCall;
use kql_plan::{Expression, Plan};

use super::Lowering;
use crate::{aggregate, physical};

/// A row for each combination of keys.
pub(super) fn lower(
    lowering: Lowering<'_>,
    plan: &Plan,
    input: &Plan,
    keys: &[Expression],
    aggregates: &[AggregateCall],
) -> Result<LogicalPlan> {
    let input = lowering.lower(input)?;
    let mut group = Vec::with_capacity(keys.len());
    let mut outputs: Vec<Expr> = Vec::with_capacity(plan.columns.len());
    for (column, key) in plan.columns.iter().zip(keys) {
        let name = format!("k{}", column.id.0);
        group.push(lowering.key(key, input.schema())?.alias(&name));
        outputs.push(Expr::Column(Column::new_unqualified(name)).alias(physical::name(column.id)));
    }
    let mut calls = Vec::with_capacity(aggregates.len());
    for (number, call) in aggregates.iter().enumerate() {
        let name = format!("a{number}");
        let arguments =
            call.arguments.iter().map(|argument| lowering.expression(argument)).collect::<Result<Vec<_>>>()?;
        let lowered = aggregate::lower(call, arguments, &name);
        calls.push(lowered.call.alias(&name));
        outputs.extend(lowered.outputs);
    }
    LogicalPlanBuilder::from(input).aggregate(group, calls)?.project(outputs)?.build()
}
