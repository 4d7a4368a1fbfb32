//! What the user may decide about an import.

use tables::DateOrder;

use super::Format;

/// Decisions of the user about how files are read.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Read every file as this format, whatever it looks like (`--as`).
    pub format: Option<Format>,
    /// Order of day and month in dates that can be read two ways (`--dates`).
    pub dates: Option<DateOrder>,
    /// Bounds that keep hostile or broken files from filling memory or disk.
    pub limits: Limits,
    /// Threads that map records, beside the one that reads and the caller's own.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, dates: None, limits: Limits::default(), threads: 1 }
    }
}

/// Bounds on what one file may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Archives within archives that are opened. Deeper ones are reported and kept unread.
    pub depth: u32,
    /// How many bytes one compressed byte may become, beyond [`Limits::ratio_from`].
    pub ratio: u64,
    /// Decompressed bytes up to which any ratio is accepted.
    pub ratio_from: u64,
    /// Decompressed bytes of one file, over all its members.
    pub total: u64,
    /// Members of one file, over all its archives.
    pub members: u64,
    /// Bytes of one record. A longer one is rejected, and reading goes on after it.
    pub record: usize,
    /// Bytes that are read, split and mapped at a time. Memory grows with it and with [`Options::threads`].
    pub block: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 5,
            ratio: 1000,
            ratio_from: 64 << 20,
            total: 4 << 40,
            members: 200_000,
            record: 64 << 20,
            block: 4 << 20,
        }
    }
}
