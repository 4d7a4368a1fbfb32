//! What people did about reviews: a fold over the acts of the seal chain. Nothing is edited: a decision that is changed is another act, and what comes
//! after a signature is an amendment.
//!
//! ```text
//! draft ── first decision ──▸ in review ── sign ──▸ signed ── sign, by another ──▸ second signature ── lock ──▸ locked
//!   └── made anew from the records as often as one likes ──┘        └────────────── amendments are appended ─────────────┘
//! ```

mod act;
mod decision;
mod fold;
#[cfg(test)]
mod tests;

pub use act::NewAct;
pub use decision::{Decision, Disposition, Remembered};
pub use fold::{Reviews, fold};

use std::collections::BTreeMap;

use serde::Serialize;

/// Where a review stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was made; nobody has decided anything.
    #[default]
    Draft,
    /// Somebody is at it.
    InReview,
    /// The reviewer has signed.
    Signed,
    /// Another person has signed too.
    SecondSignature,
    /// It is closed for good; only amendments are added.
    Locked,
}

impl Status {
    /// Its name in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in review",
            Self::Signed => "signed",
            Self::SecondSignature => "second signature",
            Self::Locked => "locked",
        }
    }
}

/// What people did about one review.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReviewState {
    /// The period's name.
    pub name: String,
    /// The document that holds the review as it was last made: its SHA-256.
    pub document: String,
    /// The document that holds the whole answers.
    pub results: String,
    /// How often it was made.
    pub versions: u32,
    /// Where it stands.
    pub status: Status,
    /// Whose task it is.
    pub owner: String,
    /// Until when, in microseconds since 1970.
    pub due: i64,
    /// What was decided, by the entry's number.
    pub decisions: BTreeMap<u32, Disposition>,
    /// Who signed.
    pub signatures: Vec<Signature>,
    /// What was added after a signature.
    pub amendments: Vec<Amendment>,
    /// Everything that was done, oldest first.
    pub history: Vec<Event>,
}

/// A signature under a review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Who.
    pub who: String,
    /// When, in microseconds since 1970.
    #[serde(with = "crate::time::text")]
    pub at: i64,
    /// What was signed: SHA-256 of the document, and of the decisions as they stood.
    pub document: String,
    /// SHA-256 of the decisions as they stood.
    pub decisions: String,
    /// What the person says.
    pub statement: String,
    /// Entries that were left open.
    pub open: Vec<u32>,
    /// The entry of the seal chain that holds it.
    pub entry: u64,
}

/// Something that was added after a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// Who.
    pub who: String,
    /// When, in microseconds since 1970.
    #[serde(with = "crate::time::text")]
    pub at: i64,
    /// What.
    pub text: String,
    /// About which entry.
    pub about: Option<u32>,
    /// The decision it brings.
    pub decision: Option<Decision>,
    /// The entry of the seal chain that holds it.
    pub entry: u64,
}

/// Something that was done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When, in microseconds since 1970.
    #[serde(with = "crate::time::text")]
    pub at: i64,
    /// Who.
    pub who: String,
    /// What, in words.
    pub what: String,
    /// The entry of the seal chain that holds it.
    pub entry: u64,
}

impl ReviewState {
    /// Whether it should have been signed by now.
    pub fn is_overdue(&self, now: i64) -> bool {
        self.status < Status::Signed && now > self.due
    }

    /// What was decided about an entry: here, or before.
    pub fn disposition(&self, entry: &crate::Entry) -> Option<Disposition> {
        self.decisions.get(&entry.id).cloned().or_else(|| entry.carried.as_ref().and_then(Disposition::carried))
    }

    /// Entries that nobody has decided about.
    pub fn open<'r>(&self, review: &'r crate::Review) -> Vec<&'r crate::Entry> {
        review.entries.iter().filter(|entry| self.disposition(entry).is_none()).collect()
    }
}
