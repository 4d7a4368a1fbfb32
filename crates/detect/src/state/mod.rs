//! What detection remembers beside the archive: findings, alerts and what became of them, exclusions, how far each rule has looked.
//!
//! It is an `SQLite` file, `state/detect.db` in the archive's folder. None of it is evidence: findings can be found again, and every change that a person
//! makes stands in `changes`, to which rows are only added.
//!
//! The law: applying the findings of a stretch of time leaves the same alerts however the stretch is cut, in whatever order its parts are applied, and
//! however often. So a rule may be run again over any time, late records change what they must and nothing else, and nothing is told twice.

mod alert;
mod apply;
mod exclusion;
mod progress;
mod told;

use std::path::Path;

use rusqlite::Connection;

pub use alert::{Alert, Body, Change, Closing, Status};
pub use apply::Applied;
pub use exclusion::{Exclusion, Subject};
pub use progress::Progress;

/// Why the state could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// `SQLite` said no.
    #[error("the alerts in {path} cannot be {action}: {source}")]
    Sqlite {
        /// The file.
        path: String,
        /// `read`, `changed`, `opened`.
        action: &'static str,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
    /// A newer program wrote it.
    #[error(
        "the alerts in {path} were written by a newer quaestor (version {found}, this one knows {known}): use that one"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its version.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// What was asked for is not there, or may not be done.
    #[error("{0}")]
    Refused(String),
}

/// The layout's version.
const VERSION: i64 = 1;

const LAYOUT: &str = "
CREATE TABLE finding (
    id TEXT PRIMARY KEY, rule TEXT NOT NULL, key TEXT NOT NULL, time INTEGER NOT NULL, excluded INTEGER, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX finding_of_rule ON finding (rule, time);
CREATE INDEX finding_of_key ON finding (rule, key, time);
CREATE TABLE alert (
    id TEXT PRIMARY KEY, rule TEXT NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL, closing TEXT, reason TEXT, muted_until INTEGER, owner TEXT,
    severity TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, findings INTEGER NOT NULL, revision INTEGER NOT NULL, created INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alert_of_key ON alert (rule, key);
CREATE TABLE change (
    number INTEGER PRIMARY KEY, time INTEGER NOT NULL, who TEXT NOT NULL, subject TEXT NOT NULL, what TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE exclusion (
    number INTEGER PRIMARY KEY, rule TEXT, kind TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL, created INTEGER NOT NULL,
    expires INTEGER NOT NULL, removed INTEGER
);
CREATE TABLE told (alert TEXT PRIMARY KEY, revision INTEGER NOT NULL, severity TEXT NOT NULL, status TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE progress (rule TEXT PRIMARY KEY, evaluated INTEGER NOT NULL, received INTEGER NOT NULL, query TEXT NOT NULL) WITHOUT ROWID;
";

/// The state of one archive.
#[derive(Debug)]
pub struct State {
    connection: Connection,
    path: String,
}

impl State {
    /// Opens the state in an archive's folder, or makes an empty one.
    ///
    /// # Errors
    /// When the file cannot be opened, or is of a newer version.
    pub fn open(archive: &Path) -> Result<Self, StateError> {
        let folder = archive.join("state");
        let path = folder.join("detect.db").display().to_string();
        std::fs::create_dir_all(&folder)
            .map_err(|error| StateError::Refused(format!("cannot make {}: {error}", folder.display())))?;
        let failed = |source| StateError::Sqlite { path: path.clone(), action: "opened", source };
        let connection = Connection::open(&path).map_err(failed)?;
        connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(failed)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
        Self::prepared(connection, path)
    }

    /// State in memory, for trying things out.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn in_memory() -> Result<Self, StateError> {
        let path = "memory".to_owned();
        let connection = Connection::open_in_memory().map_err(|source| StateError::Sqlite {
            path: path.clone(),
            action: "opened",
            source,
        })?;
        Self::prepared(connection, path)
    }

    fn prepared(connection: Connection, path: String) -> Result<Self, StateError> {
        let state = Self { connection, path };
        let version: i64 =
            state.read(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        if version > VERSION {
            return Err(StateError::Newer { path: state.path, found: version, known: VERSION });
        }
        if version == 0 {
            state.change(|connection| {
                connection.execute_batch(&format!("BEGIN IMMEDIATE; {LAYOUT} PRAGMA user_version = {VERSION}; COMMIT;"))
            })?;
        }
        Ok(state)
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StateError> {
        work(&self.connection).map_err(|source| StateError::Sqlite { path: self.path.clone(), action: "read", source })
    }

    fn change<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StateError> {
        work(&self.connection).map_err(|source| StateError::Sqlite {
            path: self.path.clone(),
            action: "changed",
            source,
        })
    }

    /// Does several things or none of them.
    fn transaction<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StateError> {
        let failed = |path: &str, source| StateError::Sqlite { path: path.to_owned(), action: "changed", source };
        let path = self.path.clone();
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|source| failed(&path, source))?;
        match work(&transaction) {
            Ok(done) => {
                transaction.commit().map_err(|source| failed(&path, source))?;
                Ok(done)
            }
            Err(source) => Err(failed(&path, source)),
        }
    }
}

/// Reads what was written as JSON.
fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))
}

fn to_json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// Writes a line that no one can take back.
fn record(
    connection: &Connection,
    time: i64,
    who: &str,
    subject: &str,
    what: &str,
    reason: &str,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO change (time, who, subject, what, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        (time, who, subject, what, reason),
    )?;
    Ok(())
}
