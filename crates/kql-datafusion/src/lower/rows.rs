//! Operators that see their inputs whole.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::LogicalPlan;
use kql_plan::{ColumnId, Plan, RowsOperator};

use super::Lowering;
use crate::step::{StepNode, WholeRows};

/// The rows that the operator makes.
pub(super) fn lower(
    lowering: Lowering<'_>,
    plan: &Plan,
    inputs: &[Plan],
    partition: Option<ColumnId>,
    operator: &Arc<dyn RowsOperator>,
) -> Result<LogicalPlan> {
    let lowered = inputs.iter().map(|input| lowering.lower(input)).collect::<Result<Vec<_>>>()?;
    let step = WholeRows {
        operator: Arc::clone(operator),
        context: Arc::clone(lowering.context),
        inputs: inputs.iter().map(|input| input.columns.clone()).collect(),
        partition,
        outputs: plan.columns.clone(),
    };
    StepNode::plan(Arc::new(step), lowered)
}
