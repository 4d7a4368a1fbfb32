//! Writes pending rows, and moves superseded ones out of the files they are in.

use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tables::Table;

use super::file::{FileWriter, Written, keys, sixteen, write};
use super::keys::Key;
use super::load::ranks;
use super::partition::{Partition, Pending, Twin};
use super::rows::{Rows, conform, contents};
use super::writer::{Encoding, Fate, FileHome, Home, Moves, Writer};
use crate::Error;
use crate::seal::{RowSum, row_element};
use crate::storage::StoredFile;

/// Rows to read from a file at once.
const SLICE: usize = 4096;

/// A batch of rows by what is to become of them.
struct Sorted {
    stay: Rows,
    demoted: Rows,
    /// Replaced or removed.
    gone: Rows,
}

/// Says what becomes of each row of a batch; none where it stays.
pub(super) type Judge<'a> = dyn FnMut(&RecordBatch) -> Vec<Option<Fate>> + 'a;
/// Is told of rows that have left a file, by key and content.
pub(super) type Leaving<'a> = dyn FnMut(Key, [u8; 32]) + 'a;

impl Writer {
    /// Writes the largest pending files while too many rows wait.
    pub(super) fn relieve(&mut self) -> Result<(), Error> {
        let mut waiting: usize = self.pending.values().map(|pending| pending.bytes).sum();
        if waiting > self.options.pending_bytes {
            let mut largest: Vec<(usize, u32)> =
                self.pending.iter().map(|(home, pending)| (pending.bytes, *home)).collect();
            largest.sort_unstable_by(|left, right| right.cmp(left));
            for (bytes, home) in largest {
                if waiting <= self.options.pending_bytes / 2 {
                    break;
                }
                self.flush(home)?;
                waiting = waiting.saturating_sub(bytes);
            }
        }
        Ok(())
    }

