//! `take`, `top`, and the first rows of each partition.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use kql_plan::plan::SortKey;
use kql_plan::{ColumnId, Plan};

use super::{Lowering, sort, texts_filled};
use crate::physical;
use crate::step::{PerKey, StepNode};

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
        return if keys.is_empty() {
            LogicalPlanBuilder::from(lowering.lower(input)?).limit(0, Some(fetch))?.build()
        } else {
            sort::lower(lowering, input, keys, Some(fetch))
        };
    }
    let sorted = if keys.is_empty() { lowering.lower(input)? } else { sort::lower(lowering, input, keys, None)? };
    let step = PerKey {
        keys: partition.iter().map(|id| physical::name(*id)).collect(),
        count,
        ordered: input.ordered || !keys.is_empty(),
    };
    let partitioned = texts_filled(sorted, &input.columns, partition)?;
    StepNode::plan(Arc::new(step), vec![partitioned])
}
