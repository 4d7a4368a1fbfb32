//! `range`.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::LogicalPlan;
use kql_plan::{Expression, Plan, Type};

use super::Lowering;
use crate::physical;
use crate::step::{Range, StepNode};

/// The values from one to another.
pub(super) fn lower(
    lowering: Lowering<'_>,
    plan: &Plan,
    from: &Expression,
    to: &Expression,
    step: &Expression,
) -> Result<LogicalPlan> {
    let Some(column) = plan.columns.first() else {
        return datafusion::common::internal_err!("a range without its column");
    };
    let kind: Type = column.kind;
    let range = Range {
        column: physical::field(column),
        kind,
        from: lowering.constant(from)?,
        to: lowering.constant(to)?,
        step: lowering.constant(step)?,
    };
    StepNode::plan(Arc::new(range), Vec::new())
}
