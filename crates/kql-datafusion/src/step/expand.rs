//! `mv-expand`: a row for each element.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Int64Builder, RecordBatch, RecordBatchOptions, StringViewArray, UInt32Array,
};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{Field, SchemaRef};
use datafusion::common::{Result, internal_err};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures_util::{StreamExt, stream};
use kql_plan::{Json, Type, Value};

use super::elements::{Elements, Walk};
use super::{Gathering, Step, StepRun, key_arrays};
use crate::array::{Parts, Writer};

/// Makes a row of each element; of several columns together, until the longest ends.
///
/// Of the null there is one row with a null (if such rows stay), of an empty array or bag none; anything else than an array or a bag is its own
/// only element. A declared type only takes elements that are of it: <https://learn.microsoft.com/kusto/query/mv-expand-operator>
#[derive(Debug)]
pub(crate) struct Expand {
    /// Names of the columns that are expanded; they do not go through.
    pub(crate) sources: Vec<String>,
    /// Where their elements go, and the types those are of.
    pub(crate) outputs: Vec<(Field, Type)>,
    /// The column of the elements' places.
    pub(crate) index: Option<Field>,
    /// Whether a property becomes `[key, value]`.
    pub(crate) bag_as_array: bool,
    /// At most so many rows for one.
    pub(crate) limit: usize,
    /// Whether a row whose value is null stays.
    pub(crate) keep_empty: bool,
}

impl Step for Expand {
    fn name(&self) -> &'static str {
        "Expand"
    }

    fn describe(&self) -> String {
        self.sources.join(", ")
    }

    fn drops(&self) -> &[String] {
        &self.sources
    }

    fn adds(&self) -> Vec<Field> {
        self.outputs.iter().map(|(field, _)| field.clone()).chain(self.index.clone()).collect()
    }

    fn needs(&self, _input: usize) -> Vec<String> {
        self.sources.clone()
    }

    fn filters_first(&self) -> bool {
        true
    }

    fn gathering(&self) -> Gathering {
        Gathering::Any
    }

    fn run(&self, inputs: Vec<SendableRecordBatchStream>, run: StepRun) -> Result<SendableRecordBatchStream> {
        let Some(input) = inputs.into_iter().next() else { return internal_err!("a step without its input") };
        let work = Arc::new(Work {
            sources: self.sources.clone(),
            kinds: self.outputs.iter().map(|(_, kind)| *kind).collect(),
            index: self.index.is_some(),
            bag_as_array: self.bag_as_array,
            limit: self.limit,
            keep_empty: self.keep_empty,
            schema: Arc::clone(&run.schema),
            size: run.task.session_config().batch_size(),
        });
        let stream = input.flat_map(move |batch| match batch {
            Ok(batch) => stream::iter(Batches { work: Arc::clone(&work), batch, row: 0, failed: None }),
            Err(error) => stream::iter(Batches {
                work: Arc::clone(&work),
                batch: RecordBatch::new_empty(Arc::clone(&work.schema)),
                row: 0,
                failed: Some(error),
            }),
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(run.schema, stream)))
    }
}

/// What a stream works by.
struct Work {
    sources: Vec<String>,
    kinds: Vec<Type>,
    index: bool,
    bag_as_array: bool,
    limit: usize,
    keep_empty: bool,
    schema: SchemaRef,
    size: usize,
}

/// The batches that a batch becomes, each of about the size that is wanted.
struct Batches {
    work: Arc<Work>,
    batch: RecordBatch,
    row: usize,
    failed: Option<datafusion::common::DataFusionError>,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            return Some(Err(error));
        }
        if self.row >= self.batch.num_rows() {
            return None;
        }
        Some(self.expand())
    }
}

