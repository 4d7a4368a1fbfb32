//! `project`, `extend` and what else makes columns of columns.

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use kql_plan::{Expression, Plan};

use super::Lowering;
use crate::physical;

/// An expression for each column.
pub(super) fn lower(lowering: Lowering<'_>, plan: &Plan, input: &Plan, outputs: &[Expression]) -> Result<LogicalPlan> {
    over(lowering, plan, lowering.lower(input)?, outputs)
}

/// The same over lowered rows.
pub(super) fn over(
    lowering: Lowering<'_>,
    plan: &Plan,
    input: LogicalPlan,
    outputs: &[Expression],
) -> Result<LogicalPlan> {
    let mut columns = Vec::with_capacity(outputs.len());
    for (column, output) in plan.columns.iter().zip(outputs) {
        columns.push(lowering.expression(output)?.alias_if_changed(physical::name(column.id))?);
    }
    LogicalPlanBuilder::from(input).project(columns)?.build()
}
