//! Evidence: files as received, addressed by the SHA-256 of their bytes. Documents that people made are kept in the same way, in a folder of their own.

mod frames;
mod put;
mod read;

pub(crate) use put::put;
pub use read::{Evidence, EvidenceReader};

/// Folder of the evidence objects.
pub(crate) const FOLDER: &str = "evidence";
/// Folder of the documents.
pub(crate) const DOCUMENTS: &str = "documents";

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
    addressed(FOLDER, sha256)
}

/// Returns the path of the object with this SHA-256 after an entry cut records out of it.
pub(crate) fn redacted_path(sha256: &str, entry: u64) -> String {
    addressed(FOLDER, &format!("{sha256}.{entry:010}"))
}

/// Returns the path of the document with this SHA-256.
pub(crate) fn document_path(sha256: &str) -> String {
    addressed(DOCUMENTS, sha256)
}

fn addressed(folder: &str, sha256: &str) -> String {
    format!("{folder}/{}/{sha256}.zst", sha256.get(..2).unwrap_or_default())
}