impl Batches {
    fn expand(&mut self) -> Result<RecordBatch> {
        let work = &self.work;
        let arrays = key_arrays(&self.batch, &work.sources)?;
        let mut texts: Vec<&StringViewArray> = Vec::with_capacity(arrays.len());
        for array in &arrays {
            match array.as_string_view_opt() {
                Some(text) => texts.push(text),
                None => return internal_err!("a dynamic came as {}", array.data_type()),
            }
        }
        let mut of_row: Vec<u32> = Vec::with_capacity(work.size);
        let mut index = Int64Builder::new();
        let mut outputs: Vec<Output<'_>> =
            work.kinds.iter().zip(&texts).map(|(kind, texts)| Output::new(*kind, texts, work.size)).collect();
        while self.row < self.batch.num_rows() && of_row.len() < work.size {
            let row = self.row;
            self.row += 1;
            let count = match (texts.as_slice(), outputs.as_mut_slice()) {
                ([texts], [output]) => work.alone(texts, row, output),
                _ => work.together(&texts, row, &mut outputs),
            };
            of_row.extend(std::iter::repeat_n(u32::try_from(row).unwrap_or(u32::MAX), count));
            if work.index {
                (0..count).for_each(|place| index.append_value(i64::try_from(place).unwrap_or(i64::MAX)));
            }
        }
        let rows = of_row.len();
        let of_row = UInt32Array::from(of_row);
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(work.schema.fields().len());
        let through = work.schema.fields().len() - outputs.len() - usize::from(work.index);
        for field in work.schema.fields().iter().take(through) {
            match self.batch.column_by_name(field.name()) {
                Some(column) => columns.push(take(column, &of_row, None)?),
                None => return internal_err!("mv-expand misses its column {}", field.name()),
            }
        }
        columns.extend(outputs.iter_mut().map(Output::finish));
        if work.index {
            columns.push(Arc::new(index.finish()));
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&work.schema), columns, &options)?)
    }
}

impl Work {
    /// Expands the only source of a row; returns how many rows it becomes.
    fn alone(&self, texts: &StringViewArray, row: usize, output: &mut Output<'_>) -> usize {
        if texts.is_null(row) {
            let count = usize::from(self.keep_empty).min(self.limit);
            (0..count).for_each(|_| output.append(row, None));
            return count;
        }
        let elements = Walk::of(texts.value(row), self.bag_as_array).take(self.limit);
        elements.map(|element| output.append(row, Some(&element))).count()
    }

    /// Expands the sources of a row side by side; returns how many rows they become.
    fn together(&self, texts: &[&StringViewArray], row: usize, outputs: &mut [Output<'_>]) -> usize {
        let elements: Vec<Elements<'_>> = texts
            .iter()
            .map(|text| Elements::of(text.is_valid(row).then(|| text.value(row)), self.bag_as_array))
            .collect();
        let mut count = elements.iter().map(Elements::len).max().unwrap_or(0);
        if count == 0 && self.keep_empty && elements.iter().any(Elements::is_null) {
            count = 1;
        }
        let count = count.min(self.limit);
        for place in 0..count {
            for (elements, output) in elements.iter().zip(outputs.iter_mut()) {
                output.append(row, elements.get(place));
            }
        }
        count
    }
}

/// Where the elements of a source go: dynamics stay where they lie.
enum Output<'a> {
    Dynamic(Parts<'a>),
    Typed(Type, Writer),
}

impl<'a> Output<'a> {
    fn new(kind: Type, texts: &'a StringViewArray, capacity: usize) -> Self {
        match kind {
            Type::Dynamic => Output::Dynamic(Parts::new(texts, capacity)),
            _ => Output::Typed(kind, Writer::new(kind, capacity)),
        }
    }

    /// Adds an element of a row.
    fn append(&mut self, row: usize, element: Option<&str>) {
        match (self, element) {
            (Output::Dynamic(parts), None) => parts.append_null(),
            (Output::Dynamic(parts), Some(json)) => parts.append_json(row, json),
            (Output::Typed(_, writer), None) => writer.append_null(),
            (Output::Typed(kind, writer), Some(json)) => write(json, *kind, writer),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Output::Dynamic(parts) => parts.finish(),
            Output::Typed(_, writer) => writer.finish(),
        }
    }
}

/// Writes an element as a value of the type it is declared to be; the null when it is none.
fn write(json: &str, kind: Type, writer: &mut Writer) {
    let value = crate::array::json(json);
    let fits = match (&value, kind) {
        (Value::Dynamic(json), Type::Bool) => json.is_boolean(),
        (Value::Dynamic(json), Type::Int | Type::Long | Type::Real | Type::Decimal) => json.is_number(),
        (Value::Dynamic(json), Type::Datetime | Type::Timespan | Type::Guid) => {
            matches!(json.as_ref(), Json::String(_))
        }
        _ => true,
    };
    if fits { writer.append(&kql_plan::convert::convert(&value, kind)) } else { writer.append_null() }
}
