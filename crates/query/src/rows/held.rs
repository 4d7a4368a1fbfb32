//! Rows in memory as tables of the engine: records that a rule is tried on, before or without an archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, new_null_array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::catalog::{MemTable, TableProvider};
use datafusion::common::Result;
use kql_plan::{TableSchema, Type};

use super::ticks::of_array;

/// Rows in memory, by table, as [`tables::Mapped`] has them.
#[derive(Debug, Default)]
pub struct Held(BTreeMap<&'static str, Vec<RecordBatch>>);

impl Held {
    /// Adds rows, which have the schema of their table.
    pub fn add(&mut self, table: &'static tables::Table, rows: RecordBatch) {
        if rows.num_rows() > 0 {
            self.0.entry(table.name).or_default().push(rows);
        }
    }

    /// Returns the names of the tables that have rows.
    pub fn tables(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// The rows of a table as the engine has them; columns that the rows lack are null.
    pub(crate) fn provider(&self, declared: &TableSchema) -> Result<Arc<dyn TableProvider>> {
        let columns: Vec<&(String, Type)> = declared.columns.iter().chain(&declared.hidden).collect();
        let fields =
            columns.iter().map(|(name, kind)| Field::new(name, kql_datafusion::physical::data_type(*kind), true));
        let schema: SchemaRef = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let stored = self.0.get(declared.name.as_str()).map_or(&[][..], Vec::as_slice);
        let batches = stored.iter().map(|rows| shape(rows, &columns, &schema)).collect::<Result<Vec<_>>>()?;
        Ok(Arc::new(MemTable::try_new(schema, vec![batches])?))
    }
}

fn shape(rows: &RecordBatch, columns: &[&(String, Type)], schema: &SchemaRef) -> Result<RecordBatch> {
    let count = rows.num_rows();
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(columns.len());
    for ((name, kind), field) in columns.iter().zip(schema.fields()) {
        arrays.push(match rows.column_by_name(name) {
            Some(array) if *kind == Type::Datetime => of_array(array)?,
            Some(array) => cast(array, field.data_type())?,
            None => new_null_array(field.data_type(), count),
        });
    }
    let options = RecordBatchOptions::new().with_row_count(Some(count));
    Ok(RecordBatch::try_new_with_options(Arc::clone(schema), arrays, &options)?)
}
