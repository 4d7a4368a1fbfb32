//! Runs calls over batches as they come.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::arrow::row::{RowConverter, SortField};
use datafusion::common::{Result, internal_err};
use datafusion::execution::memory_pool::MemoryReservation;
use kql_plan::{Type, Value};

use super::super::key_arrays;
use super::shift::Shift;
use super::state::{self, Place, State};
use super::{Operand, WindowWork};
use crate::array::{Reader, Writer};

/// Rows further up are not looked for column by column.
const MOST_SHIFTED: usize = 1024;

/// The calls over one stream.
pub(super) struct Windows {
    partition: Vec<String>,
    operands: Vec<String>,
    calls: Arc<[(WindowWork, Type)]>,
    schema: SchemaRef,
    converter: Option<RowConverter>,
    partitions: HashMap<Box<[u8]>, usize>,
    states: Vec<Vec<State>>,
    /// For each call that goes column by column what it remembers.
    shifts: Vec<Option<Shift>>,
    /// Batches that are not complete yet, the first of them with this number.
    waiting: VecDeque<Waiting>,
    first: u64,
    reservation: MemoryReservation,
}

/// A batch whose columns are not all complete.
struct Waiting {
    batch: RecordBatch,
    /// For each call the values: in an array, or still to be filled in.
    columns: Vec<Column>,
    /// How many values are missing.
    missing: usize,
    bytes: usize,
}

enum Column {
    Done(ArrayRef),
    Open(Vec<Value<'static>>),
}

impl Windows {
    pub(super) fn new(
        partition: Vec<String>,
        operands: Vec<String>,
        calls: Arc<[(WindowWork, Type)]>,
        schema: SchemaRef,
        input: &Schema,
        reservation: MemoryReservation,
    ) -> Result<Self> {
        let mut fields = Vec::with_capacity(partition.len());
        for name in &partition {
            fields.push(SortField::new(input.field_with_name(name)?.data_type().clone()));
        }
        let converter = if fields.is_empty() { None } else { Some(RowConverter::new(fields)?) };
        let shift = |work: &WindowWork| match work {
            WindowWork::Previous { value: Operand::Column(..), offset, default: Operand::Constant(_) }
                if partition.is_empty() && *offset <= MOST_SHIFTED =>
            {
                Some(Shift::new(*offset))
            }
            _ => None,
        };
        let shifts = calls.iter().map(|(work, _)| shift(work)).collect();
        Ok(Windows {
            partition,
            operands,
            calls,
            schema,
            converter,
            partitions: HashMap::new(),
            states: Vec::new(),
            shifts,
            waiting: VecDeque::new(),
            first: 0,
            reservation,
        })
    }

    /// Takes a batch; gives those that are complete.
    pub(super) fn take(&mut self, batch: RecordBatch) -> Result<Vec<RecordBatch>> {
        let partition_of = self.partitions_of(&batch)?;
        let arrays = key_arrays(&batch, &self.operands)?;
        let rows = batch.num_rows();
        let calls = Arc::clone(&self.calls);
        let mut columns = Vec::with_capacity(calls.len());
        let mut missing = 0;
        for (index, (work, kind)) in calls.iter().enumerate() {
            if let WindowWork::Next { default, .. } = work {
                let default = Source::new(default, &arrays)?;
                columns.push(Column::Open((0..rows).map(|row| default.value(row).into_owned()).collect()));
                missing += rows;
                continue;
            }
            if let Some(shift) = self.shifts.get_mut(index).and_then(Option::as_mut) {
                columns.push(Column::Done(shifted(shift, work, *kind, rows, &arrays)?));
                continue;
            }
            let call = Call::new(work, &arrays)?;
            let mut writer = Writer::new(*kind, rows);
            for (row, partition) in partition_of.iter().enumerate() {
                let state = self.states.get_mut(*partition).and_then(|states| states.get_mut(index));
                writer.append(&state.map_or(Value::Null, |state| call.value(state, row)));
            }
            columns.push(Column::Done(writer.finish()));
        }
        let bytes = batch.get_array_memory_size();
        self.reservation.try_grow(bytes)?;
        let number = self.first + self.waiting.len() as u64;
        self.waiting.push_back(Waiting { batch, columns, missing, bytes });
        for (index, (work, _)) in calls.iter().enumerate() {
            if let WindowWork::Next { value, offset, .. } = work {
                let value = Source::new(value, &arrays)?;
                for (row, partition) in partition_of.iter().enumerate() {
                    self.next(index, *partition, (number, row), *offset, &value.value(row));
                }
            }
        }
        let mut ready = Vec::new();
        while self.waiting.front().is_some_and(|waiting| waiting.missing == 0) {
            ready.extend(self.release()?);
        }
        Ok(ready)
    }

