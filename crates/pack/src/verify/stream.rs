//! Bytes that come one after another, of which a few can be looked at before they are taken.

use std::io::{self, Read};

/// Bytes of a file, from its begin to its end.
pub(super) struct Stream<R> {
    reader: R,
    held: Vec<u8>,
    begin: usize,
    /// Bytes taken.
    pub(super) at: u64,
}

impl<R: Read> Stream<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, held: Vec::new(), begin: 0, at: 0 }
    }

    /// Returns the next bytes without taking them: `count`, fewer only at the end.
    pub(super) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.held.len() - self.begin < count {
            self.held.drain(..self.begin);
            self.begin = 0;
            let missing = count.max(64 << 10) - self.held.len();
            Read::by_ref(&mut self.reader).take(missing as u64).read_to_end(&mut self.held)?;
        }
        Ok(self.held.get(self.begin..self.begin + count).or_else(|| self.held.get(self.begin..)).unwrap_or_default())
    }

    /// Takes bytes that were looked at.
    pub(super) fn take(&mut self, count: usize) {
        let count = count.min(self.held.len() - self.begin);
        self.begin += count;
        self.at += count as u64;
    }

    /// Takes bytes a piece at a time. Returns how many there were; fewer than `count` at the end alone.
    pub(super) fn each(&mut self, count: u64, mut piece: impl FnMut(&[u8])) -> io::Result<u64> {
        let mut taken = 0;
        while taken < count {
            let want = (count - taken).min(64 << 10) as usize;
            let bytes = self.peek(want)?;
            let length = bytes.len();
            if length == 0 {
                break;
            }
            piece(bytes);
            self.take(length);
            taken += length as u64;
        }
        Ok(taken)
    }
}
