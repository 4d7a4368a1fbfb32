//! Sorts by texts and whole numbers, which need not compare rows: a text is given its place among the distinct texts, and rows are then in the order
//! of numbers.

mod exec;
mod keys;
mod once;

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::config::ConfigOptions;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::sorts::sort::SortExec;

use exec::KeySortExec;

/// Puts [`KeySortExec`] in the place of DataFusion's sorts where the keys are such.
#[derive(Debug)]
pub(crate) struct SortByKeys;

impl PhysicalOptimizerRule for SortByKeys {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _config: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        plan.transform_up(|node| {
            let Some(sort) = node.downcast_ref::<SortExec>() else { return Ok(Transformed::no(node)) };
            let schema = sort.input().schema();
            let mut kinds = Vec::with_capacity(sort.expr().len());
            for key in sort.expr() {
                kinds.push(key.expr.data_type(&schema)?);
            }
            if sort.fetch().is_some() || !keys::sortable(&kinds) {
                return Ok(Transformed::no(node));
            }
            Ok(Transformed::yes(Arc::new(KeySortExec::new(sort.clone()))))
        })
        .data()
    }

    fn name(&self) -> &'static str {
        "kql_sort_by_keys"
    }

    fn schema_check(&self) -> bool {
        true
    }
}
