//! What is to be told: an alert, as it stood when it was put into the outbox.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How much an alert matters, in Microsoft Sentinel's four steps, lowest first.
///
/// Source: <https://learn.microsoft.com/azure/sentinel/sentinel-analytics-rules-creation>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth keeping beside other things, not worth a look of its own.
    Informational,
    /// To be looked at when there is time.
    Low,
    /// To be looked at today.
    Medium,
    /// To be looked at now.
    High,
}

impl Severity {
    /// All of them, lowest first.
    pub const ALL: [Self; 4] = [Self::Informational, Self::Low, Self::Medium, Self::High];

    /// The word that rules, files and messages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Informational => "Informational",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// What became of the alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It was raised.
    New,
    /// It goes on, and something about it changed.
    Updated,
    /// It was closed.
    Closed,
}

impl Kind {
    /// The word that messages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Closed => "closed",
        }
    }
}

/// Somebody or something the alert is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// What it is, as Sentinel's entity types name it: `Account`, `IP`, `Host`, `CloudApplication`, …
    pub kind: String,
    /// How it is called: a user principal name, an address, …
    pub name: String,
}

/// One alert to be told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Notice {
    /// The alert's identity: the same as long as the condition goes on.
    pub alert: String,
    /// Which state of the alert this is. An alert, a revision and a channel together are told once.
    pub revision: u32,
    /// What became of the alert.
    pub kind: Kind,
    /// The rule's name in files and commands, such as `password-spray`.
    pub rule: String,
    /// What happened, in a line.
    pub title: String,
    /// What happened, in a few sentences.
    #[serde(default)]
    pub story: String,
    /// How much it matters.
    pub severity: Severity,
    /// The tenant it happened in.
    pub tenant: String,
    /// Who and what it is about.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// MITRE ATT&CK techniques, such as `T1110.003`.
    #[serde(default)]
    pub techniques: Vec<String>,
    /// When the first of its events happened.
    #[serde(with = "instant")]
    pub first: DateTime<Utc>,
    /// When the last of its events happened.
    #[serde(with = "instant")]
    pub last: DateTime<Utc>,
    /// How many of what, such as `events` or `users`, by name.
    #[serde(default)]
    pub counts: BTreeMap<String, u64>,
    /// What the reader should look at next, a sentence each.
    #[serde(default)]
    pub check: Vec<String>,
    /// Where the evidence can be seen, as a URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// How the evidence can be seen, as a command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// What could not be seen and may be missing here, a sentence each.
    #[serde(default)]
    pub coverage: Vec<String>,
}

/// A time as text, RFC 3339 in UTC.
pub(crate) mod instant {
    use chrono::{DateTime, SecondsFormat, Utc};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        let text = String::deserialize(deserializer)?;
        DateTime::parse_from_rfc3339(&text)
            .map(|time| time.with_timezone(&Utc))
            .map_err(|error| D::Error::custom(format!("`{text}` is no RFC 3339 time: {error}")))
    }
}
