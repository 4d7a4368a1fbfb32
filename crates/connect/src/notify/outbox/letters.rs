//! What the operator sees of the outbox: how much waits, and the dead letters.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::{Outbox, OutboxError};
use crate::notify::message::Content;

/// How many messages are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Alerts that wait for their digest.
    pub held: u64,
    /// Messages that wait to be sent.
    pub waiting: u64,
    /// Messages that were delivered.
    pub delivered: u64,
    /// Dead letters.
    pub dead: u64,
}

/// A message that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its idempotency key, by which it is put back.
    pub key: String,
    /// The channel it was for.
    pub channel: String,
    /// What it carries.
    pub content: Content,
    /// How many attempts were made.
    pub attempts: u32,
    /// When it was given up.
    pub settled: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

impl Outbox {
    /// How many messages are in which state.
    pub fn counts(&self) -> Result<Counts, OutboxError> {
        let counts = self.connection.query_row(
            "SELECT (SELECT count(*) FROM told WHERE message IS NULL),
                    count(*) FILTER (WHERE state = 'waiting'),
                    count(*) FILTER (WHERE state = 'delivered'),
                    count(*) FILTER (WHERE state = 'dead') FROM message",
            [],
            |row| {
                let count = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
                Ok(Counts { held: count(0)?, waiting: count(1)?, delivered: count(2)?, dead: count(3)? })
            },
        );
        counts.map_err(|source| self.database("reading", source))
    }

    /// The dead letters, the latest first.
    pub fn dead_letters(&self) -> Result<Vec<DeadLetter>, OutboxError> {
        let rows = (|| {
            let mut statement = self.connection.prepare(
                "SELECT key, channel, content, attempts, settled, detail FROM message
                 WHERE state = 'dead' ORDER BY settled DESC, key",
            )?;
            let rows = statement.query_map([], |row| {
                let settled: i64 = row.get(4)?;
                let settled = DateTime::from_timestamp_millis(settled)
                    .ok_or(rusqlite::Error::IntegralValueOutOfRange(4, settled))?;
                let content: String = row.get(2)?;
                let letter = DeadLetter {
                    key: row.get(0)?,
                    channel: row.get(1)?,
                    content: Content::Digest(Vec::new()),
                    attempts: row.get(3)?,
                    settled,
                    reason: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                };
                Ok((letter, content))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })();
        let rows = rows.map_err(|source| self.database("reading", source))?;
        let letters = rows.into_iter().map(|(letter, content)| {
            let content =
                serde_json::from_str(&content).map_err(|source| OutboxError::Content { doing: "reading", source })?;
            Ok(DeadLetter { content, ..letter })
        });
        letters.collect()
    }

    /// Puts a dead letter back, as if it were new; its key stays. Returns whether there was one.
    pub fn requeue(&mut self, key: &str, now: DateTime<Utc>) -> Result<bool, OutboxError> {
        let moment = now.timestamp_millis();
        let changed = self.change("writing", |transaction| {
            transaction.execute(
                "UPDATE message SET state = 'waiting', due = ?2, since = ?2, attempts = 0, settled = NULL
                 WHERE key = ?1 AND state = 'dead'",
                params![key, moment],
            )
        })?;
        Ok(changed > 0)
    }

    /// Deletes what was delivered before a time. That it was told stays known, so it is not told again.
    /// Returns how many messages were deleted.
    pub fn forget(&mut self, before: DateTime<Utc>) -> Result<usize, OutboxError> {
        let moment = before.timestamp_millis();
        self.change("writing", |transaction| {
            transaction.execute("DELETE FROM message WHERE state = 'delivered' AND settled < ?1", [moment])
        })
    }
}
