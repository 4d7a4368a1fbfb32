//! `union`.

use std::sync::Arc;

use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, Union};
use kql_plan::{ColumnId, Plan, Value};

use super::Lowering;
use crate::{expression, physical};

/// The rows of all inputs, each with the columns of the plan.
pub(super) fn lower(
    lowering: Lowering<'_>,
    plan: &Plan,
    inputs: &[Plan],
    columns: &[Vec<Option<ColumnId>>],
) -> Result<LogicalPlan> {
    let mut all = Vec::with_capacity(inputs.len());
    for (input, sources) in inputs.iter().zip(columns) {
        let mut outputs: Vec<Expr> = Vec::with_capacity(sources.len());
        for (column, source) in plan.columns.iter().zip(sources) {
            let output = match source {
                Some(id) => expression::column(*id),
                None => expression::literal(&Value::null(column.kind), column.kind)?,
            };
            outputs.push(output.alias_if_changed(physical::name(column.id))?);
        }
        let input = lowering.lower(input)?;
        all.push(Arc::new(LogicalPlanBuilder::from(input).project(outputs)?.build()?));
    }
    if all.len() < 2 {
        return match all.pop() {
            Some(only) => Ok(Arc::unwrap_or_clone(only)),
            None => super::values::lower(plan, &[]),
        };
    }
    let schema = DFSchema::try_from(physical::schema(&plan.columns))?;
    Ok(LogicalPlan::Union(Union { inputs: all, schema: Arc::new(schema) }))
}
