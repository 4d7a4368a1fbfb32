//! Functions of a row and its neighbours, over rows in order.

mod shift;
mod state;
mod stream;

use std::sync::Arc;

use datafusion::arrow::datatypes::Field;
use datafusion::common::{Result, internal_err};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::memory_pool::MemoryConsumer;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures_util::{StreamExt, stream as streams};
use kql_plan::{Type, Value};

use super::{Gathering, Order, Step, StepRun};
use stream::Windows;

/// An operand of a call.
#[derive(Debug, Clone)]
pub(crate) enum Operand {
    /// The same in every row.
    Constant(Value<'static>),
    /// One of the step's own columns, by number.
    Column(usize, Type),
}

/// What a call does. Source: <https://learn.microsoft.com/kusto/query/window-functions>
#[derive(Debug, Clone)]
pub(crate) enum WindowWork {
    Previous { value: Operand, offset: usize, default: Operand },
    Next { value: Operand, offset: usize, default: Operand },
    RowNumber { start: i64, restart: Operand },
    CumulativeSum { term: Operand, restart: Operand },
    RankDense { term: Operand, restart: Operand },
    RankMin { term: Operand, restart: Operand },
    Session { value: Operand, from_first: Operand, between: Operand, restart: Operand },
}

/// Adds a column for each call. Rows go through in order; `next()` holds them back until the row it wants has come.
#[derive(Debug)]
pub(crate) struct Window {
    /// Columns whose values name a partition; their strings are never null.
    pub(crate) partition: Vec<String>,
    /// The columns of the operands; they do not go through.
    pub(crate) operands: Vec<String>,
    /// The calls, and where their values go.
    pub(crate) calls: Vec<(WindowWork, Field, Type)>,
    /// The column such that no row need look beyond those with the same value, if there is one.
    pub(crate) key: Option<String>,
    /// The order in which the rows of such a value must come.
    pub(crate) order: Vec<Order>,
}

impl Step for Window {
    fn name(&self) -> &'static str {
        "Window"
    }

    fn describe(&self) -> String {
        let calls = self.calls.iter().map(|(_, field, _)| field.name().clone()).collect::<Vec<_>>().join(", ");
        self.key.as_ref().map_or_else(|| calls.clone(), |key| format!("{calls} of the same {key}"))
    }

    fn drops(&self) -> &[String] {
        &self.operands
    }

    fn adds(&self) -> Vec<Field> {
        self.calls.iter().map(|(_, field, _)| field.clone()).collect()
    }

    fn needs(&self, _input: usize) -> Vec<String> {
        let order = self.order.iter().map(|order| &order.name);
        self.partition.iter().chain(&self.operands).chain(order).cloned().collect()
    }

    fn gathering(&self) -> Gathering {
        match &self.key {
            Some(key) => Gathering::ByKeys(vec![key.clone()]),
            None => Gathering::One,
        }
    }

    fn order(&self) -> Vec<Order> {
        self.order.clone()
    }

    fn run(&self, inputs: Vec<SendableRecordBatchStream>, run: StepRun) -> Result<SendableRecordBatchStream> {
        let Some(input) = inputs.into_iter().next() else { return internal_err!("a step without its input") };
        let reservation = MemoryConsumer::new("window functions").register(run.task.memory_pool());
        let calls: Arc<[(WindowWork, Type)]> = self.calls.iter().map(|(work, _, kind)| (work.clone(), *kind)).collect();
        let windows = Windows::new(
            self.partition.clone(),
            self.operands.clone(),
            calls,
            Arc::clone(&run.schema),
            &input.schema(),
            reservation,
        )?;
        let stream = streams::unfold(Some((input, windows)), |state| async move {
            let (mut input, mut windows) = state?;
            match input.next().await {
                Some(Ok(batch)) => {
                    let ready = windows.take(batch);
                    Some((ready, Some((input, windows))))
                }
                Some(Err(error)) => Some((Err(error), None)),
                None => Some((windows.finish(), None)),
            }
        })
        .flat_map(|ready| match ready {
            Ok(batches) => streams::iter(batches.into_iter().map(Ok).collect::<Vec<_>>()),
            Err(error) => streams::iter(vec![Err(error)]),
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(run.schema, stream)))
    }
}
