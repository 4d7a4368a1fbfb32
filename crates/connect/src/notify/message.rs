//! What one delivery carries: an alert, or many in a digest.

use serde::{Deserialize, Serialize};

use super::notice::{Notice, Severity};

/// What is delivered as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// An alert that was told at once.
    Alert(Box<Notice>),
    /// Alerts that were held for a time of day or of the week, the most severe first.
    Digest(Vec<Notice>),
}

impl Content {
    /// A digest of what was held: of each alert its newest state only, the most severe first, then the earliest.
    pub fn digest(mut notices: Vec<Notice>) -> Self {
        notices.sort_by(|a, b| (&a.tenant, &a.alert, b.revision).cmp(&(&b.tenant, &b.alert, a.revision)));
        notices.dedup_by(|later, kept| (&later.tenant, &later.alert) == (&kept.tenant, &kept.alert));
        notices.sort_by(|a, b| (b.severity, a.first, &a.alert).cmp(&(a.severity, b.first, &b.alert)));
        Self::Digest(notices)
    }

    /// The alerts in it.
    pub fn notices(&self) -> &[Notice] {
        match self {
            Self::Alert(notice) => std::slice::from_ref(notice),
            Self::Digest(notices) => notices,
        }
    }

    /// The highest severity in it.
    pub fn severity(&self) -> Severity {
        self.notices().iter().map(|notice| notice.severity).max().unwrap_or(Severity::Informational)
    }
}

/// One delivery to one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The idempotency key: the same in every attempt, and no other message's.
    pub key: String,
    /// The channel it goes to.
    pub channel: String,
    /// What it carries.
    pub content: Content,
    /// How many attempts began before this one.
    pub attempts: u32,
}
