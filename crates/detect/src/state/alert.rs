//! Alerts: conditions, and what people did about them.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::{State, StateError, from_json, record};
use crate::finding::{Entity, RecordId};
use crate::rule::Severity;

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody has looked.
    New,
    /// Somebody has seen it.
    Acknowledged,
    /// Somebody is at it.
    InProgress,
    /// It is over.
    Closed,
    /// Records that came late took away what it rested on.
    Withdrawn,
}

/// What an alert turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// An attack, or a breach of the rules.
    TruePositive,
    /// It happened, and was meant to.
    Benign,
    /// It did not happen.
    FalsePositive,
}

macro_rules! named {
    ($kind:ty { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $kind {
            /// Its name, as it is stored and shown.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The one of this name.
            pub fn by_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

named!(Status { New = "new", Acknowledged = "acknowledged", InProgress = "in-progress", Closed = "closed", Withdrawn = "withdrawn" });
named!(Closing { TruePositive = "true-positive", Benign = "benign", FalsePositive = "false-positive" });

/// A condition that somebody should know of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// Its name.
    pub id: String,
    /// The rule's short name.
    pub rule: String,
    /// What makes it one condition.
    pub key: String,
    /// Where it stands.
    pub status: Status,
    /// What it turned out to be, when it is closed.
    pub closing: Option<Closing>,
    /// Why it stands there.
    pub reason: Option<String>,
    /// Until when it is not told of, in microseconds since 1970.
    pub muted_until: Option<i64>,
    /// Who is at it.
    pub owner: Option<String>,
    /// The worst severity of its findings.
    pub severity: Severity,
    /// The first record.
    pub first: i64,
    /// The last record.
    pub last: i64,
    /// How many findings it has.
    pub findings: u64,
    /// Rises whenever it says something new: another time, severity, title or state, more or fewer findings, entities or records.
    pub revision: u64,
    /// When it was first found.
    pub created: i64,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

/// What an alert says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The title.
    pub title: String,
    /// What happened, in a sentence.
    pub story: String,
    /// Tactics of MITRE ATT&CK.
    pub tactics: Vec<String>,
    /// Techniques of MITRE ATT&CK.
    pub techniques: Vec<String>,
    /// Who and what is concerned.
    pub entities: Vec<Entity>,
    /// What is shown beside the story.
    pub details: Vec<(String, String)>,
    /// The records it rests on.
    pub records: Vec<RecordId>,
}

impl Body {
    /// Whether another says nothing new: the same title, about as many entities and records. The rest may be an example of many.
    pub(super) fn says_as_much_as(&self, other: &Self) -> bool {
        (&self.title, self.entities.len(), self.records.len())
            == (&other.title, other.entities.len(), other.records.len())
    }
}

/// Something that was done, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When, in microseconds since 1970.
    pub time: i64,
    /// Who.
    pub who: String,
    /// To what: an alert's name, or `exclusion 3`.
    pub subject: String,
    /// What.
    pub what: String,
    /// Why.
    pub reason: String,
}

impl Alert {
    /// Whether somebody should still look at it.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Closed | Status::Withdrawn)
    }

    /// Whether it is not told of now.
    pub fn is_muted(&self, now: i64) -> bool {
        self.muted_until.is_some_and(|until| now < until)
    }

    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let status: String = row.get("status")?;
        let closing: Option<String> = row.get("closing")?;
        let severity: String = row.get("severity")?;
        let body: String = row.get("body")?;
        Ok(Self {
            id: row.get("id")?,
            rule: row.get("rule")?,
            key: row.get("key")?,
            status: Status::by_name(&status).unwrap_or(Status::New),
            closing: closing.as_deref().and_then(Closing::by_name),
            reason: row.get("reason")?,
            muted_until: row.get("muted_until")?,
            owner: row.get("owner")?,
            severity: Severity::by_name(&severity).unwrap_or_default(),
            first: row.get("first")?,
            last: row.get("last")?,
            findings: row.get::<_, i64>("findings")?.max(0) as u64,
            revision: row.get::<_, i64>("revision")?.max(0) as u64,
            created: row.get("created")?,
            body: from_json(&body)?,
        })
    }
}

