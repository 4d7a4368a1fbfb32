//! Steps that no operator of DataFusion covers. One type of logical node and one of physical node carry them all; what differs is a [`Step`].

mod barrier;
mod elements;
mod expand;
mod forget;
mod node;
mod per_key;
mod physical;
mod range;
mod whole_rows;
mod window;

use std::fmt::Debug;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use datafusion::arrow::datatypes::{Field, SchemaRef};
use datafusion::common::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};

pub(crate) use barrier::Barrier;
pub(crate) use expand::Expand;
pub(crate) use forget::Forget;
pub(crate) use node::{StepNode, StepPlanner};
pub(crate) use per_key::PerKey;
pub(crate) use range::Range;
pub(crate) use whole_rows::WholeRows;
pub(crate) use window::{Operand, Window, WindowWork};

/// How the rows of the inputs must lie before a step sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gathering {
    /// As they come, in any number of streams.
    Any,
    /// All in one stream, in the order they have.
    One,
    /// Rows with the same values in these columns in the same stream.
    ByKeys(Vec<String>),
}

/// A key of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    /// The column.
    pub(crate) name: String,
    /// From high to low.
    pub(crate) descending: bool,
    /// Nulls before all others.
    pub(crate) nulls_first: bool,
}

/// What a step needs to run one stream.
#[derive(Debug)]
pub(crate) struct StepRun {
    /// The schema of the batches it must make.
    pub(crate) schema: SchemaRef,
    /// Memory, disk, sizes of batches.
    pub(crate) task: Arc<TaskContext>,
}

/// A step over whole batches.
pub(crate) trait Step: Debug + Send + Sync {
    /// Its name, for plans and errors.
    fn name(&self) -> &'static str;

    /// What else a reader of a plan wants to know.
    fn describe(&self) -> String {
        String::new()
    }

    /// Whether the columns of the first input go through, except those it [drops](Step::drops).
    fn passes(&self) -> bool {
        true
    }

    /// Columns of the first input that do not go through.
    fn drops(&self) -> &[String] {
        &[]
    }

    /// Its own columns, which follow those that go through.
    fn adds(&self) -> Vec<Field> {
        Vec::new()
    }

    /// The columns of an input that it reads itself.
    fn needs(&self, input: usize) -> Vec<String>;

    /// Whether a filter over columns that go through may run before it.
    fn filters_first(&self) -> bool {
        false
    }

    /// How the rows must lie.
    fn gathering(&self) -> Gathering;

    /// The order that the rows of each stream must have, and keep.
    fn order(&self) -> Vec<Order> {
        Vec::new()
    }

    /// Makes the batches of a stream from those of its inputs.
    fn run(&self, inputs: Vec<SendableRecordBatchStream>, run: StepRun) -> Result<SendableRecordBatchStream>;
}

/// The columns of these names.
pub(crate) fn key_arrays(batch: &RecordBatch, names: &[String]) -> Result<Vec<ArrayRef>> {
    let mut arrays = Vec::with_capacity(names.len());
    for name in names {
        match batch.column_by_name(name) {
            Some(array) => arrays.push(Arc::clone(array)),
            None => return datafusion::common::internal_err!("a step misses its column {name}"),
        }
    }
    Ok(arrays)
}
