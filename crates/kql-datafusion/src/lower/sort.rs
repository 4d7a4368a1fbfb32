//! `sort by`, `top`.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder, SortExpr};
use kql_plan::Plan;
use kql_plan::plan::SortKey;

use super::Lowering;
use crate::step::{Barrier, StepNode};

/// The rows in order, or the first `count` of them.
pub(super) fn lower(
    lowering: Lowering<'_>,
    input: &Plan,
    keys: &[SortKey],
    count: Option<usize>,
) -> Result<LogicalPlan> {
    let input = lowering.lower(input)?;
    let mut sort = Vec::with_capacity(keys.len());
    for key in keys {
        let expression = lowering.key(&key.expression, input.schema())?;
        sort.push(SortExpr::new(expression, !key.descending, key.nulls_first));
    }
    let sorted = LogicalPlanBuilder::from(input).sort_with_limit(sort, count)?.build()?;
    StepNode::plan(Arc::new(Barrier), vec![sorted])
}