impl State {
    /// All alerts, worst first, then newest; those withdrawn too.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn alerts(&self) -> Result<Vec<Alert>, StateError> {
        let mut alerts = self.read(|connection| {
            let mut statement = connection.prepare("SELECT * FROM alert ORDER BY last DESC, id")?;
            let rows = statement.query_map([], Alert::of_row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        alerts.sort_by_key(|alert| std::cmp::Reverse(alert.severity));
        Ok(alerts)
    }

    /// The alert whose name begins so.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn alert(&self, id: &str) -> Result<Alert, StateError> {
        let found = self.read(|connection| {
            let mut statement =
                connection.prepare("SELECT * FROM alert WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2")?;
            let rows = statement.query_map([id], Alert::of_row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (Some(alert), None) => Ok(alert),
            (Some(_), Some(_)) => {
                Err(StateError::Refused(format!("several alerts begin with {id}: write more of its name")))
            }
            (None, _) => Err(StateError::Refused(format!("there is no alert {id}: `quaestor alerts` lists them"))),
        }
    }

    /// What was done to an alert, or to anything when none is named, oldest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn changes(&self, subject: Option<&str>) -> Result<Vec<Change>, StateError> {
        self.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT time, who, subject, what, reason FROM change WHERE ?1 IS NULL OR subject = ?1 ORDER BY number",
            )?;
            let rows = statement.query_map([subject], |row| {
                Ok(Change {
                    time: row.get(0)?,
                    who: row.get(1)?,
                    subject: row.get(2)?,
                    what: row.get(3)?,
                    reason: row.get(4)?,
                })
            })?;
            rows.collect()
        })
    }

    /// Moves an alert to another status.
    ///
    /// # Errors
    /// When it is closed without saying what it was and why, or cannot be written.
    pub fn set_status(
        &mut self,
        id: &str,
        status: Status,
        closing: Option<Closing>,
        reason: &str,
        who: &str,
        now: i64,
    ) -> Result<Alert, StateError> {
        let alert = self.alert(id)?;
        if status == Status::Closed && (closing.is_none() || reason.trim().is_empty()) {
            return Err(StateError::Refused("an alert is closed with what it was and a reason".into()));
        }
        if status == Status::Withdrawn || alert.status == Status::Withdrawn {
            return Err(StateError::Refused(format!(
                "alert {} is withdrawn: late records took away what it rested on",
                alert.id
            )));
        }
        let what = match closing {
            Some(closing) => format!("{} → {} ({})", alert.status.name(), status.name(), closing.name()),
            None => format!("{} → {}", alert.status.name(), status.name()),
        };
        let owner = if status == Status::New { None } else { Some(who) };
        self.transaction(|connection| {
            connection.execute(
                "UPDATE alert SET status = ?2, closing = ?3, reason = ?4, owner = ?5, revision = revision + 1 WHERE id = ?1",
                (&alert.id, status.name(), closing.map(Closing::name), reason, owner),
            )?;
            record(connection, now, who, &alert.id, &what, reason)?;
            Ok(())
        })?;
        self.alert(&alert.id)
    }

    /// Mutes an alert until a time; a time that is past ends it.
    ///
    /// # Errors
    /// When there is no reason, or it cannot be written.
    pub fn mute(&mut self, id: &str, until: i64, reason: &str, who: &str, now: i64) -> Result<Alert, StateError> {
        if reason.trim().is_empty() {
            return Err(StateError::Refused("an alert is muted with a reason".into()));
        }
        let alert = self.alert(id)?;
        let ends = chrono::DateTime::from_timestamp_micros(until).map_or_else(String::new, |time| time.to_rfc3339());
        self.transaction(|connection| {
            connection.execute("UPDATE alert SET muted_until = ?2 WHERE id = ?1", (&alert.id, until))?;
            record(connection, now, who, &alert.id, &format!("muted until {ends}"), reason)?;
            Ok(())
        })?;
        self.alert(&alert.id)
    }

    /// Adds a note to an alert.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&mut self, id: &str, text: &str, who: &str, now: i64) -> Result<(), StateError> {
        let alert = self.alert(id)?;
        self.transaction(|connection| record(connection, now, who, &alert.id, "note", text))
    }
}

/// The alert of this name, if there is one.
pub(super) fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<Alert>> {
    connection.query_row("SELECT * FROM alert WHERE id = ?1", [id], Alert::of_row).optional()
}
