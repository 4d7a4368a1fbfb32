//! The stored files: Parquet and evidence, many at a time.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use arrow_array::cast::AsArray;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest, Sha256};
use tables::Table;

use super::chain::Chain;
use super::verdict::{Depth, Report, VerifyOptions};
use super::{Aspect, Progress};
use crate::Error;
use crate::batch::{Times, Twin, row_contents, row_keys, sixteen};
use crate::delta::of_table;
use crate::evidence::document_path;
use crate::ledger::State;
use crate::seal::{DataFile, EvidenceSeal, RowSum, row_element};
use crate::storage::{MISSING, Storage, StoredFile};

/// Rows to decode at once.
const SLICE: usize = 4096;

/// One file to check.
enum Object<'a> {
    Data { table: &'a str, file: &'a DataFile },
    Evidence(&'a EvidenceSeal),
    Document(&'a EvidenceSeal),
}

/// What checking found, apart from the findings.
#[derive(Default)]
struct Totals {
    findings: BTreeMap<usize, (String, Result<(), String>)>,
    sums: BTreeMap<String, (u64, RowSum)>,
    rows: u64,
}

/// Checks every live file.
pub(super) fn check(
    storage: &Storage,
    chain: &Chain,
    options: &VerifyOptions,
    progress: &Progress<'_>,
    report: &mut Report,
) {
    let state = &chain.state;
    let mut objects: Vec<Object<'_>> = state.evidence.values().map(Object::Evidence).collect();
    objects.extend(state.documents.values().map(Object::Document));
    objects.extend(state.live().map(|live| Object::Data { table: live.table, file: live.file }));
    let bytes: u64 = objects.iter().map(Object::bytes).sum();
    let (next, done) = (AtomicUsize::new(0), AtomicU64::new(0));
    let totals = Mutex::new(Totals::default());
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        threads => threads,
    };
    std::thread::scope(|scope| {
        for _thread in 0..threads.min(objects.len()) {
            scope.spawn(|| {
                while let Some((at, object)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    objects.get(at).map(|object| (at, object))
                } {
                    let path = object.path();
                    let advance = |more: u64| progress(done.fetch_add(more, Ordering::Relaxed) + more, bytes);
                    let result = match object {
                        Object::Evidence(seal) | Object::Document(seal) => {
                            evidence(storage, seal, &path, options.depth, &advance).map(|()| None)
                        }
                        Object::Data { table, file } => {
                            let result = data(storage, state, table, file, &path, options.depth);
                            advance(file.size);
                            result
                        }
                    };
                    let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
                    let result = result.map(|sum| totals.add(object, sum));
                    totals.findings.insert(at, (path, result));
                }
            });
        }
    });
    let totals = totals.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.checked.bytes += bytes;
    report.checked.rows += totals.rows;
    report.checked.evidence += state.evidence.len() as u64;
    report.checked.documents += state.documents.len() as u64;
    report.checked.files += (objects.len() - state.evidence.len() - state.documents.len()) as u64;
    let mut good = true;
    for (path, result) in totals.findings.into_values() {
        if let Err(what) = result {
            if chain.cut && what == MISSING {
                report.truncated(&path, what);
            } else {
                report.broken(&path, what);
            }
            good = false;
        }
    }
    if good && chain.whole && options.depth == Depth::Full {
        compare(state, &totals.sums, report);
    }
}

impl Object<'_> {
    fn path(&self) -> String {
        match self {
            Self::Data { table, file } => format!("{table}/{}", file.path),
            Self::Evidence(seal) => seal.path(),
            Self::Document(seal) => document_path(&seal.sha256),
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::Data { file, .. } => file.size,
            Self::Evidence(seal) | Self::Document(seal) => seal.stored_size,
        }
    }
}

impl Totals {
    fn add(&mut self, object: &Object<'_>, sum: Option<(u64, RowSum)>) {
        if let (Object::Data { table, .. }, Some((rows, sum))) = (object, sum) {
            let total = self.sums.entry((*table).to_owned()).or_default();
            total.0 += rows;
            total.1.merge(&sum);
            self.rows += rows;
        }
    }
}

/// The rows of a table have to add up to what the chain says.
fn compare(state: &State, sums: &BTreeMap<String, (u64, RowSum)>, report: &mut Report) {
    for (path, table) in &state.tables {
        if !checkable(path, state) {
            report.find(Aspect::Note, path, "a newer quaestor wrote this table; its rows were not hashed");
            continue;
        }
        let (rows, sum) = sums.get(path).cloned().unwrap_or_default();
        if rows != table.rows {
            report.broken(path, format!("it has {rows} rows, and the chain says {}", table.rows));
        } else if sum != table.sum {
            report.broken(path, "its rows do not add up to the digest in the chain");
        }
    }
}

/// Tells whether this program knows every column of the table, without which a row cannot be hashed.
fn checkable(path: &str, state: &State) -> bool {
    let known = Twin::of(path).map(|(_twin, table)| of_table(table)).unwrap_or_default();
    let stored = state.tables.get(path).map(|table| table.columns.as_slice()).unwrap_or_default();
    stored.iter().all(|column| known.iter().any(|known| known.name == column.name))
}

