//! Merges small files. The rows are the same, and so is their digest.

use std::collections::BTreeMap;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::commit::Sealed;
use super::file::FileWriter;
use super::keys::Buckets;
use super::partition::{Partition, Twin};
use super::rows::conform;
use super::writer::Writer;
use crate::Error;
use crate::seal::{DataFile, EntryKind};
use crate::storage::StoredFile;

/// Rows to read from a file at once.
const SLICE: usize = 8192;

impl Writer {
    /// Commits what is pending, then merges the files of every day of a tenant and table that has too many of them, and
    /// seals that as an entry of its own. Returns none where there was nothing to merge.
    pub fn compact(&mut self) -> Result<Option<Sealed>, Error> {
        self.commit()?;
        let result = self.compact_files();
        self.guard(result)
    }

    fn compact_files(&mut self) -> Result<Option<Sealed>, Error> {
        let mut groups: BTreeMap<Partition, Vec<DataFile>> = BTreeMap::new();
        for (path, state) in &self.state.tables {
            let Some((twin, table)) = Twin::of(path) else { continue };
            for file in state.files.values() {
                let partition =
                    Partition { table: table.name, twin, tenant: file.tenant.as_str().into(), day: file.day };
                groups.entry(partition).or_default().push(file.clone());
            }
        }
        for (partition, files) in groups {
            if files.len() > self.options.compact_above {
                for files in bins(files, self.options.compact_to) {
                    self.merge(&partition, &files)?;
                }
            }
        }
        if self.batch.changes.is_empty() {
            return Ok(None);
        }
        let sealed = self.commit_batch(EntryKind::Compact)?;
        // The buckets know rows by files that are gone now.
        self.buckets = Buckets::default();
        self.homes.clear();
        self.live_homes.clear();
        Ok(sealed)
    }

    fn merge(&mut self, partition: &Partition, files: &[DataFile]) -> Result<(), Error> {
        let Some(table) = tables::by_name(partition.table) else { return Ok(()) };
        let schema = self.schema_of(table)?;
        let mut merged = FileWriter::begin(&self.storage, table, partition.clone(), &schema)?;
        for file in files {
            let path = format!("{}/{}", partition.table_path(), file.path);
            let stored = StoredFile::open(&self.storage, &path)?;
            stored.check(&file.sha256)?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(stored).map_err(Error::rows("read", &path))?;
            for batch in builder.with_batch_size(SLICE).build().map_err(Error::rows("read", &path))? {
                let batch = batch.map_err(Error::rows("read", &path))?;
                merged.push(&conform(&batch, &schema, table.name)?, None)?;
            }
        }
        let written = merged.finish(self.state.number + 1)?;
        let change = self.batch.changes.entry(partition.table_path()).or_default();
        change.removed.extend(files.iter().map(|file| file.path.clone()));
        change.added.insert(written.file.path.clone(), written.file);
        Ok(())
    }
}

/// Sorts files, in the order of their times, into bins of at most so many bytes, and drops bins of one file.
fn bins(mut files: Vec<DataFile>, most: u64) -> Vec<Vec<DataFile>> {
    files.sort_by(|left, right| (left.times, &left.path).cmp(&(right.times, &right.path)));
    let mut bins: Vec<(u64, Vec<DataFile>)> = Vec::new();
    for file in files.into_iter().filter(|file| file.size < most / 2) {
        match bins.last_mut() {
            Some((bytes, bin)) if *bytes + file.size <= most => {
                *bytes += file.size;
                bin.push(file);
            }
            _ => bins.push((file.size, vec![file])),
        }
    }
    bins.into_iter().map(|(_bytes, bin)| bin).filter(|bin| bin.len() > 1).collect()
}
