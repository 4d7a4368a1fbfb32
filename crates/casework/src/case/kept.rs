//! A case, as its acts add up to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::name::folded;
use crate::clock::Clock;

/// A case. Instants are microseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Case {
    /// Its name, `case-17`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// How severe it is.
    pub severity: String,
    /// Whether it is open.
    #[serde(flatten)]
    pub status: CaseStatus,
    /// Whether only its members may know of it.
    pub covert: bool,
    /// Who belongs to it, as written, by the name as it is compared.
    #[serde(serialize_with = "values")]
    pub members: BTreeMap<String, String>,
    /// When it was opened.
    pub opened: i64,
    /// By whom.
    pub by: String,
    /// People it is about.
    pub people: BTreeSet<String>,
    /// Addresses it is about.
    pub addresses: BTreeSet<String>,
    /// Findings and alerts.
    pub findings: BTreeSet<String>,
    /// Entries of reviews.
    pub entries: BTreeSet<String>,
    /// Records, `table/id`.
    pub records: BTreeSet<String>,
    /// Notes, the oldest first.
    pub notes: Vec<Note>,
    /// Legal holds that were placed for it, by number; which of them still hold, the store knows.
    pub holds: Vec<u64>,
    /// What people recorded about regulatory clocks, by rule.
    pub clocks: BTreeMap<String, Clock>,
    /// Blockers about it, `blocker-3`.
    pub blockers: Vec<String>,
    /// All that was done, the oldest first.
    pub history: Vec<Step>,
}

/// Whether a case is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum CaseStatus {
    /// It is.
    Open,
    /// It is not.
    Closed {
        /// Why.
        reason: String,
        /// What it came to.
        outcome: String,
    },
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// When.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// The note.
    pub text: String,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// When.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// What, as the act names it: `case.note`.
    pub what: String,
    /// The particulars in a sentence.
    pub text: String,
    /// The entry of the chain that seals it.
    pub entry: u64,
}

impl Case {
    /// Whether somebody may know of it.
    pub(super) fn is_visible(&self, viewer: &str) -> bool {
        !self.covert || self.members.contains_key(&folded(viewer))
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.status == CaseStatus::Open
    }
}

impl CaseStatus {
    /// Returns its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed { .. } => "closed",
        }
    }
}

fn values<S: Serializer>(members: &BTreeMap<String, String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(members.values())
}
