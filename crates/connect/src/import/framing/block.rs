//! A stretch of text that holds whole records.

use super::delimited::Delimited;
use super::json::Framed;

/// A stretch of text that holds whole records, and where it stands.
#[derive(Debug)]
pub(crate) struct Block {
    /// The text.
    pub(crate) text: String,
    /// Offset of its first byte in the leaf, decoded to UTF-8.
    pub(crate) offset: u64,
    /// Line of its first byte, from 1.
    pub(crate) line: u64,
    /// Whether the leaf ends with it.
    pub(crate) last: bool,
    /// How to find the records in it.
    pub(crate) content: Content,
}

/// How to find the records of a block.
#[derive(Debug)]
pub(crate) enum Content {
    /// JSON values from the first byte to the last, all of them whole unless damaged.
    Json,
    /// JSON values that have been told apart already.
    Framed(Framed),
    /// Rows of delimited text.
    Delimited(Delimited),
}
