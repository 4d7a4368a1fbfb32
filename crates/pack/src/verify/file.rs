//! Checks one file of a pack.

use flate2::{Decompress, FlushDecompress, Status};
use sha2::{Digest, Sha256};

use crate::check::Checker;
use crate::manifest::File;

/// A file as its bytes come.
pub(super) struct Looked<'a> {
    file: &'a File,
    whole: Sha256,
    packed: Sha256,
    crc: crc32fast::Hasher,
    size: u64,
    inflate: Decompress,
    ended: bool,
    broken: bool,
    room: Vec<u8>,
}

impl<'a> Looked<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self {
            file,
            whole: Sha256::new(),
            packed: Sha256::new(),
            crc: crc32fast::Hasher::new(),
            size: 0,
            inflate: Decompress::new(false),
            ended: false,
            broken: false,
            room: vec![0; 64 << 10],
        }
    }

    /// Looks at the next bytes as they stand in the zip. Where there is a checker they are inflated and shown to it, never more than the manifest says.
    pub(super) fn packed(&mut self, bytes: &[u8], checker: Option<&mut Checker>) {
        self.packed.update(bytes);
        let Some(checker) = checker else { return };
        let mut rest = bytes;
        while !(rest.is_empty() || self.ended || self.broken) {
            let (before, given) = (self.inflate.total_in(), self.inflate.total_out());
            let mut room = std::mem::take(&mut self.room);
            match self.inflate.decompress(rest, &mut room, FlushDecompress::None) {
                Ok(status) => {
                    let taken = (self.inflate.total_in() - before) as usize;
                    let given = (self.inflate.total_out() - given) as usize;
                    self.ended = status == Status::StreamEnd;
                    self.broken = taken == 0 && given == 0 && !self.ended;
                    rest = rest.get(taken..).unwrap_or_default();
                    self.plain(room.get(..given).unwrap_or_default(), checker);
                }
                Err(_damaged) => self.broken = true,
            }
            self.room = room;
            self.broken |= self.size > self.file.size;
        }
    }

    /// Looks at the next bytes of the file itself.
    pub(super) fn plain(&mut self, bytes: &[u8], checker: &mut Checker) {
        self.whole.update(bytes);
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
        if self.size <= self.file.size {
            checker.feed(bytes);
        }
    }

    /// Returns what is wrong with the file as it stands in the zip.
    pub(super) fn end_packed(self, inflated: bool) -> Option<&'static str> {
        let same = hex::encode(self.packed.clone().finalize()) == self.file.packed_sha256;
        if !inflated {
            return (!same).then_some("it was changed");
        }
        let (ended, crc) = (self.ended && !self.broken, self.crc.clone().finalize() == self.file.crc32);
        match (same, self.end_plain().is_none() && ended) {
            (true, true) if crc => None,
            (true, _) => Some("it is not what the manifest says of it"),
            (false, true) => Some("its content is as it was signed, and the way it stands in the zip was changed"),
            (false, false) => Some("it was changed"),
        }
    }

    /// Returns what is wrong with the file itself.
    pub(super) fn end_plain(self) -> Option<&'static str> {
        let same = self.size == self.file.size && hex::encode(self.whole.finalize()) == self.file.sha256;
        (!same).then_some("it was changed")
    }
}