    /// Writes everything that waits, moves what must move, and waits for the disk writers.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        loop {
            let waiting: Vec<u32> = self.pending.keys().copied().collect();
            for home in waiting {
                self.flush(home)?;
            }
            self.join()?;
            let Some((home, moves)) = self.moves.pop_first() else {
                if self.pending.is_empty() {
                    return Ok(());
                }
                continue;
            };
            self.rewrite(home, &moves)?;
        }
    }

    /// Hands a pending file to the encoders.
    fn flush(&mut self, home: u32) -> Result<(), Error> {
        let Some(Pending { table, partition, chunks, .. }) = self.pending.remove(&home) else { return Ok(()) };
        self.open.remove(&partition);
        let chunks = match self.moves.remove(&home) {
            None => chunks,
            Some(moves) => {
                let mut staying = Vec::with_capacity(chunks.len());
                for rows in chunks {
                    let sorted = sort(&rows, &fates(&rows.batch, &moves), table)?;
                    self.demote(table, &partition, sorted.demoted, &moves)?;
                    staying.push(sorted.stay);
                }
                staying
            }
        };
        let chunks: Vec<Rows> = chunks.into_iter().filter(|rows| rows.batch.num_rows() > 0).collect();
        if chunks.is_empty() {
            self.settle_home(home, Home::Empty);
            return Ok(());
        }
        let (storage, entry) = (self.storage.clone(), self.state.number + 1);
        let target = partition.clone();
        let job = self.pool.run(move || write(&storage, table, target, &chunks, entry));
        self.encoding.push(Encoding { home, partition, job });
        self.collect(self.pool.width())
    }

    /// Waits for all files that are being written.
    pub(super) fn join(&mut self) -> Result<(), Error> {
        self.collect(0)
    }

    /// Waits until at most `left` files are being written.
    fn collect(&mut self, left: usize) -> Result<(), Error> {
        while self.encoding.len() > left {
            let Encoding { home, partition, job } = self.encoding.remove(0);
            match job.wait()?? {
                None => self.settle_home(home, Home::Empty),
                Some(written) => self.add(home, partition, written),
            }
        }
        Ok(())
    }

    fn settle_home(&mut self, home: u32, is: Home) {
        if let Some(place) = self.homes.get_mut(home as usize) {
            *place = is;
        }
    }

    /// Notes a file that this batch has written.
    pub(super) fn add(&mut self, home: u32, partition: Partition, written: Written) {
        let change = self.batch.changes.entry(partition.table_path()).or_default();
        change.plus.merge(&written.sum);
        change.rows_more += written.file.rows;
        change.added.insert(written.file.path.clone(), written.file.clone());
        self.settle_home(home, Home::File(Box::new(FileHome { partition, file: written.file, committed: false })));
    }

    /// Puts rows among the versions.
    fn demote(&mut self, table: &'static Table, partition: &Partition, rows: Rows, moves: &Moves) -> Result<(), Error> {
        if rows.batch.num_rows() == 0 {
            return Ok(());
        }
        let versions = Partition { twin: Twin::Versions, ..partition.clone() };
        let home = self.open_partition(table, &versions);
        for ((key, content), rank) in keys(&rows.batch).zip(sixteen(&rows.batch, "_Content")).zip(ranks(&rows.batch)) {
            if let Some(Fate::Demoted(bucket)) = moves.get(&(key, content, rank))
                && let Some(records) = self.buckets.get(table.family, *bucket)
            {
                records.relocate(&key, &content, home);
            }
        }
        let schema = self.schema_of(table)?;
        let batch = conform(&rows.batch, &schema, table.name)?;
        self.keep(home, Rows { batch, contents: rows.contents });
        Ok(())
    }

    /// Copies a file without the rows that must leave it.
    fn rewrite(&mut self, home: u32, moves: &Moves) -> Result<(), Error> {
        let mut judge = |batch: &RecordBatch| fates(batch, moves);
        self.rewrite_by(home, moves, &mut judge, &mut |_key, _content| {}).map(|_left| ())
    }

    /// Copies a file without the rows that must leave it, and returns how many have left. `moves` says where those that are demoted are looked up.
    pub(super) fn rewrite_by(
        &mut self,
        home: u32,
        moves: &Moves,
        judge: &mut Judge<'_>,
        leaving: &mut Leaving<'_>,
    ) -> Result<u64, Error> {
        let mut left = 0;
        let Some(Home::File(file)) = self.homes.get(home as usize).cloned() else { return Ok(left) };
        let FileHome { partition, file, committed } = *file;
        let Some(table) = tables::by_name(partition.table) else { return Ok(left) };
        let path = format!("{}/{}", partition.table_path(), file.path);
        let stored = StoredFile::open(&self.storage, &path)?;
        // What is copied is sealed anew, so it must be what was sealed.
        stored.check(&file.sha256)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(stored).map_err(Error::rows("read", &path))?;
        let schema = builder.schema().clone();
        let reader = builder.with_batch_size(SLICE).build().map_err(Error::rows("read", &path))?;
        let mut copy = FileWriter::begin(&self.storage, table, partition.clone(), &schema)?;
        let mut gone = RowSum::default();
        for batch in reader {
            let batch = batch.map_err(Error::rows("read", &path))?;
            let rows = Rows { contents: contents(table, &batch)?, batch };
            let sorted = sort(&rows, &judge(&rows.batch), table)?;
            for rows in [&sorted.demoted, &sorted.gone] {
                for (key, content) in keys(&rows.batch).zip(&rows.contents) {
                    gone.add(&row_element(key, *content));
                    leaving(key, *content);
                    left += 1;
                }
            }
            copy.push(&sorted.stay.batch, None)?;
            self.demote(table, &partition, sorted.demoted, moves)?;
        }
        let change = self.batch.changes.entry(partition.table_path()).or_default();
        change.minus.merge(&gone);
        change.rows_less += left;
        if committed {
            change.removed.push(file.path.clone());
        } else {
            change.added.remove(&file.path);
            self.storage.delete(&path)?;
        }
        if file.rows == left {
            self.settle_home(home, Home::Empty);
            return Ok(left);
        }
        let written = copy.finish(self.state.number + 1)?;
        let change = self.batch.changes.entry(partition.table_path()).or_default();
        change.added.insert(written.file.path.clone(), written.file.clone());
        self.settle_home(home, Home::File(Box::new(FileHome { partition, file: written.file, committed: false })));
        Ok(left)
    }
}

/// Returns what becomes of each row, by what has been noted of it.
fn fates(batch: &RecordBatch, moves: &Moves) -> Vec<Option<Fate>> {
    let rows = keys(batch).zip(sixteen(batch, "_Content")).zip(ranks(batch));
    rows.map(|((key, content), rank)| moves.get(&(key, content, rank)).copied()).collect()
}

fn sort(rows: &Rows, fates: &[Option<Fate>], table: &Table) -> Result<Sorted, Error> {
    let pick = |wanted: &dyn Fn(Option<Fate>) -> bool| -> Result<Rows, Error> {
        let mask: BooleanArray = fates.iter().map(|fate| Some(wanted(*fate))).collect();
        let batch: RecordBatch = filter_record_batch(&rows.batch, &mask).map_err(Error::rows("split", table.name))?;
        let contents = rows.contents.iter().zip(fates).filter(|(_content, fate)| wanted(**fate));
        Ok(Rows { batch, contents: contents.map(|(content, _fate)| *content).collect() })
    };
    Ok(Sorted {
        stay: pick(&|fate| fate.is_none())?,
        demoted: pick(&|fate| matches!(fate, Some(Fate::Demoted(_))))?,
        gone: pick(&|fate| matches!(fate, Some(Fate::Replaced | Fate::Removed)))?,
    })
}