    /// Gives the batches that wait for rows that never come.
    pub(super) fn finish(&mut self) -> Result<Vec<RecordBatch>> {
        let mut ready = Vec::new();
        while !self.waiting.is_empty() {
            ready.extend(self.release()?);
        }
        Ok(ready)
    }

    /// Gives a value to the row that waits for it, and lets its own row wait.
    fn next(&mut self, index: usize, partition: usize, place: Place, offset: usize, value: &Value<'_>) {
        let state = self.states.get_mut(partition).and_then(|states| states.get_mut(index));
        let Some(State::Next(waiting)) = state else { return };
        waiting.push_back(place);
        if waiting.len() <= offset {
            return;
        }
        let Some((number, row)) = waiting.pop_front() else { return };
        let batch = number.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
        let Some(batch) = batch.and_then(|at| self.waiting.get_mut(at)) else { return };
        if let Some(Column::Open(values)) = batch.columns.get_mut(index)
            && let Some(slot) = values.get_mut(row)
        {
            *slot = value.borrowed().into_owned();
            batch.missing -= 1;
        }
    }

    /// The first batch that waits, with its columns.
    fn release(&mut self) -> Result<Option<RecordBatch>> {
        let Some(waiting) = self.waiting.pop_front() else { return Ok(None) };
        self.first += 1;
        self.reservation.shrink(waiting.bytes.min(self.reservation.size()));
        let rows = waiting.batch.num_rows();
        let through = self.schema.fields().len() - self.calls.len();
        let mut columns = Vec::with_capacity(self.schema.fields().len());
        for field in self.schema.fields().iter().take(through) {
            match waiting.batch.column_by_name(field.name()) {
                Some(column) => columns.push(Arc::clone(column)),
                None => return internal_err!("window functions miss their column {}", field.name()),
            }
        }
        for (column, (_, kind)) in waiting.columns.into_iter().zip(self.calls.iter()) {
            columns.push(match column {
                Column::Done(array) => array,
                Column::Open(values) => {
                    let mut writer = Writer::new(*kind, values.len());
                    for value in &values {
                        writer.append(value);
                    }
                    writer.finish()
                }
            });
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(Some(RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)?))
    }

    /// For each row the number of its partition.
    fn partitions_of(&mut self, batch: &RecordBatch) -> Result<Vec<usize>> {
        let fresh = |calls: &[(WindowWork, Type)]| calls.iter().map(|(work, _)| State::new(work)).collect();
        let Some(converter) = &mut self.converter else {
            if self.states.is_empty() {
                self.states.push(fresh(&self.calls));
            }
            return Ok(vec![0; batch.num_rows()]);
        };
        let rows = converter.convert_columns(&key_arrays(batch, &self.partition)?)?;
        let mut numbers = Vec::with_capacity(batch.num_rows());
        for row in &rows {
            let key = row.as_ref();
            numbers.push(if let Some(number) = self.partitions.get(key) {
                *number
            } else {
                self.reservation.try_grow(key.len() + 64 + 64 * self.calls.len())?;
                self.states.push(fresh(&self.calls));
                self.partitions.insert(key.into(), self.states.len() - 1);
                self.states.len() - 1
            });
        }
        Ok(numbers)
    }
}

/// The column of a `prev()`.
fn shifted(shift: &mut Shift, work: &WindowWork, kind: Type, rows: usize, arrays: &[ArrayRef]) -> Result<ArrayRef> {
    let WindowWork::Previous { value: Operand::Column(number, _), default: Operand::Constant(default), .. } = work
    else {
        return internal_err!("only prev() is computed column by column");
    };
    let Some(values) = arrays.get(*number).filter(|values| values.len() == rows) else {
        return internal_err!("window functions miss an operand");
    };
    shift.take(values, |rows| {
        let mut writer = Writer::new(kind, rows);
        (0..rows).for_each(|_| writer.append(default));
        Ok(writer.finish())
    })
}

/// Where the values of an operand come from.
enum Source<'a> {
    Constant(&'a Value<'static>),
    Column(Reader<'a>),
}

impl<'a> Source<'a> {
    fn new(operand: &'a Operand, arrays: &'a [ArrayRef]) -> Result<Self> {
        let (number, kind) = match operand {
            Operand::Constant(value) => return Ok(Source::Constant(value)),
            Operand::Column(number, kind) => (*number, *kind),
        };
        let Some(array) = arrays.get(number) else { return internal_err!("window functions miss an operand") };
        Ok(Source::Column(Reader::new(array.as_ref(), kind)?))
    }

