//! Runs plans.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use datafusion::arrow::array::RecordBatch;
use datafusion::common::DataFusionError;
use datafusion::execution::context::SessionState;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::{ExecutionPlan, displayable, execute_stream};
use datafusion::physical_planner::{DefaultPhysicalPlanner, PhysicalPlanner};
use kql_plan::Rows;
use kql_plan::{Context, Json, Plan, Type, Value};

use crate::answer::{Answer, Clock, append};
use crate::error::EngineError;
use crate::lower::{Lowering, Part, Prepared, parts};
use crate::memory::Pool;
use crate::session;
use crate::step::StepPlanner;
use crate::tables::Tables;

/// What a query may use.
#[derive(Debug, Clone)]
pub struct Options {
    /// Memory for one query, in bytes. Sorts and most aggregations beyond it go on in files.
    pub memory_limit: usize,
    /// Time for one query.
    pub timeout: Option<Duration>,
    /// Where such files are made; the system's folder for temporary files when `None`.
    pub temp_dir: Option<PathBuf>,
    /// Room for such files, in bytes.
    pub temp_limit: u64,
    /// Streams at a time; as many as there are processors when `None`.
    pub partitions: Option<usize>,
    /// Rows in a batch.
    pub batch_size: usize,
}

impl Default for Options {
    /// 2 GiB of memory, 100 GiB of disk, no limit of time.
    fn default() -> Self {
        Options {
            memory_limit: 2 << 30,
            timeout: None,
            temp_dir: None,
            temp_limit: 100 << 30,
            partitions: None,
            batch_size: 8192,
        }
    }
}

/// Runs plans. It costs little to make and may be kept: queries do not disturb each other.
#[derive(Debug)]
pub struct Engine {
    options: Options,
    session: SessionState,
}

/// A query under way.
#[derive(Debug)]
pub(crate) struct Running {
    clock: Clock,
    pool: Arc<Pool>,
    /// The memory of what was computed before, held until the query is over.
    kept: Vec<MemoryReservation>,
}

impl Running {
    pub(crate) fn elapsed(&self) -> Duration {
        self.clock.began.elapsed()
    }

    pub(crate) fn peak_memory(&self) -> usize {
        self.pool.peak()
    }

    pub(crate) fn sort(&self, error: DataFusionError) -> EngineError {
        EngineError::sort(error, self.pool.limit())
    }

    /// Waits, but no longer than the query may take.
    pub(crate) async fn in_time<T>(&self, future: impl Future<Output = T>) -> Result<T, EngineError> {
        match self.clock.limit {
            None => Ok(future.await),
            Some(limit) => {
                let end = tokio::time::Instant::from_std(self.clock.began + limit);
                match tokio::time::timeout_at(end, future).await {
                    Ok(value) => Ok(value),
                    Err(_) => Err(EngineError::Time { limit }),
                }
            }
        }
    }
}

impl Engine {
    /// An engine with these limits.
    pub fn new(options: Options) -> Self {
        let session = session::new(&options);
        Engine { options, session }
    }

    /// Runs a plan. Rows are computed as the answer is read; what the plan needs first (queries inside expressions) is computed before this
    /// returns. To cancel, drop the future or the answer. It needs a tokio runtime with its clock.
    ///
    /// # Errors
    /// When the plan cannot run, or runs out of what it may use.
    pub async fn run(&self, plan: &Plan, context: &Context, tables: &dyn Tables) -> Result<Answer, EngineError> {
        let pool = Arc::new(Pool::new(self.options.memory_limit));
        let clock = Clock { began: Instant::now(), limit: self.options.timeout };
        let mut running = Running { clock, pool, kept: Vec::new() };
        let session = self.session_for(&running)?;
        let context = Arc::new(context.clone());
        let prepared = self.prepare(plan, &context, tables, &session, &mut running).await?;
        let lowering = Lowering { context: &context, tables, prepared: &prepared };
        let (_, physical) =
            running.in_time(physical_plan(lowering, plan, &session)).await?.map_err(|error| running.sort(error))?;
        let stream = execute_stream(physical, session.task_ctx()).map_err(|error| running.sort(error))?;
        Ok(Answer::new(plan.columns.clone(), stream, running))
    }

    /// How a plan would run: the logical and the physical plan of DataFusion. What must be computed before the rest is computed.
    ///
    /// # Errors
    /// When the plan cannot run.
    pub async fn explain(
        &self,
        plan: &Plan,
        context: &Context,
        tables: &dyn Tables,
    ) -> Result<(String, String), EngineError> {
        let pool = Arc::new(Pool::new(self.options.memory_limit));
        let clock = Clock { began: Instant::now(), limit: self.options.timeout };
        let mut running = Running { clock, pool, kept: Vec::new() };
        let session = self.session_for(&running)?;
        let context = Arc::new(context.clone());
        let prepared = self.prepare(plan, &context, tables, &session, &mut running).await?;
        let lowering = Lowering { context: &context, tables, prepared: &prepared };
        let (logical, physical) =
            running.in_time(physical_plan(lowering, plan, &session)).await?.map_err(|error| running.sort(error))?;
        Ok((logical.display_indent().to_string(), displayable(physical.as_ref()).indent(false).to_string()))
    }

