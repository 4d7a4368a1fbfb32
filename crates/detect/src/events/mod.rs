//! Test cases of rules: events as their source writes them, from templates and what differs, and the rows that come of them.

mod kinds;
mod record;
mod rows;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

pub use kinds::{KINDS, Kind};
pub use record::guid;
pub use rows::{Rows, rows};

/// A test case of a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What happens, in a few words.
    pub name: String,
    /// Whether the rule must find something, or how many findings it must have.
    pub fires: Fires,
    /// The beginning of the evaluation; the first event when it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The end of the evaluation; just after the last event when it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// Operator lists: their items, column → value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub watchlists: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    /// What happens: the template's name → what differs.
    pub events: Vec<BTreeMap<String, Json>>,
}

/// What a case expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fires {
    /// At least one finding.
    Yes,
    /// None.
    No,
    /// So many.
    Times(u64),
}

impl Fires {
    /// Whether so many findings are what is expected.
    pub fn holds(self, findings: u64) -> bool {
        match self {
            Self::Yes => findings > 0,
            Self::No => findings == 0,
            Self::Times(times) => findings == times,
        }
    }

    /// Whether the rule must find something.
    pub fn is_positive(self) -> bool {
        !matches!(self, Self::No | Self::Times(0))
    }
}

impl std::fmt::Display for Fires {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Yes => out.write_str("at least one finding"),
            Self::No | Self::Times(0) => out.write_str("no finding"),
            Self::Times(1) => out.write_str("1 finding"),
            Self::Times(times) => write!(out, "{times} findings"),
        }
    }
}

impl<'de> Deserialize<'de> for Fires {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Bool(true) => Ok(Self::Yes),
            Json::Bool(false) => Ok(Self::No),
            Json::Number(number) if number.is_u64() => Ok(Self::Times(number.as_u64().unwrap_or_default())),
            other => {
                Err(serde::de::Error::custom(format!("`fires` is true, false or a number of findings, not {other}")))
            }
        }
    }
}

impl Serialize for Fires {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Yes => serializer.serialize_bool(true),
            Self::No => serializer.serialize_bool(false),
            Self::Times(times) => serializer.serialize_u64(*times),
        }
    }
}
