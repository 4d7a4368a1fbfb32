//! Who takes the rows.

use tables::Mapped;

use super::error::SinkError;
use super::outcome::{LeafInfo, LeafOutcome};

/// Takes what an import yields, always on the thread that called [`super::read_file`], and always in the order of the
/// file: an import cut short and begun again yields the same sequence.
pub trait Sink {
    /// A leaf was recognised and its rows follow. Leaves without a recognised record are only in the file's outcome.
    fn begin_leaf(&mut self, leaf: &LeafInfo) -> Result<(), SinkError> {
        let _ = leaf;
        Ok(())
    }

    /// Rows of one block of the leaf, one [`Mapped`] a table.
    fn rows(&mut self, leaf: &LeafInfo, mapped: Vec<Mapped>) -> Result<(), SinkError>;

    /// The leaf is read to its end, or as far as damage allowed.
    fn end_leaf(&mut self, outcome: &LeafOutcome) -> Result<(), SinkError> {
        let _ = outcome;
        Ok(())
    }

    /// So many more bytes of the file as received have been read.
    fn progress(&mut self, bytes: u64) {
        let _ = bytes;
    }
}
