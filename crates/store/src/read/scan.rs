//! Streams rows of a table: only the columns asked for, only the row groups whose times can match.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_array::{BooleanArray, RecordBatch, StringArray};
use arrow_schema::{Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowPredicateFn, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowFilter,
};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::statistics::Statistics;

use crate::Error;
use crate::batch::{Twin, time_column};
use crate::delta::{PROVENANCE, arrow_type};
use crate::ledger::State;
use crate::seal::DataFile;
use crate::storage::{Storage, StoredFile};

/// Rows handed out at once.
const SLICE: usize = 8192;

/// A condition on a text column: equal, whatever the case of ASCII letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equals {
    /// Column.
    pub column: String,
    /// Value.
    pub value: String,
}

/// Rows of one table, in batches that all have [`Scan::schema`].
pub struct Scan {
    storage: Storage,
    path: String,
    files: VecDeque<DataFile>,
    schema: SchemaRef,
    columns: Vec<String>,
    time: Option<&'static str>,
    range: Option<(i64, i64)>,
    equals: Vec<Equals>,
    /// Columns that conditions can be put on.
    texts: BTreeSet<String>,
    open: Option<(DataFile, ParquetRecordBatchReader)>,
}

impl std::fmt::Debug for Scan {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Scan")
            .field("path", &self.path)
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

impl Scan {
    pub(crate) fn begin(
        storage: &Storage,
        state: &State,
        twin: Twin,
        table: &str,
        columns: &[&str],
        range: Option<(i64, i64)>,
    ) -> Result<Self, Error> {
        let path = twin.path(table);
        let stored = state.tables.get(&path);
        let known = tables::by_name(table);
        if stored.is_none() && known.is_none() {
            return Err(Error::Unknown { what: "table", name: table.to_owned() });
        }
        let all = match stored {
            Some(stored) => stored.columns.clone(),
            None => known.map(crate::delta::of_table).unwrap_or_default(),
        };
        let field = |name: &&str| {
            let column = all.iter().find(|column| column.name == **name);
            let kind = column.and_then(|column| arrow_type(&column.kind));
            kind.map(|kind| Field::new(*name, kind, true))
                .ok_or_else(|| Error::Unknown { what: "column", name: format!("{table}.{name}") })
        };
        let schema = Schema::new(columns.iter().map(field).collect::<Result<Vec<_>, Error>>()?);
        let matches = |file: &&DataFile| match (range, file.times) {
            (Some((from, to)), Some((first, last))) => first <= to && last >= from,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let mut files: Vec<DataFile> =
            stored.into_iter().flat_map(|stored| stored.files.values()).filter(matches).cloned().collect();
        files.sort_by(|left, right| (left.times, &left.path).cmp(&(right.times, &right.path)));
        Ok(Self {
            storage: storage.clone(),
            path,
            files: files.into(),
            schema: Arc::new(schema),
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            time: known.and_then(time_column),
            range,
            equals: Vec::new(),
            texts: all.into_iter().filter(|column| column.kind == "string").map(|column| column.name).collect(),
            open: None,
        })
    }

    /// Keeps only rows in which a text column has a value. Of several conditions all must hold. A column that is not
    /// text, or that the table does not have, is an error of the first batch.
    #[must_use]
    pub fn where_equals(mut self, equals: Equals) -> Self {
        if equals.column == PROVENANCE[0].0 {
            self.files.retain(|file| file.tenant.eq_ignore_ascii_case(&equals.value));
        }
        self.equals.push(equals);
        self
    }

    /// Returns the schema of the batches.
    pub fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    fn next_batch(&mut self) -> Result<Option<RecordBatch>, Error> {
        loop {
            if let Some((file, reader)) = self.open.as_mut() {
                match reader.next() {
                    Some(batch) => {
                        let batch = batch.map_err(Error::rows("read", &file.path))?;
                        if batch.num_rows() > 0 {
                            let file = file.clone();
                            return self.shape(&batch, &file).map(Some);
                        }
                    }
                    None => self.open = None,
                }
                continue;
            }
            let Some(file) = self.files.pop_front() else { return Ok(None) };
            let reader = self.open_file(&file)?;
            self.open = Some((file, reader));
        }
    }

    fn open_file(&self, file: &DataFile) -> Result<ParquetRecordBatchReader, Error> {
        let path = format!("{}/{}", self.path, file.path);
        let stored = StoredFile::open(&self.storage, &path)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(stored).map_err(Error::rows("read", &path))?;
        let groups = builder.metadata().row_groups();
        let wanted: Vec<usize> =
            groups.iter().enumerate().filter(|(_at, group)| self.may_match(group)).map(|(at, _group)| at).collect();
        let parquet = builder.parquet_schema();
        let mask = ProjectionMask::columns(parquet, self.columns.iter().map(String::as_str));
        let mut predicates: Vec<Box<dyn parquet::arrow::arrow_reader::ArrowPredicate>> = Vec::new();
        if let (Some(time), Some(range)) = (self.time, self.range) {
            let mask = ProjectionMask::columns(parquet, [time]);
            predicates.push(Box::new(ArrowPredicateFn::new(mask, move |batch| Ok(in_range(&batch, range)))));
        }
        for equals in self.equals.iter().filter(|equals| equals.column != PROVENANCE[0].0) {
            if !self.texts.contains(&equals.column) {
                return Err(Error::Unknown { what: "text column", name: equals.column.clone() });
            }
            let (column, value) = (equals.column.as_str(), equals.value.clone());
            let mask = ProjectionMask::columns(parquet, [column]);
            predicates.push(Box::new(ArrowPredicateFn::new(mask, move |batch| Ok(is_equal(&batch, &value)))));
        }
        builder
            .with_projection(mask)
            .with_row_groups(wanted)
            .with_row_filter(RowFilter::new(predicates))
            .with_batch_size(SLICE)
            .build()
            .map_err(Error::rows("read", &path))
    }

    fn may_match(&self, group: &RowGroupMetaData) -> bool {
        let (Some(time), Some((from, to))) = (self.time, self.range) else { return true };
        let column = group.columns().iter().find(|column| column.column_descr().name() == time);
        match column.and_then(|column| column.statistics()) {
            Some(Statistics::Int64(bounds)) => {
                bounds.min_opt().is_none_or(|first| *first <= to) && bounds.max_opt().is_none_or(|last| *last >= from)
            }
            _ => true,
        }
    }

    /// Returns the batch with the columns asked for, those that the file does not hold included.
    fn shape(&self, batch: &RecordBatch, file: &DataFile) -> Result<RecordBatch, Error> {
        let rows = batch.num_rows();
        let mut columns = Vec::with_capacity(self.columns.len());
        for field in self.schema.fields() {
            columns.push(match batch.column_by_name(field.name()) {
                Some(column) => Arc::clone(column),
                None if field.name() == PROVENANCE[0].0 => {
                    Arc::new(std::iter::repeat_n(Some(file.tenant.as_str()), rows).collect::<StringArray>())
                }
                None if field.name() == PROVENANCE[1].0 => {
                    Arc::new(std::iter::repeat_n(file.day, rows).collect::<arrow_array::Date32Array>())
                }
                None => arrow_array::new_null_array(field.data_type(), rows),
            });
        }
        let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(SchemaRef::clone(&self.schema), columns, &options)
            .map_err(Error::rows("read", &file.path))
    }
}

impl Iterator for Scan {
    type Item = Result<RecordBatch, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

fn in_range(batch: &RecordBatch, (from, to): (i64, i64)) -> BooleanArray {
    match batch.columns().first().and_then(|column| column.as_primitive_opt::<TimestampMicrosecondType>()) {
        Some(times) => times.iter().map(|time| Some(time.is_some_and(|time| (from..=to).contains(&time)))).collect(),
        None => BooleanArray::from(vec![false; batch.num_rows()]),
    }
}

fn is_equal(batch: &RecordBatch, value: &str) -> BooleanArray {
    match batch.columns().first().and_then(|column| column.as_string_opt::<i32>()) {
        Some(texts) => {
            texts.iter().map(|text| Some(text.is_some_and(|text| text.eq_ignore_ascii_case(value)))).collect()
        }
        None => BooleanArray::from(vec![false; batch.num_rows()]),
    }
}
