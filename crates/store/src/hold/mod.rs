//! Legal holds: rows that no removal may take, whatever a policy says.
//!
//! A hold is an act of the chain, `hold.add`; so are the request to release it and the release, by somebody else. Which holds are active is a function
//! of the acts and of nothing else. Holding too much is harmless, holding too little is not: what is not certain is held.

mod address;
mod book;
mod cover;
mod escape;
mod fold;
mod mention;

use serde::{Deserialize, Serialize};

pub(crate) use book::{active, is_own};
pub(crate) use cover::Cover;
pub(crate) use mention::{Edges, Mentions};

/// What is to be held. Where neither people, nor addresses, nor a condition are named, everything of the time and the tables is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HoldTerms {
    /// Case the hold is for.
    pub case: String,
    /// People, by every name that records may give them: user principal names, mail addresses, object ids. A row is held in which a text, or the text of a
    /// dynamic column, contains one of them, whatever the case of its letters.
    pub people: Vec<String>,
    /// Addresses, likewise. An IP address is found in whatever form it is written; a network such as `192.0.2.0/24` holds every address in it.
    pub addresses: Vec<String>,
    /// First instant, in microseconds since 1970; none where there is no first. A row without a time is always within.
    pub from: Option<i64>,
    /// Last instant, likewise.
    pub to: Option<i64>,
    /// Tables; none for all of them.
    pub tables: Vec<String>,
    /// Condition in the Kusto Query Language. The archive cannot run it: whoever removes rows hands in what it finds, see
    /// [`crate::Removal::conditions`].
    pub condition: Option<String>,
    /// Why.
    pub reason: String,
}

/// A hold as the chain has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hold {
    /// Number, from 1 in the order of the chain.
    pub number: u64,
    /// What is held.
    #[serde(flatten)]
    pub terms: HoldTerms,
    /// Who added it.
    pub by: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The request to release it, if somebody made one; the hold lasts until somebody else confirms.
    pub request: Option<ReleaseRequest>,
}

/// A request to release a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleaseRequest {
    /// Who asked.
    pub by: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Why.
    pub reason: String,
}

/// What asking for a release came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// It is on record; somebody else has to confirm it.
    Requested,
    /// Somebody else had asked before, so the hold has ended.
    Released,
}
