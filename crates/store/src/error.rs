//! What can go wrong, and who must act.

/// Why the archive could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no archive at the location.
    #[error("there is no archive in {location}; import something first, or name another one with --data")]
    Absent {
        /// Where it was looked for.
        location: String,
    },
    /// Another process is writing.
    #[error("another import is writing to this archive ({holder}); wait until it has finished")]
    Busy {
        /// The process and the machine that hold the lock.
        holder: String,
    },
    /// Reading or writing failed.
    #[error("cannot {action} {path}: {reason}")]
    Storage {
        /// What was being done.
        action: &'static str,
        /// Object's path within the archive.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// An object is not what the seal says it is.
    #[error("{path} is damaged: {what}; run `quaestor verify` for the whole extent")]
    Broken {
        /// Object's path within the archive.
        path: String,
        /// What is wrong with it.
        what: String,
    },
    /// The archive was written in a form this program does not know.
    #[error("the archive has format version {found}, this program knows up to {known}; use a newer quaestor")]
    Newer {
        /// Version in `archive.json`.
        found: u32,
        /// Version this program writes.
        known: u32,
    },
    /// A column has changed its type between two versions of the program.
    #[error(
        "column {column} of {table} is stored as {stored}, this program would write {written}; use the program that made the archive"
    )]
    ColumnType {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// Type in the archive.
        stored: String,
        /// Type now.
        written: String,
    },
    /// Columnar data could not be encoded or decoded.
    #[error("cannot {action} rows of {table}: {reason}")]
    Rows {
        /// What was being done.
        action: &'static str,
        /// Table or file.
        table: String,
        /// The reason.
        reason: String,
    },
    /// The caller named something the archive does not have.
    #[error("the archive has no {what} {name}")]
    Unknown {
        /// Kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// The caller named something that was removed on purpose.
    #[error(
        "{what} {name} was removed, by a retention policy or at a person's request: entry {entry} of the chain tells which"
    )]
    Removed {
        /// Kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
        /// The entry that removed it.
        entry: u64,
    },
    /// What was asked for is not allowed.
    #[error("{what} is refused: {why}")]
    Refused {
        /// What was asked for.
        what: String,
        /// Why it is not allowed, and what is.
        why: String,
    },
    /// A writer that met an error earlier is used again.
    #[error("this import stopped at an earlier error; open the archive again, nothing half-done is visible")]
    Stopped,
}

impl Error {
    /// Returns a conversion from a system's error, naming what was being done.
    pub(crate) fn storage<E: std::fmt::Display>(action: &'static str, path: &str) -> impl FnOnce(E) -> Self {
        let path = path.to_owned();
        move |error| Self::Storage { action, path, reason: error.to_string() }
    }

    /// Returns a conversion from an error of the columnar libraries.
    pub(crate) fn rows<E: std::fmt::Display>(action: &'static str, table: &str) -> impl FnOnce(E) -> Self {
        let table = table.to_owned();
        move |error| Self::Rows { action, table, reason: error.to_string() }
    }

    /// Returns the error of an object that differs from its seal.
    pub(crate) fn broken(path: &str, what: impl Into<String>) -> Self {
        Self::Broken { path: path.to_owned(), what: what.into() }
    }
}
