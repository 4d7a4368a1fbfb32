//! The outbox: what is to be told outlives a crash, and is told once.
//!
//! The rule, before any code: an alert, a revision and a channel together get one row and at most one idempotency key,
//! ever. A message is begun (its attempt counted, its next attempt set) before it is sent, and settled in one
//! transaction with its receipt after it was sent. A crash before the beginning loses nothing; a crash between sending
//! and settling sends the same key again, which a receiver that knows keys takes once; a crash after settling sends
//! nothing. Only one process sends: it holds the lock beside the file.

mod enqueue;
mod letters;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

pub use enqueue::Enqueued;
pub use letters::{Counts, DeadLetter};

use super::message::Message;

const SCHEMA: &str = include_str!("schema.sql");
const VERSION: i64 = 1;

/// What is to be told, in a file of `SQLite`.
#[derive(Debug)]
pub struct Outbox {
    connection: Connection,
    path: Option<PathBuf>,
}

/// Why the outbox could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The database refused.
    #[error("{doing} the outbox{at}: {source}; check the disk and the file's permissions", at = at(path.as_deref()))]
    Database {
        /// What was being done.
        doing: &'static str,
        /// The file, unless it is in memory.
        path: Option<PathBuf>,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
    /// A stored message cannot be read or a new one not written as JSON.
    #[error("{doing} a message of the outbox: {source}")]
    Content {
        /// What was being done.
        doing: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A later program wrote the file.
    #[error("opening the outbox {path}: it has version {found}, this program knows {VERSION}; use the program that wrote it", path = path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
    },
    /// Another process sends from it.
    #[error("sending from the outbox {path}: another process does so already; stop it first", path = path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The lock could not be taken.
    #[error("locking the outbox {path}: {source}; check the folder's permissions", path = path.display())]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

fn at(path: Option<&Path>) -> String {
    path.map(|path| format!(" {}", path.display())).unwrap_or_default()
}

/// The right to send from an outbox; it ends with the value, and with the process.
#[derive(Debug)]
pub struct SenderLock(#[expect(dead_code, reason = "held, never read: the lock is the open file")] Option<File>);

impl Outbox {
    /// Opens the file, and makes it if it is not there.
    pub fn open(path: &Path) -> Result<Self, OutboxError> {
        let failed = |source| OutboxError::Database { doing: "opening", path: Some(path.to_owned()), source };
        let connection = Connection::open(path).map_err(failed)?;
        Self::prepare(connection, Some(path.to_owned()))
    }

    /// An outbox that ends with the process, for tests and trial runs.
    pub fn in_memory() -> Result<Self, OutboxError> {
        let connection = Connection::open_in_memory().map_err(|source| OutboxError::Database {
            doing: "opening",
            path: None,
            source,
        })?;
        Self::prepare(connection, None)
    }

    fn prepare(mut connection: Connection, path: Option<PathBuf>) -> Result<Self, OutboxError> {
        let prepared = (|| {
            connection.busy_timeout(Duration::from_secs(10))?;
            // FULL: what was settled stays settled when the power fails, or it would be sent twice.
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if found == 0 {
                transaction.execute_batch(SCHEMA)?;
                transaction.pragma_update(None, "user_version", VERSION)?;
            }
            transaction.commit()?;
            Ok(found)
        })();
        match prepared {
            Err(source) => Err(OutboxError::Database { doing: "opening", path, source }),
            Ok(0 | VERSION) => Ok(Self { connection, path }),
            Ok(found) => Err(OutboxError::Version { path: path.unwrap_or_default(), found }),
        }
    }

    /// Takes the right to send, which one process at a time has. Everything else may be done without it.
    pub fn lock(&self) -> Result<SenderLock, OutboxError> {
        let Some(path) = &self.path else {
            return Ok(SenderLock(None));
        };
        let lock = path.with_extension("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&lock);
        let file = file.map_err(|source| OutboxError::Lock { path: lock.clone(), source })?;
        match file.try_lock() {
            Ok(()) => Ok(SenderLock(Some(file))),
            Err(TryLockError::WouldBlock) => Err(OutboxError::Busy { path: path.clone() }),
            Err(TryLockError::Error(source)) => Err(OutboxError::Lock { path: lock, source }),
        }
    }

    /// Begins the next attempt that is due, on no channel of `without`: counts it, and sets the time of the one after it
    /// by `wait`, so that a message that ends the process does not end it at once again.
    pub(crate) fn begin(
        &mut self,
        now: DateTime<Utc>,
        without: &[String],
        wait: impl FnOnce(u32) -> TimeDelta,
    ) -> Result<Option<Message>, OutboxError> {
        let moment = now.timestamp_millis();
        let skipped =
            serde_json::to_string(without).map_err(|source| OutboxError::Content { doing: "choosing", source })?;
        let found = self.change("reading", |transaction| {
            let found = transaction
                .query_row(
                    "SELECT key, channel, content, attempts FROM message
                     WHERE state = 'waiting' AND due <= ?1
                       AND channel NOT IN (SELECT value FROM json_each(?2))
                       AND channel NOT IN (SELECT channel FROM pause WHERE until > ?1)
                     ORDER BY due, rowid LIMIT 1",
                    params![moment, skipped],
                    |row| {
                        let attempts: u32 = row.get(3)?;
                        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, attempts))
                    },
                )
                .optional()?;
            if let Some((key, _, _, attempts)) = &found {
                let begun = attempts.saturating_add(1);
                let next = now + wait(begun);
                transaction.execute(
                    "UPDATE message SET attempts = ?2, due = ?3 WHERE key = ?1",
                    params![key, begun, next.timestamp_millis()],
                )?;
            }
            Ok(found)
        })?;
        let Some((key, channel, content, attempts)) = found else {
            return Ok(None);
        };
        let content =
            serde_json::from_str(&content).map_err(|source| OutboxError::Content { doing: "reading", source })?;
        Ok(Some(Message { key, channel, content, attempts }))
    }

    /// Settles a message with its receipt.
    pub(crate) fn delivered(&mut self, key: &str, receipt: &str, now: DateTime<Utc>) -> Result<(), OutboxError> {
        self.settle(key, "delivered", receipt, now)
    }

    /// Makes a message a dead letter.
    pub(crate) fn died(&mut self, key: &str, reason: &str, now: DateTime<Utc>) -> Result<(), OutboxError> {
        self.settle(key, "dead", reason, now)
    }

    fn settle(&mut self, key: &str, state: &str, detail: &str, now: DateTime<Utc>) -> Result<(), OutboxError> {
        self.change("writing", |transaction| {
            transaction.execute(
                "UPDATE message SET state = ?2, detail = ?3, settled = ?4 WHERE key = ?1 AND state = 'waiting'",
                params![key, state, detail, now.timestamp_millis()],
            )?;
            Ok(())
        })
    }

    /// Writes down why an attempt failed. With `until`, a server asked to be left alone: the whole channel is.
    pub(crate) fn failed(&mut self, key: &str, reason: &str, until: Option<DateTime<Utc>>) -> Result<(), OutboxError> {
        let until = until.map(|until| until.timestamp_millis());
        self.change("writing", |transaction| {
            transaction.execute("UPDATE message SET detail = ?2 WHERE key = ?1", params![key, reason])?;
            if let Some(until) = until {
                transaction.execute("UPDATE message SET due = ?2 WHERE key = ?1 AND due < ?2", params![key, until])?;
                transaction.execute(
                    "INSERT INTO pause (channel, until) SELECT channel, ?2 FROM message WHERE key = ?1
                     ON CONFLICT (channel) DO UPDATE SET until = max(until, excluded.until)",
                    params![key, until],
                )?;
            }
            Ok(())
        })
    }

    /// When a message was put here, or last put back.
    pub(crate) fn since(&self, key: &str) -> Result<Option<DateTime<Utc>>, OutboxError> {
        let since = self.connection.query_row("SELECT since FROM message WHERE key = ?1", [key], |row| row.get(0));
        let since: Option<i64> = since.optional().map_err(|source| self.database("reading", source))?;
        Ok(since.and_then(DateTime::from_timestamp_millis))
    }

    /// When there will be something to do, if nothing new comes.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>, OutboxError> {
        let next = self.connection.query_row(
            "SELECT min(due) FROM (
                 SELECT max(due, coalesce(until, due)) AS due FROM message LEFT JOIN pause USING (channel)
                 WHERE state = 'waiting'
                 UNION ALL SELECT digest FROM told WHERE message IS NULL)",
            [],
            |row| row.get::<_, Option<i64>>(0),
        );
        let next = next.map_err(|source| self.database("reading", source))?;
        Ok(next.and_then(DateTime::from_timestamp_millis))
    }

    fn change<T>(
        &mut self,
        doing: &'static str,
        change: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, OutboxError> {
        let path = self.path.clone();
        let changed = (|| {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = change(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        changed.map_err(|source| OutboxError::Database { doing, path, source })
    }

    fn database(&self, doing: &'static str, source: rusqlite::Error) -> OutboxError {
        OutboxError::Database { doing, path: self.path.clone(), source }
    }
}
