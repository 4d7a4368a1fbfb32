//! What can be decided about an entry.

use serde::{Deserialize, Serialize};

use crate::model::{Carried, Story};
use detect::Severity;

/// What can be decided about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It was to be expected.
    Expected,
    /// The user explained it.
    Explained,
    /// Somebody is looking into it.
    Investigating,
    /// It is handed on.
    Escalate,
    /// It needs no action.
    NoAction,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 5] = [Self::Expected, Self::Explained, Self::Investigating, Self::Escalate, Self::NoAction];

    /// Its name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Explained => "explained",
            Self::Investigating => "investigating",
            Self::Escalate => "escalate",
            Self::NoAction => "no-action",
        }
    }

    /// Its name in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Explained => "explained by user",
            Self::Investigating => "investigating",
            Self::Escalate => "escalate",
            Self::NoAction => "no action",
        }
    }

    /// The one of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.name() == name)
    }

    /// Whether the same story arrives decided the next time. What is investigated or escalated is not over.
    pub fn is_remembered(self) -> bool {
        matches!(self, Self::Expected | Self::Explained | Self::NoAction)
    }

    /// Whether the matter is over.
    pub fn is_resolved(self) -> bool {
        self.is_remembered()
    }
}

/// What was decided about an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disposition {
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When, in microseconds since 1970.
    #[serde(with = "crate::time::text")]
    pub at: i64,
    /// Until when it is remembered, as RFC 3339 has it; none where it has no end.
    pub until: Option<String>,
    /// Where it was decided, when that was before: another review, an alert.
    pub carried_from: Option<String>,
}

impl Disposition {
    /// What was decided before; none where the decision is of a kind that this program does not know.
    pub(crate) fn carried(carried: &Carried) -> Option<Self> {
        Some(Self {
            decision: Decision::by_name(&carried.decision)?,
            reason: carried.reason.clone(),
            by: carried.by.clone(),
            at: carried.at,
            until: carried.until.clone(),
            carried_from: Some(carried.from.clone()),
        })
    }
}

/// The last decision about a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// In which review.
    pub review: String,
    /// Until when it holds.
    pub until: Option<i64>,
    /// What the story was like.
    pub facets: Vec<String>,
    /// How bad it was.
    pub severity: Severity,
}

impl Remembered {
    /// That of one story of a decision.
    pub(super) fn of(story: &Story, given: &Disposition, review: &str, until: Option<i64>) -> Self {
        Self {
            decision: given.decision,
            reason: given.reason.clone(),
            by: given.by.clone(),
            at: given.at,
            review: review.to_owned(),
            until,
            facets: story.facets.clone(),
            severity: story.severity,
        }
    }
}
