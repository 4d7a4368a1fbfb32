//! Writes one Parquet file: hashed, summed and measured on the way.

use std::io::{self, Write};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_schema::SchemaRef;
use arrow_select::interleave::interleave_record_batch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use sha2::{Digest, Sha256};
use tables::Table;

use super::partition::Partition;
use super::rows::Rows;
use super::times::{Bucket, Times};
use crate::Error;
use crate::delta::Statistics;
use crate::seal::{DataFile, RowSum, row_element};
use crate::storage::{Staged, Storage};

/// Rows a row group holds: enough to compress well, few enough that a reader can pass over most of a file.
const ROW_GROUP: usize = 131_072;
/// Bytes of a page. JSON text compresses a tenth better than in pages of the usual 1 MiB.
const PAGE: usize = 4 << 20;
/// Rows handed to the encoder at once.
const SLICE: usize = 8192;

/// Returns how a table's files are encoded.
fn properties(table: &Table) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).unwrap_or_default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_data_page_size_limit(PAGE)
        .set_created_by(format!("quaestor {}", env!("CARGO_PKG_VERSION")));
    // Hardly two rows agree in these, so a dictionary of them would be the column again.
    let name = match table.identity {
        [name] => Some(*name),
        _ => None,
    };
    for name in ["_Key", "_Content"].into_iter().chain(name) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), false);
    }
    for name in ["_Offset", "_Length", "_Line"] {
        let column = ColumnPath::from(name);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
    }
    properties.build()
}

/// A Parquet file being written.
pub(crate) struct FileWriter {
    writer: ArrowWriter<Hashing>,
    storage: Storage,
    table: &'static Table,
    partition: Partition,
    statistics: Statistics,
    sum: RowSum,
    rows: u64,
    times: Option<(i64, i64)>,
    lookup: Option<(i32, i32)>,
    lookup_unknown: u64,
}

/// A file that was written, and the sum over its rows.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) file: DataFile,
    pub(crate) sum: RowSum,
}

struct Hashing {
    staged: Staged,
    hash: Sha256,
    size: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.staged.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.staged.file.flush()
    }
}

impl FileWriter {
    /// Begins a file of a partition.
    pub(crate) fn begin(
        storage: &Storage,
        table: &'static Table,
        partition: Partition,
        schema: &SchemaRef,
    ) -> Result<Self, Error> {
        let sink = Hashing { staged: storage.stage()?, hash: Sha256::new(), size: 0 };
        let options = ArrowWriterOptions::new().with_properties(properties(table)).with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(sink, SchemaRef::clone(schema), options)
            .map_err(Error::rows("encode", table.name))?;
        Ok(Self {
            writer,
            storage: storage.clone(),
            table,
            partition,
            statistics: Statistics::default(),
            sum: RowSum::default(),
            rows: 0,
            times: None,
            lookup: None,
            lookup_unknown: 0,
        })
    }

    /// Adds rows whose content hashes are known. Without hashes the sum is left alone, as when files are merged.
    pub(crate) fn push(&mut self, batch: &RecordBatch, contents: Option<&[[u8; 32]]>) -> Result<(), Error> {
        self.writer.write(batch).map_err(Error::rows("encode", self.table.name))?;
        self.statistics.add(batch);
        self.rows += batch.num_rows() as u64;
        if let Some(contents) = contents {
            for (key, content) in keys(batch).zip(contents) {
                self.sum.add(&row_element(key, *content));
            }
        }
        let times = Times::of(self.table, batch);
        for row in 0..batch.num_rows() {
            if let Some(time) = times.shown(row) {
                let (first, last) = self.times.unwrap_or((time, time));
                self.times = Some((first.min(time), last.max(time)));
            }
            match times.bucket(row) {
                Bucket::Day(day) => {
                    let (first, last) = self.lookup.unwrap_or((day, day));
                    self.lookup = Some((first.min(day), last.max(day)));
                }
                Bucket::Whole | Bucket::Timeless => self.lookup_unknown += 1,
            }
        }
        Ok(())
    }

    /// Ends the file and gives it its name.
    pub(crate) fn finish(self, entry: u64) -> Result<Written, Error> {
        let name = self.table.name;
        let stats = self.statistics.text().map_err(Error::rows("describe", name))?;
        let sink = self.writer.into_inner().map_err(Error::rows("encode", name))?;
        let sha256 = hex::encode(sink.hash.finalize());
        let path = format!("{}/{entry:010}-{}.parquet", self.partition.folder(), sha256.get(..16).unwrap_or(&sha256));
        self.storage.adopt(sink.staged, &format!("{}/{path}", self.partition.table_path()))?;
        let file = DataFile {
            path,
            sha256,
            size: sink.size,
            rows: self.rows,
            tenant: self.partition.tenant.to_string(),
            day: self.partition.day,
            times: self.times,
            lookup: self.lookup,
            lookup_unknown: self.lookup_unknown,
            stats,
        };
        Ok(Written { file, sum: self.sum })
    }
}

/// Returns the keys of a batch of stored rows.
pub(crate) fn keys(batch: &RecordBatch) -> impl Iterator<Item = [u8; 16]> {
    sixteen(batch, "_Key")
}

/// Returns a column of 16-byte values; what is not one reads as zeros, which no key is.
pub(crate) fn sixteen(batch: &RecordBatch, name: &str) -> impl Iterator<Item = [u8; 16]> {
    let column = batch.column_by_name(name).and_then(|column| column.as_binary_opt::<i32>()).cloned();
    (0..batch.num_rows()).map(move |row| {
        let value = column.as_ref().filter(|column| column.is_valid(row)).map(|column| column.value(row));
        value.and_then(|bytes| <[u8; 16]>::try_from(bytes).ok()).unwrap_or_default()
    })
}

/// Writes rows to a file of a partition, in the order of their times.
pub(crate) fn write(
    storage: &Storage,
    table: &'static Table,
    partition: Partition,
    chunks: &[Rows],
    entry: u64,
) -> Result<Option<Written>, Error> {
    let Some(first) = chunks.first() else { return Ok(None) };
    let mut writer = FileWriter::begin(storage, table, partition, &first.batch.schema())?;
    match out_of_order(table, chunks) {
        None => {
            for rows in chunks {
                writer.push(&rows.batch, Some(&rows.contents))?;
            }
        }
        Some(order) => {
            let batches: Vec<&RecordBatch> = chunks.iter().map(|rows| &rows.batch).collect();
            for slice in order.chunks(SLICE) {
                let places: Vec<(usize, usize)> = slice.iter().map(|(_time, chunk, row)| (*chunk, *row)).collect();
                let batch = interleave_record_batch(&batches, &places).map_err(Error::rows("sort", table.name))?;
                let contents: Vec<[u8; 32]> =
                    places.iter().filter_map(|(chunk, row)| chunks.get(*chunk)?.contents.get(*row).copied()).collect();
                writer.push(&batch, Some(&contents))?;
            }
        }
    }
    writer.finish(entry).map(Some)
}

/// Returns the places of all rows in the order of their times, or none where they are in order already.
fn out_of_order(table: &Table, chunks: &[Rows]) -> Option<Vec<(Option<i64>, usize, usize)>> {
    let mut order: Vec<(Option<i64>, usize, usize)> = Vec::new();
    for (at, rows) in chunks.iter().enumerate() {
        let times = Times::of(table, &rows.batch);
        order.extend((0..rows.batch.num_rows()).map(|row| (times.shown(row), at, row)));
    }
    if order.is_sorted() {
        return None;
    }
    order.sort_unstable();
    Some(order)
}
