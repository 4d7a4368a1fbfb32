//! What came of a file and of each leaf in it: the figures of the import report.

use super::Format;
use super::encoding::Encoding;

/// Rejections kept with line and reason; the rest are counted.
pub const KEPT_REJECTIONS: usize = 1000;

/// A plain file, or a member of an archive: what holds records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafInfo {
    /// Number of the leaf in its file, from 0, in the order of reading.
    pub index: u32,
    /// Path inside the archive; `inner.zip!logs/x.json` for an archive in an archive; none for a plain file, and for a
    /// file that is merely compressed.
    pub member: Option<String>,
    /// What most of its records are.
    pub format: Format,
    /// How its text is written.
    pub encoding: Encoding,
}

/// A record that became no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the record's first byte, from 1.
    pub line: u64,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Whether a leaf held records, and if not, why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeafStatus {
    /// Records were found.
    Recognised,
    /// No record of a known kind was found; the reason says what was.
    Unrecognised(String),
    /// Not looked into, for this reason: a system file, an empty file, an archive nested too deep.
    Ignored(String),
}

/// What came of one leaf. `read = mapped + rejected_total`, always.
#[derive(Clone, Debug)]
pub struct LeafOutcome {
    /// The leaf. Where nothing was recognised the format is [`Format::Unrecognised`].
    pub leaf: LeafInfo,
    /// Whether it held records.
    pub status: LeafStatus,
    /// Records found, well-formed or not.
    pub read: u64,
    /// Records that became rows.
    pub mapped: u64,
    /// Records that became none.
    pub rejected_total: u64,
    /// The first of these, at most [`KEPT_REJECTIONS`].
    pub rejected: Vec<Rejected>,
    /// Records that were cut or damaged and are kept as far as they go; they count as mapped.
    pub salvaged: u64,
    /// What the reader should know, in words.
    pub warnings: Vec<String>,
    /// Fields that no column holds, with how often each was seen.
    pub unmapped: Vec<(String, u64)>,
    /// Why the export is probably not all there was, where it shows signs of it.
    pub cut: Option<String>,
    /// Whether the last page names a next one. Where that page was not read either, the export is cut.
    pub next_page: bool,
    /// Bytes of the leaf, decompressed and decoded to UTF-8.
    pub bytes: u64,
}

impl LeafOutcome {
    /// Returns the outcome of a leaf of which nothing has been read yet.
    pub(crate) fn new(leaf: LeafInfo, status: LeafStatus) -> Self {
        Self {
            leaf,
            status,
            read: 0,
            mapped: 0,
            rejected_total: 0,
            rejected: Vec::new(),
            salvaged: 0,
            warnings: Vec::new(),
            unmapped: Vec::new(),
            cut: None,
            next_page: false,
            bytes: 0,
        }
    }
}

/// What came of one file.
#[derive(Clone, Debug, Default)]
pub struct FileOutcome {
    /// Containers around the records, outermost first: `zip`, `gzip`, …
    pub containers: Vec<&'static str>,
    /// The leaves, in the order of reading.
    pub leaves: Vec<LeafOutcome>,
    /// What went wrong with the containers.
    pub warnings: Vec<String>,
}

impl FileOutcome {
    /// Returns whether any leaf held records.
    pub fn recognised(&self) -> bool {
        self.leaves.iter().any(|l| l.status == LeafStatus::Recognised)
    }
}
