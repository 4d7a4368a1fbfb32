//! The rows of an answer.

use std::pin::Pin;
use std::time::{Duration, Instant};

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use datafusion::execution::SendableRecordBatchStream;
use futures_util::StreamExt;
use kql_plan::Rows;
use kql_plan::{Column, Type};

use crate::array::Reader;
use crate::engine::Running;
use crate::error::EngineError;

/// The rows of an answer, as they are found.
///
/// To cancel a query, drop its answer (or the future of [`Engine::run`](crate::Engine::run)): what it holds is freed, its files on disk go.
pub struct Answer {
    /// The columns, in order.
    pub columns: Vec<Column>,
    stream: SendableRecordBatchStream,
    running: Running,
    rows: u64,
}

/// What an answer cost so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Rows given.
    pub rows: u64,
    /// Since the query was handed in.
    pub elapsed: Duration,
    /// The most memory it reserved at one time, in bytes.
    pub memory: usize,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Answer").field("columns", &self.columns).field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Answer {
    pub(crate) fn new(columns: Vec<Column>, stream: SendableRecordBatchStream, running: Running) -> Self {
        Answer { columns, stream, running, rows: 0 }
    }

    /// The next rows; `None` after the last. The arrays stand for the columns as [`physical`](crate::physical) says.
    ///
    /// # Errors
    /// When the query fails on the way, or its time is over.
    pub async fn next(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        let next = self.running.in_time(Pin::new(&mut self.stream).next()).await?;
        match next {
            None => Ok(None),
            Some(Ok(batch)) => {
                self.rows += batch.num_rows() as u64;
                Ok(Some(batch))
            }
            Some(Err(error)) => Err(self.running.sort(error)),
        }
    }

    /// All rows in memory, value by value.
    ///
    /// # Errors
    /// When the query fails on the way, or its time is over.
    pub async fn rows(&mut self) -> Result<Rows, EngineError> {
        let columns: Vec<(String, Type)> =
            self.columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        let kinds: Vec<Type> = self.columns.iter().map(|column| column.kind).collect();
        let mut rows = Rows::new(columns);
        while let Some(batch) = self.next().await? {
            append(&mut rows, batch.columns(), batch.num_rows(), &kinds).map_err(|error| self.running.sort(error))?;
        }
        Ok(rows)
    }

    /// What it cost so far.
    pub fn stats(&self) -> Stats {
        Stats { rows: self.rows, elapsed: self.running.elapsed(), memory: self.running.peak_memory() }
    }
}

/// Adds the rows of arrays.
pub(crate) fn append(
    rows: &mut Rows,
    arrays: &[ArrayRef],
    count: usize,
    kinds: &[Type],
) -> datafusion::common::Result<()> {
    let mut readers = Vec::with_capacity(kinds.len());
    for (array, kind) in arrays.iter().zip(kinds) {
        readers.push(Reader::new(array.as_ref(), *kind)?);
    }
    rows.rows.reserve(count);
    for row in 0..count {
        rows.rows.push(readers.iter().map(|reader| reader.value(row).into_owned()).collect());
    }
    Ok(())
}

/// The moment a query began, and the moment it must end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) began: Instant,
    pub(crate) limit: Option<Duration>,
}
