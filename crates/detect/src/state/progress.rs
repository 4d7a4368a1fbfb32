//! How far each rule has looked.

use rusqlite::OptionalExtension;

use super::{State, StateError};

/// How far a rule has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Everything before this was evaluated, in microseconds since 1970.
    pub evaluated: i64,
    /// Every record that was received before this was seen by it.
    pub received: i64,
    /// What the rule was then: a hash of its query and schedule.
    pub query: String,
}

impl State {
    /// How far a rule has looked; none when it never ran.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn progress(&self, rule: &str) -> Result<Option<Progress>, StateError> {
        self.read(|connection| {
            connection
                .query_row("SELECT evaluated, received, query FROM progress WHERE rule = ?1", [rule], |row| {
                    Ok(Progress { evaluated: row.get(0)?, received: row.get(1)?, query: row.get(2)? })
                })
                .optional()
        })
    }

    /// Writes how far a rule has looked.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_progress(&mut self, rule: &str, progress: &Progress) -> Result<(), StateError> {
        self.change(|connection| {
            connection.execute(
                "INSERT INTO progress (rule, evaluated, received, query) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (rule) DO UPDATE SET evaluated = ?2, received = ?3, query = ?4",
                (rule, progress.evaluated, progress.received, &progress.query),
            )
        })?;
        Ok(())
    }
}
