//! How much memory a writer may take, and how large its files grow.

/// Bounds of a writer. The defaults keep an import of any size below a gigabyte.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Bytes of rows that wait to be written.
    pub pending_bytes: usize,
    /// Bytes of known keys held between batches.
    pub key_bytes: usize,
    /// Rows after which [`crate::Writer::full`] asks for a commit.
    pub batch_rows: u64,
    /// Bytes of rows, as held in memory, after which it does.
    pub batch_bytes: u64,
    /// Threads that compress, hash and encode; 0 for one a core.
    pub threads: usize,
    /// Files that one day of one tenant and table may have before they are merged.
    pub compact_above: usize,
    /// Bytes up to which files are merged.
    pub compact_to: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pending_bytes: 160 << 20,
            key_bytes: 384 << 20,
            batch_rows: 1_000_000,
            batch_bytes: 2 << 30,
            threads: 0,
            compact_above: 8,
            compact_to: 256 << 20,
        }
    }
}
