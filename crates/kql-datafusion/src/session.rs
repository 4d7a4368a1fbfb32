//! DataFusion's session: its settings, and the rules that matter here.

use std::sync::Arc;

use datafusion::execution::SessionStateBuilder;
use datafusion::execution::context::SessionState;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::prelude::SessionConfig;

use crate::aggregate::SingleStage;
use crate::engine::Options;
use crate::sort::SortByKeys;

/// A session with the settings of an engine.
pub(crate) fn new(options: &Options) -> SessionState {
    let partitions =
        options.partitions.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1).max(1);
    let mut config = SessionConfig::new()
        .with_target_partitions(partitions)
        .with_batch_size(options.batch_size.max(1))
        // Rows that come in one stream stay in order: Kusto keeps the order of `sort` through the steps after it.
        .with_round_robin_repartition(false)
        .with_parquet_pruning(true);
    let settings = config.options_mut();
    // A string that is never null by its function counts as one that may be once it is a common part of expressions.
    settings.execution.skip_physical_aggregate_schema_check = true;
    settings.execution.parquet.pushdown_filters = true;
    settings.execution.parquet.schema_force_view_types = true;
    let mut rules: Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>> = vec![Arc::new(SingleStage)];
    rules.extend(PhysicalOptimizer::new().rules);
    rules.push(Arc::new(SortByKeys));
    SessionStateBuilder::new()
        .with_config(config)
        // Plans are typed: nothing is left to resolve or to coerce.
        .with_analyzer_rules(Vec::new())
        .with_physical_optimizer_rules(rules)
        .build()
}

/// The same with the memory and files of one query.
pub(crate) fn with_runtime(session: &SessionState, runtime: Arc<RuntimeEnv>) -> SessionState {
    SessionStateBuilder::new_from_existing(session.clone()).with_runtime_env(runtime).build()
}
