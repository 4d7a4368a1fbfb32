//! Into the outbox: alerts as they come, digests when their time has come.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::params;
use sha2::{Digest, Sha256};

use super::{Outbox, OutboxError};
use crate::notify::message::Content;
use crate::notify::notice::Notice;
use crate::notify::routing::{Delivery, When};
use crate::notify::schedule;

/// What became of an alert on its way to a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It goes by itself, as soon as it can.
    Queued,
    /// It goes with others at this time.
    Held(DateTime<Utc>),
    /// It is in the outbox already, or was sent.
    Known,
}

/// The idempotency key of what the parts say: equal parts, equal key.
fn key(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // Length before text, so that no two lists of parts run together to the same bytes.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let hash = hex::encode(hash.finalize());
    format!("msg_{}", hash.get(..32).unwrap_or(&hash))
}

impl Outbox {
    /// Puts an alert in, for each of the channels, in one transaction. Doing it again changes nothing.
    ///
    /// A channel that got `hourly` alerts by themselves in the last hour gets the rest of them together at the next
    /// full hour.
    pub fn enqueue(
        &mut self,
        notice: &Notice,
        deliveries: &[Delivery],
        hourly: u32,
        now: DateTime<Utc>,
    ) -> Result<Vec<Enqueued>, OutboxError> {
        let json = |source| OutboxError::Content { doing: "writing", source };
        let alone = serde_json::to_string(&Content::Alert(Box::new(notice.clone()))).map_err(json)?;
        let held = serde_json::to_string(notice).map_err(json)?;
        let moment = now.timestamp_millis();
        let hour_ago = (now - TimeDelta::hours(1)).timestamp_millis();
        self.change("writing", |transaction| {
            let mut all = Vec::with_capacity(deliveries.len());
            for Delivery { channel, when } in deliveries {
                let recent: u32 = transaction.query_row(
                    "SELECT count(*) FROM message WHERE channel = ?1 AND single = 1 AND since > ?2",
                    params![channel, hour_ago],
                    |row| row.get(0),
                )?;
                let when = match when {
                    When::Now if recent >= hourly => When::Digest(schedule::next_hour(now)),
                    when => *when,
                };
                let revision = notice.revision.to_string();
                let key = key(&["alert", &notice.tenant, &notice.alert, &revision, channel]);
                let (message, digest, kept) = match when {
                    When::Now => (Some(&key), None, None),
                    When::Digest(time) => (None, Some(time.timestamp_millis()), Some(&held)),
                };
                let new = transaction.execute(
                    "INSERT INTO told (tenant, alert, revision, channel, message, digest, notice)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
                    params![notice.tenant, notice.alert, notice.revision, channel, message, digest, kept],
                )?;
                all.push(match when {
                    _ if new == 0 => Enqueued::Known,
                    When::Digest(time) => Enqueued::Held(time),
                    When::Now => {
                        transaction.execute(
                            "INSERT INTO message (key, channel, content, state, single, due, since)
                             VALUES (?1, ?2, ?3, 'waiting', 1, ?4, ?4)",
                            params![key, channel, alone, moment],
                        )?;
                        Enqueued::Queued
                    }
                });
            }
            Ok(all)
        })
    }

    /// Makes messages of the digests whose time has come. Returns how many.
    pub(crate) fn gather(&mut self, now: DateTime<Utc>) -> Result<usize, OutboxError> {
        let moment = now.timestamp_millis();
        let mut gathered = 0;
        while let Some((channel, digest)) = self.due_digest(moment)? {
            let held = self.held(&channel, digest)?;
            let mut notices = Vec::with_capacity(held.len());
            for notice in held {
                let notice: Notice = serde_json::from_str(&notice)
                    .map_err(|source| OutboxError::Content { doing: "reading", source })?;
                notices.push(notice);
            }
            let mut parts = vec!["digest".to_owned(), channel.clone(), digest.to_string()];
            for notice in &notices {
                parts.extend([notice.tenant.clone(), notice.alert.clone(), notice.revision.to_string()]);
            }
            let key = key(&parts.iter().map(String::as_str).collect::<Vec<_>>());
            let members = notices.clone();
            let content = serde_json::to_string(&Content::digest(notices))
                .map_err(|source| OutboxError::Content { doing: "writing", source })?;
            self.change("writing", |transaction| {
                transaction.execute(
                    "INSERT INTO message (key, channel, content, state, single, due, since)
                     VALUES (?1, ?2, ?3, 'waiting', 0, ?4, ?4)",
                    params![key, channel, content, moment],
                )?;
                for notice in &members {
                    transaction.execute(
                        "UPDATE told SET message = ?5, notice = NULL
                         WHERE tenant = ?1 AND alert = ?2 AND revision = ?3 AND channel = ?4",
                        params![notice.tenant, notice.alert, notice.revision, channel, key],
                    )?;
                }
                Ok(())
            })?;
            gathered += 1;
        }
        Ok(gathered)
    }

    fn due_digest(&self, moment: i64) -> Result<Option<(String, i64)>, OutboxError> {
        use rusqlite::OptionalExtension as _;
        let found = self.connection.query_row(
            "SELECT channel, digest FROM told WHERE message IS NULL AND digest <= ?1 ORDER BY digest, channel LIMIT 1",
            [moment],
            |row| Ok((row.get(0)?, row.get(1)?)),
        );
        found.optional().map_err(|source| self.database("reading", source))
    }

    fn held(&self, channel: &str, digest: i64) -> Result<Vec<String>, OutboxError> {
        let rows: rusqlite::Result<Vec<String>> = (|| {
            let mut statement = self.connection.prepare(
                "SELECT notice FROM told WHERE message IS NULL AND channel = ?1 AND digest = ?2
                 ORDER BY tenant, alert, revision",
            )?;
            let rows = statement.query_map(params![channel, digest], |row| row.get(0))?;
            rows.collect()
        })();
        rows.map_err(|source| self.database("reading", source))
    }
}
