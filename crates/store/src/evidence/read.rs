//! Reads evidence back: whole, or from a position.

use std::io::{self, Read};
use std::sync::Arc;

use super::frames::SeekTable;
use crate::Error;
use crate::ledger::State;
use crate::storage::{Storage, StoredFile};

/// The evidence of an archive.
#[derive(Clone, Debug)]
pub struct Evidence {
    storage: Storage,
    state: Arc<State>,
}

/// Reads an evidence object as received. Memory: two frames of 4 MiB.
#[derive(Debug)]
pub struct EvidenceReader {
    storage: Storage,
    path: String,
    table: SeekTable,
    frame: usize,
    position: u64,
    block: Vec<u8>,
    taken: usize,
}

impl Evidence {
    pub(crate) fn new(storage: Storage, state: Arc<State>) -> Self {
        Self { storage, state }
    }

    /// Returns every object with its name, in the order of SHA-256: `(sha256, name, bytes, bytes as stored)`.
    pub fn list(&self) -> impl Iterator<Item = (&str, &str, u64, u64)> {
        self.state
            .evidence
            .values()
            .map(|object| (object.sha256.as_str(), object.name.as_str(), object.size, object.stored_size))
    }

    /// Returns the one object whose SHA-256 begins with these digits, or none where there is none or more than one.
    pub fn find(&self, digits: &str) -> Option<&str> {
        let mut found = self.state.evidence.range(digits.to_owned()..).map(|(sha256, _object)| sha256.as_str());
        let first = found.next().filter(|sha256| sha256.starts_with(digits))?;
        found.next().is_none_or(|sha256| !sha256.starts_with(digits)).then_some(first)
    }

    /// Reads an object from its beginning.
    pub fn open(&self, sha256: &str) -> Result<EvidenceReader, Error> {
        self.open_at(sha256, 0)
    }

    /// Returns the number of the entry that cut records out of an object, the last one; none where it is as received.
    pub fn redacted(&self, sha256: &str) -> Option<u64> {
        self.state.evidence.get(sha256)?.redacted.as_ref().map(|redacted| redacted.entry)
    }

    /// Reads an object from an offset in its bytes as received; beyond its end there is nothing to read. Only the frame
    /// that holds the offset is decompressed, not those before it.
    pub fn open_at(&self, sha256: &str, offset: u64) -> Result<EvidenceReader, Error> {
        let Some(seal) = self.state.evidence.get(sha256) else {
            let name = sha256.to_owned();
            return Err(match self.state.gone.get(sha256) {
                Some(entry) => Error::Removed { what: "evidence", name, entry: *entry },
                None => Error::Unknown { what: "evidence", name },
            });
        };
        EvidenceReader::open(&self.storage, &seal.path(), offset)
    }
}

impl EvidenceReader {
    pub(crate) fn open(storage: &Storage, path: &str, offset: u64) -> Result<Self, Error> {
        let table = read_table(storage, path)?;
        let mut reader = Self {
            storage: storage.clone(),
            path: path.to_owned(),
            table,
            frame: 0,
            position: 0,
            block: Vec::new(),
            taken: 0,
        };
        let mut left = offset;
        while let Some((stored, received)) = reader.table.frames.get(reader.frame) {
            if left < u64::from(*received) {
                break;
            }
            left -= u64::from(*received);
            reader.position += u64::from(*stored);
            reader.frame += 1;
        }
        if left > 0 && reader.frame < reader.table.frames.len() {
            reader.next_frame().map_err(Error::storage("read", path))?;
            reader.taken = left as usize;
        }
        Ok(reader)
    }

    fn next_frame(&mut self) -> io::Result<bool> {
        let Some((stored, received)) = self.table.frames.get(self.frame).copied() else { return Ok(false) };
        let end = self.position + u64::from(stored);
        let bytes = self.storage.range(&self.path, self.position..end).map_err(io::Error::other)?;
        self.block = zstd::bulk::decompress(&bytes, received as usize)?;
        if self.block.len() != received as usize {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is shorter than the seek table says"));
        }
        self.taken = 0;
        self.position = end;
        self.frame += 1;
        Ok(true)
    }
}

impl Read for EvidenceReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken >= self.block.len() {
            if !self.next_frame()? {
                return Ok(0);
            }
        }
        let rest = self.block.get(self.taken..).unwrap_or_default();
        let length = rest.len().min(into.len());
        let (from, to) = (rest.get(..length), into.get_mut(..length));
        if let (Some(from), Some(to)) = (from, to) {
            to.copy_from_slice(from);
        }
        self.taken += length;
        Ok(length)
    }
}

fn read_table(storage: &Storage, path: &str) -> Result<SeekTable, Error> {
    let size = StoredFile::open(storage, path)?.size();
    let no_table = || Error::broken(path, "it has no seek table");
    let footer = size.checked_sub(SeekTable::footer()).ok_or_else(no_table)?;
    let length = SeekTable::length(&storage.range(path, footer..size)?).ok_or_else(no_table)? as u64;
    let start = size.checked_sub(length).ok_or_else(no_table)?;
    SeekTable::decode(&storage.range(path, start..size)?, size).ok_or_else(no_table)
}
