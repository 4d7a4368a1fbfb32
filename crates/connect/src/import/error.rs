//! What stops the reading of a file, as opposed to what is met, reported and read past.

use std::path::PathBuf;

/// An error of the caller's sink, passed through.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// Why a file, or a list of paths, could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path given by the user does not exist or may not be read.
    #[error("looking for files in {path}: {source}; check the path and its permissions", path = path.display())]
    Discover {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file's own bytes could not be read: a disk or permission problem, not damage inside the file.
    #[error("reading {path}: {source}; check the disk and the file's permissions, then import again")]
    Read {
        /// The file as it was named.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Temporary space for an archive inside an archive, or for a second look at dates, could not be had.
    #[error("making temporary space for {path}: {source}; free some space or set TMPDIR")]
    Spool {
        /// The file as it was named.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The sink refused rows.
    #[error("keeping the rows of {path}: {source}")]
    Sink {
        /// The file as it was named.
        path: String,
        /// What the sink said.
        source: SinkError,
    },
}
