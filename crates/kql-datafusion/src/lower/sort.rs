//! `sort by`, `top`.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder, SortExpr};
use kql_plan::Plan;
use kql_plan::plan::{Node, SortKey};

use super::Lowering;
use crate::step::{Barrier, Forget, StepNode};

/// The rows in order, or the first `count` of them.
pub(super) fn lower(
    lowering: Lowering<'_>,
    input: &Plan,
    keys: &[SortKey],
    count: Option<usize>,
) -> Result<LogicalPlan> {
    let unites = unites(input);
    let mut input = lowering.lower(input)?;
    if unites {
        input = StepNode::plan(Arc::new(Forget), vec![input])?;
    }
    ordered(lowering, input, keys, count)
}

/// Lowered rows in order, or the first `count` of them.
pub(super) fn ordered(
    lowering: Lowering<'_>,
    input: LogicalPlan,
    keys: &[SortKey],
    count: Option<usize>,
) -> Result<LogicalPlan> {
    let mut sort = Vec::with_capacity(keys.len());
    for key in keys {
        let expression = lowering.key(&key.expression, input.schema())?;
        sort.push(SortExpr::new(expression, !key.descending, key.nulls_first));
    }
    let sorted = LogicalPlanBuilder::from(input).sort_with_limit(sort, count)?.build()?;
    StepNode::plan(Arc::new(Barrier), vec![sorted])
}

/// Whether rows of several inputs come together somewhere below.
pub(super) fn unites(plan: &Plan) -> bool {
    matches!(plan.node, Node::Union { .. }) || plan.inputs().into_iter().any(unites)
}
