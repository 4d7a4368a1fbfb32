//! A Parquet file that other programs understand: instants are timestamps, and what Arrow has no type for is text.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, TimestampMicrosecondArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use kql_plan::value::UNIX_EPOCH;
use kql_plan::{Column, Type, Value};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{Batch, Writer, text};

/// Writes Parquet.
pub(super) struct Parquet<'w> {
    columns: Vec<Column>,
    schema: SchemaRef,
    writer: ArrowWriter<Box<dyn Write + Send + 'w>>,
}

impl<'w> Parquet<'w> {
    /// Writes the beginning.
    pub(super) fn new(columns: Vec<Column>, out: Box<dyn Write + Send + 'w>) -> anyhow::Result<Self> {
        let fields: Vec<Field> =
            columns.iter().map(|column| Field::new(&column.name, data_type(column.kind), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?)).build();
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
        Ok(Self { columns, schema, writer })
    }
}

fn data_type(kind: Type) -> DataType {
    match kind {
        Type::Bool => DataType::Boolean,
        Type::Int => DataType::Int32,
        Type::Long => DataType::Int64,
        Type::Real => DataType::Float64,
        Type::Datetime => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Type::String | Type::Guid | Type::Dynamic | Type::Decimal | Type::Timespan => DataType::Utf8,
    }
}

impl Writer for Parquet<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for (array, column) in batch.columns().iter().zip(&self.columns) {
            arrays.push(match column.kind {
                Type::Bool | Type::Int | Type::Long | Type::Real => Arc::clone(array),
                kind => converted(array, kind)?,
            });
        }
        let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        self.writer.write(&RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)?)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        self.writer.finish()?;
        Ok(self.writer.inner_mut().flush()?)
    }
}

fn converted(array: &ArrayRef, kind: Type) -> anyhow::Result<ArrayRef> {
    let reader = kql_datafusion::array::Reader::new(array.as_ref(), kind)?;
    let values = (0..reader.len()).map(|row| reader.value(row));
    if kind == Type::Datetime {
        let instants = values.map(|value| value.as_ticks().map(|ticks| (ticks - UNIX_EPOCH).div_euclid(10)));
        return Ok(Arc::new(instants.collect::<TimestampMicrosecondArray>().with_timezone("UTC")));
    }
    let mut texts = StringBuilder::new();
    for value in values {
        texts.append_option((value != Value::Null).then(|| text(&value)));
    }
    Ok(Arc::new(texts.finish()))
}
