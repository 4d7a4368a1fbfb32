//! Evidence: files as received, addressed by the SHA-256 of their bytes.

mod frames;
mod put;
mod read;

pub(crate) use put::put;
pub use read::{Evidence, EvidenceReader};

/// Folder of the evidence objects.
pub(crate) const FOLDER: &str = "evidence";

/// A file that was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceObject {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Bytes as received.
    pub size: u64,
    /// Bytes as stored.
    pub stored_size: u64,
    /// Whether the archive had it before.
    pub already_known: bool,
}

/// Returns the path of the object with this SHA-256.
pub(crate) fn object_path(sha256: &str) -> String {
    format!("{FOLDER}/{}/{sha256}.zst", sha256.get(..2).unwrap_or_default())
}
