//! What stands in the way of an answer: logs that are gone, licences that are missing, addresses that tell nothing.
//!
//! A blocker is put on record by a person, or [derived](derive) from what the archive covers.

mod derive;
mod kind;

use serde::Serialize;

pub use derive::{Derived, Question, derive};
pub use kind::Kind;

/// Something that stands in the way. Instants are microseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blocker {
    /// Its name, `blocker-3`.
    pub id: String,
    /// What stands in the way.
    pub kind: Kind,
    /// The kind as the act names it; a later version may know more kinds.
    #[serde(skip)]
    pub kind_as_written: String,
    /// Cases, findings and entries that it is about.
    pub about: Vec<String>,
    /// What exactly.
    pub detail: String,
    /// When it was added.
    pub added: i64,
    /// By whom.
    pub by: String,
    /// That it no longer stands in the way.
    pub resolved: Option<Resolved>,
}

/// That a blocker no longer stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resolved {
    /// When.
    pub at: i64,
    /// Who said so.
    pub by: String,
    /// How.
    pub reason: String,
}
