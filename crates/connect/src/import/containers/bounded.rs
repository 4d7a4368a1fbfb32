//! Decompression within bounds.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::import::Limits;

/// Counts the bytes that pass.
pub(crate) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    /// Returns a reader that adds to `count`.
    pub(crate) fn new(inner: R, count: Rc<Cell<u64>>) -> Self {
        Self { inner, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// What is left of the bounds of one file.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    limits: Limits,
    /// Bytes of the file as received: so many as have been read, or all of them where it is read in any order.
    received: Rc<Cell<u64>>,
    length: Rc<Cell<u64>>,
    total: Rc<Cell<u64>>,
    members: Rc<Cell<u64>>,
}

impl Bounds {
    /// Returns the bounds of a file of which nothing has been read; `received` counts what is.
    pub(crate) fn new(limits: Limits, received: Rc<Cell<u64>>) -> Self {
        Self { limits, received, length: Rc::default(), total: Rc::default(), members: Rc::default() }
    }

    /// Tells how long the file is, where it is not read from its first byte to its last.
    pub(crate) fn of_length(&self, length: u64) {
        self.length.set(length);
    }

    /// Whether all that came out of the file is more than its bytes may become: members may share them.
    fn exceeded(&self, total: u64) -> bool {
        let file = self.received.get().max(self.length.get()).max(1);
        total > self.limits.ratio_from && total / file > self.limits.ratio
    }

    /// Counts a member; returns whether it is one too many.
    pub(crate) fn one_member_too_many(&self) -> bool {
        self.members.set(self.members.get() + 1);
        self.members.get() > self.limits.members
    }

    /// Returns a reader of decompressed bytes that fails when they become too many for the `compressed` bytes so far.
    pub(crate) fn around<R: Read>(&self, inner: R, compressed: Compressed) -> Bounded<R> {
        Bounded { inner, bounds: self.clone(), compressed, written: 0 }
    }
}

/// How many compressed bytes stand behind the decompressed ones.
#[derive(Clone, Debug)]
pub(crate) enum Compressed {
    /// So many as have been read by now.
    Counted(Rc<Cell<u64>>),
    /// So many, as the archive's directory says.
    Known(u64),
}

/// Decompressed bytes within bounds.
pub(crate) struct Bounded<R> {
    inner: R,
    bounds: Bounds,
    compressed: Compressed,
    written: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let limits = &self.bounds.limits;
        self.written += read as u64;
        let total = self.bounds.total.get() + read as u64;
        self.bounds.total.set(total);
        let compressed = match &self.compressed {
            Compressed::Counted(count) => count.get(),
            Compressed::Known(count) => *count,
        };
        if total > limits.total {
            return Err(io::Error::other(format!(
                "it expands to more than {} bytes; unpack it yourself",
                limits.total
            )));
        }
        let much = self.written > limits.ratio_from && self.written / compressed.max(1) > limits.ratio;
        if much || self.bounds.exceeded(total) {
            return Err(io::Error::other(format!(
                "it expands to more than {} times its size; unpack it yourself if you trust it",
                limits.ratio
            )));
        }
        Ok(read)
    }
}