    /// The session of one query, with its own memory and files.
    fn session_for(&self, running: &Running) -> Result<SessionState, EngineError> {
        let mode = match &self.options.temp_dir {
            Some(folder) => DiskManagerMode::Directories(vec![folder.clone()]),
            None => DiskManagerMode::OsTmpDirectory,
        };
        let disk = DiskManagerBuilder::default().with_mode(mode).with_max_temp_directory_size(self.options.temp_limit);
        let pool: Arc<Pool> = Arc::clone(&running.pool);
        let runtime: Arc<RuntimeEnv> = RuntimeEnvBuilder::from_runtime_env(self.session.runtime_env())
            .with_memory_pool(pool)
            .with_disk_manager_builder(disk)
            .build_arc()
            .map_err(|error| running.sort(error))?;
        Ok(session::with_runtime(&self.session, runtime))
    }

    /// Computes what the plan needs before it runs.
    async fn prepare(
        &self,
        plan: &Plan,
        context: &Arc<Context>,
        tables: &dyn Tables,
        session: &SessionState,
        running: &mut Running,
    ) -> Result<Prepared, EngineError> {
        let mut prepared = Prepared::default();
        for part in parts(plan) {
            let lowering = Lowering { context, tables, prepared: &prepared };
            let plan = part.plan();
            let (_, physical) =
                running.in_time(physical_plan(lowering, plan, session)).await?.map_err(|error| running.sort(error))?;
            let (batches, reservation) =
                running.in_time(collect(physical, session)).await?.map_err(|error| running.sort(error))?;
            let kinds: Vec<Type> = plan.columns.iter().map(|column| column.kind).collect();
            match &part {
                Part::Table(key, _) => {
                    running.kept.push(reservation);
                    prepared.keep_table(*key, batches);
                }
                Part::Scalar(plan) => {
                    let value = first_value(&batches, &kinds).map_err(|error| running.sort(error))?;
                    prepared.keep_value(plan, value);
                }
                Part::Values(plan) => {
                    let value = first_column(&batches, &kinds).map_err(|error| running.sort(error))?;
                    prepared.keep_value(plan, value);
                }
            }
        }
        Ok(prepared)
    }
}

/// Plans a plan.
async fn physical_plan(
    lowering: Lowering<'_>,
    plan: &Plan,
    session: &SessionState,
) -> Result<(LogicalPlan, Arc<dyn ExecutionPlan>), DataFusionError> {
    let logical = session.optimize(&lowering.lower(plan)?)?;
    let planner = DefaultPhysicalPlanner::with_extension_planners(vec![Arc::new(StepPlanner)]);
    let physical = planner.create_physical_plan(&logical, session).await?;
    Ok((logical, physical))
}

/// All batches of a plan, with the memory they take.
async fn collect(
    physical: Arc<dyn ExecutionPlan>,
    session: &SessionState,
) -> Result<(Vec<RecordBatch>, MemoryReservation), DataFusionError> {
    use futures_util::StreamExt;
    let task = session.task_ctx();
    let reservation = MemoryConsumer::new("materialize").register(task.memory_pool());
    let mut stream = execute_stream(physical, task)?;
    let mut batches = Vec::new();
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        reservation.try_grow(batch.get_array_memory_size())?;
        batches.push(batch);
    }
    Ok((batches, reservation))
}

/// The first value of the first row; the null when there is none.
fn first_value(batches: &[RecordBatch], kinds: &[Type]) -> Result<Value<'static>, DataFusionError> {
    let null = kinds.first().map_or(Value::Null, |kind| Value::null(*kind));
    let Some(batch) = batches.iter().find(|batch| batch.num_rows() > 0) else { return Ok(null) };
    let mut rows = Rows::default();
    append(&mut rows, batch.columns(), 1, kinds)?;
    Ok(rows.rows.into_iter().next().and_then(|row| row.into_iter().next()).unwrap_or(null))
}

/// The first column as an array.
fn first_column(batches: &[RecordBatch], kinds: &[Type]) -> Result<Value<'static>, DataFusionError> {
    let mut elements = Vec::new();
    for batch in batches {
        let (Some(column), Some(kind)) = (batch.columns().first(), kinds.first()) else { continue };
        let reader = crate::array::Reader::new(column.as_ref(), *kind)?;
        for row in 0..reader.len() {
            let value = kql_plan::convert::convert(&reader.value(row), Type::Dynamic);
            elements.push(value.as_json().cloned().unwrap_or(Json::Null));
        }
    }
    Ok(Value::dynamic(Json::Array(elements)))
}
