//! What an act means.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Act;

use super::name::subject;

/// Something that was done to a case or a blocker.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    Open(u64, Opened),
    Note(u64, Text),
    Attach(u64, Attached),
    People(u64, Change),
    Addresses(u64, Change),
    MemberAdd(u64, Member),
    MemberRemove(u64, Member),
    Close(u64, Closed),
    Reopen(u64, Reason),
    ClockStart(u64, Started),
    ClockMet(u64, MetBy),
    ClockStop(u64, Stopped),
    BlockerAdd(u64, Raised),
    BlockerResolve(u64, Reason),
    /// A legal hold, which the store enforces; here it is only told of.
    Hold(Option<u64>),
    /// Another part's business.
    Elsewhere,
}

/// What a case is opened with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What it is about.
    pub title: String,
    /// Whether only its members may know of it.
    #[serde(default)]
    pub covert: bool,
    /// Who belongs to it; whoever opens it does anyway.
    #[serde(default)]
    pub members: Vec<String>,
    /// `informational`, `low`, `medium` or `high`.
    #[serde(default)]
    pub severity: String,
}

/// What is attached to a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Findings and alerts, by their id.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Entries of a review: `2026-W46/17`.
    #[serde(default)]
    pub entries: Vec<String>,
    /// Records: `SigninLogs/66ea54eb-…`.
    #[serde(default)]
    pub records: Vec<String>,
}

/// What comes to a list, and what goes from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What comes.
    #[serde(default)]
    pub add: Vec<String>,
    /// What goes.
    #[serde(default)]
    pub remove: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Text {
    pub(super) text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reason {
    pub(super) reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Closed {
    pub(super) reason: String,
    #[serde(default)]
    pub(super) outcome: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Started {
    pub(super) rule: String,
    pub(super) event: String,
    pub(super) at: i64,
    #[serde(default)]
    pub(super) basis: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MetBy {
    pub(super) rule: String,
    pub(super) at: i64,
    #[serde(default)]
    pub(super) reference: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stopped {
    pub(super) rule: String,
    pub(super) reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Raised {
    pub(super) kind: String,
    pub(super) about: Vec<String>,
    #[serde(default)]
    pub(super) detail: String,
}

impl Deed {
    /// Reads an act. Why it cannot be followed is told in words.
    pub(super) fn read(act: &Act) -> Result<Self, String> {
        match act.what.as_str() {
            "case.open" => Ok(Self::Open(case(act)?, body(act)?)),
            "case.note" => Ok(Self::Note(case(act)?, body(act)?)),
            "case.attach" => Ok(Self::Attach(case(act)?, body(act)?)),
            "case.people" => Ok(Self::People(case(act)?, body(act)?)),
            "case.addresses" => Ok(Self::Addresses(case(act)?, body(act)?)),
            "case.member.add" => Ok(Self::MemberAdd(case(act)?, body(act)?)),
            "case.member.remove" => Ok(Self::MemberRemove(case(act)?, body(act)?)),
            "case.close" => Ok(Self::Close(case(act)?, body(act)?)),
            "case.reopen" => Ok(Self::Reopen(case(act)?, body(act)?)),
            "clock.start" => Ok(Self::ClockStart(case(act)?, body(act)?)),
            "clock.met" => Ok(Self::ClockMet(case(act)?, body(act)?)),
            "clock.stop" => Ok(Self::ClockStop(case(act)?, body(act)?)),
            "blocker.add" => Ok(Self::BlockerAdd(blocker(act)?, body(act)?)),
            "blocker.resolve" => Ok(Self::BlockerResolve(blocker(act)?, body(act)?)),
            "hold.add" => Ok(Self::Hold(named(&act.body))),
            what if ["case.", "clock.", "blocker."].iter().any(|ours| what.starts_with(ours)) => {
                Err(format!("{what} is not known to this version"))
            }
            _ => Ok(Self::Elsewhere),
        }
    }

    /// The case that it is done to.
    pub(super) fn case(&self) -> Option<u64> {
        match self {
            Self::Note(case, _)
            | Self::Attach(case, _)
            | Self::People(case, _)
            | Self::Addresses(case, _)
            | Self::MemberAdd(case, _)
            | Self::MemberRemove(case, _)
            | Self::Close(case, _)
            | Self::Reopen(case, _)
            | Self::ClockStart(case, _)
            | Self::ClockMet(case, _)
            | Self::ClockStop(case, _) => Some(*case),
            Self::Hold(case) => *case,
            Self::Open(..) | Self::BlockerAdd(..) | Self::BlockerResolve(..) | Self::Elsewhere => None,
        }
    }
}

/// The case that the body of an act of another part names.
pub(super) fn named(body: &Value) -> Option<u64> {
    super::name::numbered("case", &body.get("case")?.as_str()?.to_lowercase())
}

fn case(act: &Act) -> Result<u64, String> {
    subject("case", &act.subject).ok_or_else(|| format!("`{}` names no case", act.subject))
}

fn blocker(act: &Act) -> Result<u64, String> {
    subject("blocker", &act.subject).ok_or_else(|| format!("`{}` names no blocker", act.subject))
}

fn body<T: DeserializeOwned>(act: &Act) -> Result<T, String> {
    serde_json::from_value(act.body.clone()).map_err(|error| format!("its particulars cannot be read: {error}"))
}
