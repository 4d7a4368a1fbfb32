//! The first rows of each key.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, BooleanArray, RecordBatch};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::row::{RowConverter, SortField};
use datafusion::common::Result;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures_util::StreamExt;

use super::{Gathering, Step, StepRun, key_arrays};

/// Keeps so many rows of each combination of values in the key columns, as they come.
#[derive(Debug)]
pub(crate) struct PerKey {
    /// Names of columns whose strings are never null.
    pub(crate) keys: Vec<String>,
    /// How many rows of each.
    pub(crate) count: u64,
    /// Whether the rows are in an order that matters.
    pub(crate) ordered: bool,
    /// Whether any rows of a key will do, so that a filter may choose among them: as in Kusto's `innerunique`.
    pub(crate) any: bool,
}

impl Step for PerKey {
    fn name(&self) -> &'static str {
        "FirstOfKey"
    }

    fn describe(&self) -> String {
        format!("keys=[{}], count={}", self.keys.join(", "), self.count)
    }

    fn needs(&self, _input: usize) -> Vec<String> {
        self.keys.clone()
    }

    fn filters_first(&self) -> bool {
        self.any
    }

    fn gathering(&self) -> Gathering {
        if self.ordered { Gathering::One } else { Gathering::ByKeys(self.keys.clone()) }
    }

    fn run(&self, inputs: Vec<SendableRecordBatchStream>, run: StepRun) -> Result<SendableRecordBatchStream> {
        let Some(input) = inputs.into_iter().next() else {
            return datafusion::common::internal_err!("a step without its input");
        };
        let schema = input.schema();
        let mut fields = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            fields.push(SortField::new(schema.field_with_name(key)?.data_type().clone()));
        }
        let mut counter = Counter {
            keys: self.keys.clone(),
            count: self.count,
            converter: RowConverter::new(fields)?,
            seen: HashMap::new(),
            bytes: 0,
            reservation: MemoryConsumer::new(self.name()).register(run.task.memory_pool()),
        };
        let output = Arc::clone(&run.schema);
        let stream = input.map(move |batch| counter.keep(&batch?, &output));
        Ok(Box::pin(RecordBatchStreamAdapter::new(run.schema, stream)))
    }
}

/// How many rows of each key came so far.
struct Counter {
    keys: Vec<String>,
    count: u64,
    converter: RowConverter,
    seen: HashMap<Box<[u8]>, u64>,
    bytes: usize,
    reservation: MemoryReservation,
}

impl Counter {
    fn keep(&mut self, batch: &RecordBatch, output: &datafusion::arrow::datatypes::SchemaRef) -> Result<RecordBatch> {
        let arrays: Vec<ArrayRef> = key_arrays(batch, &self.keys)?;
        let rows = self.converter.convert_columns(&arrays)?;
        let mut kept = Vec::with_capacity(batch.num_rows());
        for row in &rows {
            let key = row.as_ref();
            if let Some(count) = self.seen.get_mut(key) {
                *count += 1;
                kept.push(*count <= self.count);
            } else {
                self.bytes += key.len() + 64;
                self.seen.insert(key.into(), 1);
                kept.push(self.count > 0);
            }
        }
        self.reservation.try_resize(self.bytes)?;
        let kept = filter_record_batch(batch, &BooleanArray::from(kept))?;
        Ok(RecordBatch::try_new_with_options(
            Arc::clone(output),
            kept.columns().to_vec(),
            &datafusion::arrow::array::RecordBatchOptions::new().with_row_count(Some(kept.num_rows())),
        )?)
    }
}
