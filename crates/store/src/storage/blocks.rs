//! A stored object as the Parquet reader wants it: by ranges.

use std::io::{self, Read};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use sha2::{Digest, Sha256};

use super::Storage;
use crate::Error;

/// What is said of an object that is not there.
pub(crate) const MISSING: &str = "it is missing";
const BLOCK: u64 = 1 << 20;

/// An object that is read in ranges.
#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    storage: Storage,
    path: String,
    size: u64,
}

/// Reads on from a position, a block at a time.
#[derive(Debug)]
pub(crate) struct StoredRead {
    file: StoredFile,
    position: u64,
    block: Bytes,
}

impl StoredFile {
    /// Opens an object.
    pub(crate) fn open(storage: &Storage, path: &str) -> std::result::Result<Self, Error> {
        let size = storage.size(path)?.ok_or_else(|| Error::broken(path, MISSING))?;
        Ok(Self { storage: storage.clone(), path: path.to_owned(), size })
    }

    /// Reads the object from its beginning.
    pub(crate) fn read(&self) -> StoredRead {
        StoredRead { file: self.clone(), position: 0, block: Bytes::new() }
    }

    /// Checks that the object has this SHA-256.
    pub(crate) fn check(&self, sha256: &str) -> std::result::Result<(), Error> {
        let mut hash = Sha256::new();
        let mut at = 0;
        while at < self.size {
            let block = self.range(at, BLOCK)?;
            if block.is_empty() {
                break;
            }
            hash.update(&block);
            at += block.len() as u64;
        }
        if hex::encode(hash.finalize()) == sha256 {
            return Ok(());
        }
        Err(Error::broken(&self.path, "its content is not what was sealed"))
    }

    /// Returns the object's size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    fn range(&self, start: u64, length: u64) -> std::result::Result<Bytes, Error> {
        let end = start.saturating_add(length).min(self.size);
        if start >= end {
            return Ok(Bytes::new());
        }
        self.storage.range(&self.path, start..end)
    }
}

impl Length for StoredFile {
    fn len(&self) -> u64 {
        self.size
    }
}

impl ChunkReader for StoredFile {
    type T = StoredRead;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(StoredRead { file: self.clone(), position: start, block: Bytes::new() })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let bytes = self.range(start, length as u64).map_err(|error| ParquetError::External(Box::new(error)))?;
        if bytes.len() == length {
            return Ok(bytes);
        }
        Err(ParquetError::EOF(format!("{} ends before byte {}", self.path, start.saturating_add(length as u64))))
    }
}

impl Read for StoredRead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.block.is_empty() {
            self.block = self.file.range(self.position, BLOCK).map_err(io::Error::other)?;
            self.position += self.block.len() as u64;
        }
        let length = into.len().min(self.block.len());
        let taken = self.block.split_to(length);
        into.get_mut(..length)
            .ok_or_else(|| io::Error::other("a block is longer than asked for"))?
            .copy_from_slice(&taken);
        Ok(length)
    }
}
