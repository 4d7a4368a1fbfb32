//! Files of a pack, deflated, until the manifest that stands before them is known.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use flate2::{Compress, Compression, FlushCompress, Status};
use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;

use crate::Error;
use crate::check::Checker;
use crate::manifest::File;
use crate::write::{Body, Item};

/// Up to so many bytes stay in memory.
const MEMORY: usize = 16 << 20;

/// Deflated files, one after another.
#[derive(Debug)]
pub(crate) struct Spool {
    file: SpooledTempFile,
    at: u64,
    places: Vec<Place>,
    compress: Compress,
}

/// Where a deflated file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    offset: u64,
    length: u64,
}

impl Spool {
    pub(crate) fn new() -> Self {
        Self {
            file: SpooledTempFile::new(MEMORY),
            at: 0,
            places: Vec::new(),
            compress: Compress::new(Compression::default(), false),
        }
    }

    /// Returns where the files lie, in the order in which they came.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.places.clone()
    }

    /// Reads a file to its end, shows it to the check, and keeps it deflated. `keep` gets a copy of its bytes.
    pub(crate) fn put(
        &mut self,
        item: Item<'_>,
        checker: &mut Checker,
        keep: Option<&mut Vec<u8>>,
    ) -> Result<File, Error> {
        let Item { path, kind, about, body } = item;
        let reader: Box<dyn Read + '_> = match body {
            Body::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Body::Read(begin) => begin().map_err(Error::io("read", &path))?,
        };
        let mut sums = Sums::default();
        checker.begin(&path, kind);
        self.deflate(reader, &path, checker, keep, &mut sums)?;
        checker.end();
        let offset = self.places.last().map_or(0, |place| place.offset + place.length);
        self.places.push(Place { offset, length: self.at - offset });
        Ok(File {
            path,
            kind,
            about,
            size: sums.size,
            sha256: hex::encode(sums.whole.finalize()),
            crc32: sums.crc.finalize(),
            packed_size: self.at - offset,
            packed_sha256: hex::encode(sums.packed.finalize()),
        })
    }

    fn deflate(
        &mut self,
        mut reader: Box<dyn Read + '_>,
        path: &str,
        checker: &mut Checker,
        mut keep: Option<&mut Vec<u8>>,
        sums: &mut Sums,
    ) -> Result<(), Error> {
        self.compress.reset();
        let mut input = vec![0; 64 << 10];
        let mut output = Vec::with_capacity(64 << 10);
        loop {
            let count = match reader.read(&mut input) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Error::io("read", path)(error)),
            };
            let mut rest = input.get(..count).unwrap_or_default();
            sums.whole.update(rest);
            sums.crc.update(rest);
            sums.size += count as u64;
            checker.feed(rest);
            if let Some(keep) = &mut keep {
                keep.extend_from_slice(rest);
            }
            let flush = if count == 0 { FlushCompress::Finish } else { FlushCompress::None };
            loop {
                let before = self.compress.total_in();
                output.clear();
                let status =
                    self.compress.compress_vec(rest, &mut output, flush).map_err(Error::io("deflate", path))?;
                let taken = (self.compress.total_in() - before) as usize;
                rest = rest.get(taken..).unwrap_or_default();
                sums.packed.update(&output);
                self.file.write_all(&output).map_err(Error::io("write a temporary copy of", path))?;
                self.at += output.len() as u64;
                match (status, flush) {
                    (Status::StreamEnd, _) => return Ok(()),
                    (Status::Ok | Status::BufError, FlushCompress::Finish) => {}
                    (Status::Ok | Status::BufError, _) if rest.is_empty() && output.len() < output.capacity() => break,
                    (Status::Ok | Status::BufError, _) => {}
                }
            }
        }
    }

    /// Copies a deflated file. Returns its length.
    pub(crate) fn copy(&mut self, place: Place, out: &mut impl Write) -> io::Result<u64> {
        self.file.seek(SeekFrom::Start(place.offset))?;
        let copied = io::copy(&mut Read::by_ref(&mut self.file).take(place.length), out)?;
        if copied == place.length { Ok(copied) } else { Err(io::Error::other("the temporary file was cut short")) }
    }
}

#[derive(Default)]
struct Sums {
    whole: Sha256,
    crc: crc32fast::Hasher,
    size: u64,
    packed: Sha256,
}
