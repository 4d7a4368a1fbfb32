//! `materialize()`: computed once.

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use kql_plan::Plan;

use super::{Lowering, values};
use crate::{expression, physical};

/// The rows that were computed before; when it stands only once, the plan itself.
pub(super) fn lower(lowering: Lowering<'_>, plan: &Plan, key: u64, inner: &Plan) -> Result<LogicalPlan> {
    if let Some(batches) = lowering.prepared.table(key) {
        return values::scan(physical::schema(&inner.columns), batches.to_vec(), plan);
    }
    let mut outputs = Vec::with_capacity(plan.columns.len());
    for (column, source) in plan.columns.iter().zip(&inner.columns) {
        outputs.push(expression::column(source.id).alias_if_changed(physical::name(column.id))?);
    }
    LogicalPlanBuilder::from(lowering.lower(inner)?).project(outputs)?.build()
}