fn evidence(
    storage: &Storage,
    seal: &EvidenceSeal,
    path: &str,
    depth: Depth,
    advance: &dyn Fn(u64),
) -> Result<(), String> {
    let file = sized(storage, path, seal.stored_size)?;
    let mut stored = Hashing { from: file.read(), hash: Sha256::new(), advance };
    let mut received = Sha256::new();
    let mut size = 0;
    let decoded = match depth {
        Depth::Quick => Ok(()),
        Depth::Full => decompress(&mut stored, &mut received, &mut size),
    };
    io::copy(&mut stored, &mut io::sink()).map_err(|error| format!("it cannot be read: {error}"))?;
    if hex::encode(stored.hash.finalize()) != seal.stored_sha256 {
        return Err("its content is not what was sealed".into());
    }
    decoded.map_err(|error| format!("it cannot be decompressed: {error}"))?;
    if depth == Depth::Full && (size != seal.size || hex::encode(received.finalize()) != seal.content()) {
        return Err("it does not decompress to what was sealed".into());
    }
    Ok(())
}

fn decompress(from: &mut impl Read, hash: &mut Sha256, size: &mut u64) -> io::Result<()> {
    let mut decoder = zstd::Decoder::with_buffer(BufReader::with_capacity(1 << 20, from))?;
    let mut block = vec![0; 1 << 20];
    loop {
        let length = decoder.read(&mut block)?;
        if length == 0 {
            return Ok(());
        }
        hash.update(block.get(..length).unwrap_or_default());
        *size += length as u64;
    }
}

fn data(
    storage: &Storage,
    state: &State,
    path_of_table: &str,
    file: &DataFile,
    path: &str,
    depth: Depth,
) -> Result<Option<(u64, RowSum)>, String> {
    let stored = sized(storage, path, file.size)?;
    stored.check(&file.sha256).map_err(|error| match error {
        Error::Broken { what, .. } => what,
        other => other.to_string(),
    })?;
    match Twin::of(path_of_table) {
        Some((_twin, table)) if depth == Depth::Full && checkable(path_of_table, state) => {
            rows(stored, state, table, file).map(Some)
        }
        _ => Ok(None),
    }
}

/// Decodes and hashes every row.
fn rows(stored: StoredFile, state: &State, table: &Table, file: &DataFile) -> Result<(u64, RowSum), String> {
    let unreadable = |error: &dyn std::fmt::Display| format!("it cannot be decoded: {error}");
    let builder = ParquetRecordBatchReaderBuilder::try_new(stored).map_err(|error| unreadable(&error))?;
    let reader = builder.with_batch_size(SLICE).build().map_err(|error| unreadable(&error))?;
    let mut sum = RowSum::default();
    let mut count = 0;
    for batch in reader {
        let batch = batch.map_err(|error| unreadable(&error))?;
        let contents = row_contents(table, &batch).map_err(|error| error.to_string())?;
        let rows = row_keys(&batch).zip(sixteen(&batch, "_Content")).zip(&contents);
        for (row, ((key, short), content)) in rows.enumerate() {
            if !content.starts_with(&short) {
                return Err(format!("row {} is not what its own hash says", count + row as u64 + 1));
            }
            sum.add(&row_element(key, *content));
        }
        let evidence = batch.column_by_name("_Evidence").and_then(|column| column.as_string_opt::<i32>());
        let known = |sha256: Option<&str>| sha256.is_some_and(|sha256| state.evidence.contains_key(sha256));
        if let Some(unknown) = evidence.map_or(Some(None), |column| column.iter().find(|sha256| !known(*sha256))) {
            return Err(match unknown.and_then(|sha256| state.gone.get(sha256)) {
                Some(entry) => format!("a row names evidence that entry {entry} removed"),
                None => "a row names evidence that the chain does not".into(),
            });
        }
        let times = Times::of(table, &batch);
        let within = |time: i64| file.times.is_some_and(|(first, last)| (first..=last).contains(&time));
        if (0..batch.num_rows()).any(|row| times.shown(row).is_some_and(|time| !within(time))) {
            return Err("a row lies outside the times that the chain gives for the file".into());
        }
        count += batch.num_rows() as u64;
    }
    if count != file.rows {
        return Err(format!("it has {count} rows, and the chain says {}", file.rows));
    }
    Ok((count, sum))
}

fn sized(storage: &Storage, path: &str, size: u64) -> Result<StoredFile, String> {
    let file = StoredFile::open(storage, path).map_err(|error| match error {
        Error::Broken { what, .. } => what,
        other => other.to_string(),
    })?;
    if file.size() != size {
        return Err(format!("it has {} bytes, and {size} were sealed", file.size()));
    }
    Ok(file)
}

struct Hashing<'a, R> {
    from: R,
    hash: Sha256,
    advance: &'a dyn Fn(u64),
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(into)?;
        self.hash.update(into.get(..length).unwrap_or_default());
        (self.advance)(length as u64);
        Ok(length)
    }
}
