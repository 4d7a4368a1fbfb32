//! Aggregates whose states cannot be merged run in one stage.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::config::ConfigOptions;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::aggregates::{AggregateExec, AggregateMode};

use super::generic::GenericAggregate;

/// DataFusion plans every aggregation in two stages, one before and one after rows of a group come together. This rule, the first of all,
/// makes one stage of them where an aggregate asks for it.
#[derive(Debug)]
pub(crate) struct SingleStage;

impl PhysicalOptimizerRule for SingleStage {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _config: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        plan.transform_up(|node| match merged(&node)? {
            Some(single) => Ok(Transformed::yes(single)),
            None => Ok(Transformed::no(node)),
        })
        .data()
    }

    fn name(&self) -> &'static str {
        "kql_single_stage"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// The one stage for the second of two.
fn merged(node: &Arc<dyn ExecutionPlan>) -> Result<Option<Arc<dyn ExecutionPlan>>> {
    let Some(last) = node.downcast_ref::<AggregateExec>() else { return Ok(None) };
    let mode = match last.mode() {
        AggregateMode::FinalPartitioned => AggregateMode::SinglePartitioned,
        AggregateMode::Final => AggregateMode::Single,
        _ => return Ok(None),
    };
    let Some(first) = last.input().downcast_ref::<AggregateExec>() else { return Ok(None) };
    let generic = |aggregate: &datafusion::physical_plan::udaf::AggregateFunctionExpr| {
        aggregate.fun().inner().downcast_ref::<GenericAggregate>().is_some()
    };
    if *first.mode() != AggregateMode::Partial || !first.aggr_expr().iter().any(|aggregate| generic(aggregate)) {
        return Ok(None);
    }
    Ok(Some(Arc::new(AggregateExec::try_new(
        mode,
        first.group_expr().clone(),
        first.aggr_expr().to_vec(),
        first.filter_expr().to_vec(),
        Arc::clone(first.input()),
        first.input_schema(),
    )?)))
}
