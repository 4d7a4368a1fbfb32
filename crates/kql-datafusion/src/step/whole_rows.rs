//! Operators that see their inputs whole, row by row.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{Field, SchemaRef};
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures_util::{StreamExt, TryStreamExt, stream};
use kql_plan::{Column, ColumnId, Context, Row, Rows, RowsOperator, Type, Value};

use super::{Gathering, Step, StepRun, key_arrays};
use crate::error::external;
use crate::physical;

/// How much more memory rows take than the arrays they come from: a value of a few bytes takes about forty.
const GROWTH: usize = 4;

/// Runs an operator over its inputs, once or for each value of a column.
#[derive(Debug)]
pub(crate) struct WholeRows {
    pub(crate) operator: Arc<dyn RowsOperator>,
    pub(crate) context: Arc<Context>,
    /// The columns of each input.
    pub(crate) inputs: Vec<Vec<Column>>,
    /// The column of the first input that names a partition.
    pub(crate) partition: Option<ColumnId>,
    /// The columns of the result.
    pub(crate) outputs: Vec<Column>,
}

impl Step for WholeRows {
    fn name(&self) -> &'static str {
        "Rows"
    }

    fn describe(&self) -> String {
        self.operator.name().to_owned()
    }

    fn passes(&self) -> bool {
        false
    }

    fn adds(&self) -> Vec<Field> {
        self.outputs.iter().map(physical::field).collect()
    }

    fn needs(&self, input: usize) -> Vec<String> {
        self.inputs.get(input).into_iter().flatten().map(|column| physical::name(column.id)).collect()
    }

    fn gathering(&self) -> Gathering {
        Gathering::One
    }

    fn run(&self, inputs: Vec<SendableRecordBatchStream>, run: StepRun) -> Result<SendableRecordBatchStream> {
        if inputs.len() != self.inputs.len() {
            return internal_err!("{} got {} inputs, not {}", self.operator.name(), inputs.len(), self.inputs.len());
        }
        let reservation = MemoryConsumer::new(self.operator.name()).register(run.task.memory_pool());
        let columns = self.inputs.clone();
        let work = Work {
            operator: Arc::clone(&self.operator),
            context: Arc::clone(&self.context),
            place: self.partition.and_then(|id| self.inputs.first()?.iter().position(|column| column.id == id)),
            kinds: self.outputs.iter().map(|column| column.kind).collect(),
            schema: Arc::clone(&run.schema),
            size: run.task.session_config().batch_size(),
        };
        let computed = async move {
            let mut tables = Vec::with_capacity(inputs.len());
            for (input, columns) in inputs.into_iter().zip(&columns) {
                tables.push(collect(input, columns, &reservation).await?);
            }
            // The operator may take its time: not on a thread that serves others.
            let batches = tokio::task::spawn_blocking(move || work.run(tables)).await;
            let batches = batches.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)))??;
            let batches = batches.into_iter().map(Ok);
            Ok::<_, DataFusionError>(stream::iter(batches).inspect(move |_| {
                // Held as long as the rows are.
                let _ = &reservation;
            }))
        };
        let stream = stream::once(computed).try_flatten();
        Ok(Box::pin(RecordBatchStreamAdapter::new(run.schema, stream)))
    }
}

/// All rows of an input.
async fn collect(
    mut input: SendableRecordBatchStream,
    columns: &[Column],
    reservation: &MemoryReservation,
) -> Result<Rows> {
    let kinds: Vec<Type> = columns.iter().map(|column| column.kind).collect();
    let names: Vec<String> = columns.iter().map(|column| physical::name(column.id)).collect();
    let mut rows = Rows::new(columns.iter().map(|column| (column.name.clone(), column.kind)).collect());
    while let Some(batch) = input.next().await {
        let batch = batch?;
        reservation.try_grow(batch.get_array_memory_size().saturating_mul(GROWTH))?;
        let arrays = key_arrays(&batch, &names)?;
        crate::answer::append(&mut rows, &arrays, batch.num_rows(), &kinds)?;
    }
    Ok(rows)
}

/// What runs apart from the streams.
struct Work {
    operator: Arc<dyn RowsOperator>,
    context: Arc<Context>,
    /// Where the column that names a partition stands.
    place: Option<usize>,
    kinds: Vec<Type>,
    schema: SchemaRef,
    size: usize,
}

impl Work {
    fn run(&self, inputs: Vec<Rows>) -> Result<Vec<RecordBatch>> {
        let rows = match self.place {
            None => self.operator.run(inputs, &self.context).map_err(external)?,
            Some(place) => self.run_parts(inputs, place)?,
        };
        rows.chunks(self.size.max(1)).map(|chunk| crate::lower::batch(&self.schema, &self.kinds, chunk)).collect()
    }

    /// Runs the operator for each value of a column of the first input; the other inputs are the same every time.
    fn run_parts(&self, inputs: Vec<Rows>, place: usize) -> Result<Vec<Row>> {
        let mut inputs = inputs.into_iter();
        let Some(mut first) = inputs.next() else { return internal_err!("an operator without inputs") };
        let others: Vec<Rows> = inputs.collect();
        if place >= first.columns.len() {
            return internal_err!("an operator without the column of its partitions");
        }
        first.columns.remove(place);
        let mut places: HashMap<(bool, String), usize> = HashMap::new();
        let mut parts: Vec<(Value<'static>, Vec<Row>)> = Vec::new();
        for mut row in first.rows {
            let value = if place < row.len() { row.remove(place) } else { Value::Null };
            let key = (value.is_null(), kql_plan::convert::text(&value));
            let number = *places.entry(key).or_insert_with(|| {
                parts.push((value, Vec::new()));
                parts.len() - 1
            });
            if let Some((_, rows)) = parts.get_mut(number) {
                rows.push(row);
            }
        }
        let mut results = Vec::new();
        for (value, rows) in parts {
            let mut all = vec![Rows { columns: first.columns.clone(), rows }];
            all.extend(others.iter().cloned());
            for row in self.operator.run(all, &self.context).map_err(external)? {
                let mut whole = Vec::with_capacity(row.len() + 1);
                whole.push(value.clone());
                whole.extend(row);
                results.push(whole);
            }
        }
        Ok(results)
    }
}
