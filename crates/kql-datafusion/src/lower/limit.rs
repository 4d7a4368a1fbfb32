//! `take`, `top`, and the first rows of each partition.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use kql_plan::plan::{Node, SortKey};
use kql_plan::{ColumnId, Plan};

use super::{Lowering, sort, texts_filled};
use crate::physical;
use crate::step::{Barrier, PerKey, StepNode};

/// The first `count` rows.
pub(super) fn lower(
    lowering: Lowering<'_>,
    input: &Plan,
    partition: &[ColumnId],
    keys: &[SortKey],
    count: u64,
) -> Result<LogicalPlan> {
    let fetch = usize::try_from(count).unwrap_or(usize::MAX);
    if partition.is_empty() {
        if !keys.is_empty() {
            return sort::lower(lowering, input, keys, Some(fetch));
        }
        if let Node::Sort { input, keys } = &input.node {
            return sort::lower(lowering, input, keys, Some(fetch));
        }
        // Behind the barrier no sort above can take the limit for its own.
        let limited = LogicalPlanBuilder::from(lowering.lower(input)?).limit(0, Some(fetch))?.build()?;
        return StepNode::plan(Arc::new(Barrier), vec![limited]);
    }
    let sorted = if keys.is_empty() { lowering.lower(input)? } else { sort::lower(lowering, input, keys, None)? };
    let step = PerKey {
        keys: partition.iter().map(|id| physical::name(*id)).collect(),
        count,
        ordered: input.ordered || !keys.is_empty(),
        any: false,
    };
    let partitioned = texts_filled(sorted, &input.columns, partition)?;
    StepNode::plan(Arc::new(step), vec![partitioned])
}