    fn value(&self, row: usize) -> Value<'a> {
        match self {
            Source::Constant(value) => value.borrowed(),
            Source::Column(reader) => reader.value(row),
        }
    }

    /// Whether a condition holds.
    fn holds(&self, row: usize) -> bool {
        self.value(row).as_bool() == Some(true)
    }
}

/// A call over the operands of a batch.
enum Call<'a> {
    Previous { value: Source<'a>, offset: usize, default: Source<'a> },
    RowNumber { start: i64, restart: Source<'a> },
    CumulativeSum { term: Source<'a>, restart: Source<'a> },
    Rank { term: Source<'a>, dense: bool, restart: Source<'a> },
    Session { value: Source<'a>, from_first: Source<'a>, between: Source<'a>, restart: Source<'a> },
}

impl<'a> Call<'a> {
    fn new(work: &'a WindowWork, arrays: &'a [ArrayRef]) -> Result<Self> {
        let source = |operand: &'a Operand| Source::new(operand, arrays);
        Ok(match work {
            WindowWork::Previous { value, offset, default } => {
                Call::Previous { value: source(value)?, offset: *offset, default: source(default)? }
            }
            WindowWork::Next { .. } => return internal_err!("next() is not computed row by row"),
            WindowWork::RowNumber { start, restart } => Call::RowNumber { start: *start, restart: source(restart)? },
            WindowWork::CumulativeSum { term, restart } => {
                Call::CumulativeSum { term: source(term)?, restart: source(restart)? }
            }
            WindowWork::RankDense { term, restart } => {
                Call::Rank { term: source(term)?, dense: true, restart: source(restart)? }
            }
            WindowWork::RankMin { term, restart } => {
                Call::Rank { term: source(term)?, dense: false, restart: source(restart)? }
            }
            WindowWork::Session { value, from_first, between, restart } => Call::Session {
                value: source(value)?,
                from_first: source(from_first)?,
                between: source(between)?,
                restart: source(restart)?,
            },
        })
    }

    /// Its value for a row, which the state then knows of.
    fn value(&self, state: &mut State, row: usize) -> Value<'static> {
        match (self, state) {
            (Call::Previous { value, offset, default }, State::Previous(before)) => {
                state::previous(before, value.value(row), *offset, default.value(row))
            }
            (Call::RowNumber { start, restart }, State::RowNumber(last)) => {
                state::row_number(last, *start, restart.holds(row))
            }
            (Call::CumulativeSum { term, restart }, State::CumulativeSum(sum)) => {
                state::cumulative_sum(sum, &term.value(row), restart.holds(row))
            }
            (Call::Rank { term, dense, restart }, State::Rank(before)) => {
                state::rank(before, term.value(row), *dense, restart.holds(row))
            }
            (Call::Session { value, from_first, between, restart }, State::Session(before)) => state::session(
                before,
                value.value(row),
                &from_first.value(row),
                &between.value(row),
                restart.holds(row),
            ),
            _ => Value::Null,
        }
    }
}
