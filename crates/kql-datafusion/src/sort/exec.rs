//! The physical node of a sort by keys.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use datafusion::arrow::compute::interleave_record_batch;
use datafusion::common::Result;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::sorts::sort::SortExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, InputDistributionRequirements, PlanProperties,
};
use futures_util::{StreamExt, TryStreamExt, stream};

use super::keys::Keys;
use super::once::Once;

/// Sorts in memory by [`Keys`]; what is too much, or has other keys than was hoped for, is left to DataFusion's sort, which goes on in files.
#[derive(Debug)]
pub(super) struct KeySortExec {
    sort: SortExec,
}

impl KeySortExec {
    /// In the place of a sort.
    pub(super) fn new(sort: SortExec) -> Self {
        KeySortExec { sort }
    }
}

impl DisplayAs for KeySortExec {
    fn fmt_as(&self, format: DisplayFormatType, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key")?;
        self.sort.fmt_as(format, out)
    }
}

impl ExecutionPlan for KeySortExec {
    fn name(&self) -> &'static str {
        "KeySortExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.sort.properties()
    }

    fn input_distribution_requirements(&self) -> InputDistributionRequirements {
        self.sort.input_distribution_requirements()
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        self.sort.children()
    }

    fn apply_expressions(
        &self,
        visit: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        self.sort.apply_expressions(visit)
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        let mut sort = self.sort.clone();
        for child in children {
            sort = SortExec::new(self.sort.expr().clone(), child)
                .with_preserve_partitioning(self.sort.preserve_partitioning());
        }
        Ok(Arc::new(KeySortExec { sort }))
    }

    fn execute(&self, partition: usize, task: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let schema = self.schema();
        let input = self.sort.input().execute(partition, Arc::clone(&task))?;
        let sort = self.sort.clone();
        let sorted = stream::once(async move { sorted(input, &sort, task).await }).try_flatten();
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, sorted)))
    }
}

/// The rows of a stream in order.
async fn sorted(
    mut input: SendableRecordBatchStream,
    sort: &SortExec,
    task: Arc<TaskContext>,
) -> Result<SendableRecordBatchStream> {
    let schema = input.schema();
    let reservation = MemoryConsumer::new("KeySortExec").register(task.memory_pool());
    let mut kinds = Vec::with_capacity(sort.expr().len());
    for key in sort.expr() {
        kinds.push((key.expr.data_type(&schema)?, key.options));
    }
    let mut keys = Keys::new(kinds);
    let mut batches: Vec<RecordBatch> = Vec::new();
    while let Some(batch) = input.next().await {
        let batch = batch?;
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(sort.expr().len());
        for key in sort.expr() {
            arrays.push(key.expr.evaluate(&batch)?.into_array(batch.num_rows())?);
        }
        let before = keys.size();
        let fits = keys.take(&arrays);
        let bytes = batch.get_array_memory_size() + keys.size().saturating_sub(before);
        batches.push(batch);
        if !fits || reservation.try_grow(bytes).is_err() {
            drop(keys);
            drop(reservation);
            let rows = stream::iter(batches.into_iter().map(Ok)).chain(input);
            let rows = Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&schema), rows));
            return SortExec::new(sort.expr().clone(), Arc::new(Once::new(rows, schema))).execute(0, task);
        }
    }
    let size = task.session_config().batch_size();
    let batches = Ordered::new(batches, keys.order(), size, reservation);
    Ok(Box::pin(RecordBatchStreamAdapter::new(schema, stream::iter(batches))))
}

/// Batches of rows in order.
struct Ordered {
    batches: Vec<RecordBatch>,
    /// For each row the batch it is in, and its number there.
    places: Vec<(u32, u32)>,
    order: std::vec::IntoIter<u32>,
    size: usize,
    /// Held as long as the rows are.
    _reservation: MemoryReservation,
}

impl Ordered {
    fn new(batches: Vec<RecordBatch>, order: Vec<u32>, size: usize, reservation: MemoryReservation) -> Self {
        let mut places = Vec::with_capacity(order.len());
        for (batch, number) in batches.iter().zip(0..) {
            places.extend((0..batch.num_rows() as u32).map(|row| (number, row)));
        }
        Ordered { batches, places, order: order.into_iter(), size, _reservation: reservation }
    }
}

impl Iterator for Ordered {
    type Item = Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self.order.by_ref().take(self.size);
        let places: Vec<(usize, usize)> = rows
            .filter_map(|row| self.places.get(row as usize))
            .map(|(batch, row)| (*batch as usize, *row as usize))
            .collect();
        if places.is_empty() {
            return None;
        }
        let batches: Vec<&RecordBatch> = self.batches.iter().collect();
        Some(interleave_record_batch(&batches, &places).map_err(Into::into))
    }
}
