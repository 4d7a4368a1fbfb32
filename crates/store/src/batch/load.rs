//! Reads a bucket from the key columns of the files.

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tables::Table;

use super::file::{keys, sixteen};
use super::keys::{Records, Sighting, table_number};
use super::partition::{Partition, Twin};
use super::times::{Bucket, Times, lookup};
use super::writer::{FileHome, Home, Writer};
use crate::seal::DataFile;
use crate::storage::StoredFile;
use crate::{Error, UNKNOWN_TENANT};

impl Writer {
    /// Reads the records of one bucket of a family, in all of its tables.
    ///
    /// It is asked for before the bucket is first changed, and changed buckets stay in memory, so the live files are all.
    pub(super) fn load_bucket(&mut self, family: &str, bucket: Bucket) -> Result<Records, Error> {
        let mut records = Records::default();
        for table in tables::all().iter().copied().filter(|table| table.family == family) {
            for twin in [Twin::Tables, Twin::Versions] {
                let files = self.state.tables.get(&twin.path(table.name));
                let files: Vec<DataFile> = files
                    .into_iter()
                    .flat_map(|state| state.files.values())
                    .filter(|file| may_hold(file, bucket))
                    .cloned()
                    .collect();
                for file in files {
                    self.load_file(table, twin, file, bucket, &mut records)?;
                }
            }
        }
        Ok(records)
    }

    fn load_file(
        &mut self,
        table: &'static Table,
        twin: Twin,
        file: DataFile,
        bucket: Bucket,
        records: &mut Records,
    ) -> Result<(), Error> {
        let path = format!("{}/{}", twin.path(table.name), file.path);
        let tenant_known = file.tenant != UNKNOWN_TENANT;
        let number = table_number(table);
        let home = self.live_home(table, twin, file);
        let stored = StoredFile::open(&self.storage, &path)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(stored).map_err(Error::rows("read", &path))?;
        let times = lookup(table);
        let wanted = ["_Key", "_Content", "_Rank"].into_iter().chain(times);
        let mask = ProjectionMask::columns(builder.parquet_schema(), wanted);
        let reader =
            builder.with_projection(mask).with_batch_size(65_536).build().map_err(Error::rows("read", &path))?;
        for batch in reader {
            let batch = batch.map_err(Error::rows("read", &path))?;
            let times = Times::of(table, &batch);
            let rows = keys(&batch).zip(sixteen(&batch, "_Content")).zip(ranks(&batch));
            for (row, ((key, content), rank)) in rows.enumerate() {
                if times.bucket(row) == bucket {
                    let sighting = Sighting { content, rank, tenant_known, table: number, file: home };
                    records.load(key, sighting, twin == Twin::Tables);
                }
            }
        }
        Ok(())
    }

    /// Returns the number of a file that the chain names.
    pub(super) fn live_home(&mut self, table: &'static Table, twin: Twin, file: DataFile) -> u32 {
        let at = (twin.path(table.name), file.path.clone());
        if let Some(home) = self.live_homes.get(&at) {
            return *home;
        }
        let partition = Partition { table: table.name, twin, tenant: file.tenant.as_str().into(), day: file.day };
        let home = self.home(Home::File(Box::new(FileHome { partition, file, committed: true })));
        self.live_homes.insert(at, home);
        home
    }
}

fn may_hold(file: &DataFile, bucket: Bucket) -> bool {
    match bucket {
        Bucket::Day(day) => file.lookup.is_some_and(|(first, last)| (first..=last).contains(&day)),
        Bucket::Whole | Bucket::Timeless => file.lookup_unknown > 0,
    }
}

/// Returns the ranks of a batch of stored rows.
pub(super) fn ranks(batch: &RecordBatch) -> impl Iterator<Item = i64> {
    let column = batch.column_by_name("_Rank").and_then(|column| column.as_primitive_opt::<Int64Type>()).cloned();
    (0..batch.num_rows()).map(move |row| {
        column.as_ref().filter(|column| column.is_valid(row)).map_or(i64::MIN, |column| column.value(row))
    })
}
