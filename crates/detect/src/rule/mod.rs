//! A rule: one YAML file in the format of Sentinel's analytics rules, with a few more keys. `rules/README.md` is its manual.

mod frequency;
mod read;
mod schedule;
mod span;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

pub use frequency::with_frequency;
pub use read::{RuleError, read, write};
pub use schedule::Schedule;
pub use span::{Span, parse_span, span_text};

use crate::events::Case;

/// A detection rule.
///
/// Source: <https://learn.microsoft.com/azure/sentinel/sentinel-analytic-rules-creation>,
/// <https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide>
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The short name: that of its file. Not part of the file.
    #[serde(skip)]
    pub slug: String,
    /// A GUID that no other rule has.
    pub id: String,
    /// What happened, as a title.
    pub name: String,
    /// What it means, and on which evidence it rests.
    #[serde(default)]
    pub description: String,
    /// How bad it is when it is true.
    #[serde(default)]
    pub severity: Severity,
    /// `Available`, or what the author says of its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The logs it reads, as Sentinel's connectors name them.
    #[serde(default, deserialize_with = "read::or_default", skip_serializing_if = "Vec::is_empty")]
    pub required_data_connectors: Vec<Connector>,
    /// `Scheduled` or `NRT`.
    #[serde(default = "scheduled")]
    pub kind: String,
    /// How often it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_frequency: Option<Span>,
    /// How much time it looks at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_period: Option<Span>,
    /// How the number of rows is compared with the threshold.
    #[serde(default, deserialize_with = "read::or_default")]
    pub trigger_operator: Operator,
    /// The number of rows that it is compared with.
    #[serde(default, deserialize_with = "read::or_default")]
    pub trigger_threshold: u64,
    /// Tactics of MITRE ATT&CK, as Sentinel spells them: `CredentialAccess`.
    #[serde(default, deserialize_with = "read::or_default")]
    pub tactics: Vec<String>,
    /// Techniques of MITRE ATT&CK.
    #[serde(default, deserialize_with = "read::or_default")]
    pub relevant_techniques: Vec<String>,
    /// The query; each row that it gives is a finding.
    pub query: String,
    /// Which columns are accounts, addresses, applications.
    #[serde(default, deserialize_with = "read::or_default", skip_serializing_if = "Vec::is_empty")]
    pub entity_mappings: Vec<EntityMapping>,
    /// What is shown beside the story: label → column.
    #[serde(default, deserialize_with = "read::or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_details: BTreeMap<String, String>,
    /// Whether each row is an alert, or all rows of a run are one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_grouping_settings: Option<EventGrouping>,
    /// What makes findings one condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_configuration: Option<IncidentConfiguration>,
    /// Title, story and severity from the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert_details_override: Option<AlertDetails>,
    /// The rule's version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How long a baseline learns before the rule speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm_up: Option<Span>,
    /// What is harmless and looks the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub false_positives: Vec<String>,
    /// What to check, what to do.
    #[serde(default, skip_serializing_if = "Response::is_empty")]
    pub response: Response,
    /// Events for which it must fire, and for which it must not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Case>,
    /// Every other key of the file, kept as it is.
    #[serde(flatten)]
    pub other: BTreeMap<String, Json>,
}

fn scheduled() -> String {
    "Scheduled".to_owned()
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Good to know.
    #[default]
    Informational,
    /// Worth a look when there is time.
    Low,
    /// Worth a look today.
    Medium,
    /// Worth a look now.
    High,
}

impl Severity {
    /// Its name, as Sentinel writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Informational => "Informational",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }

    /// The severity of this name, whatever its letter case.
    pub fn by_name(name: &str) -> Option<Self> {
        [Self::Informational, Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|severity| severity.name().eq_ignore_ascii_case(name.trim()))
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(self.name())
    }
}

/// A data connector of Sentinel and the tables it fills.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connector {
    /// Its id.
    pub connector_id: String,
    /// Tables.
    #[serde(default)]
    pub data_types: Vec<String>,
}

/// How the number of rows is compared with the threshold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// More.
    #[default]
    #[serde(rename = "gt", alias = "GreaterThan")]
    GreaterThan,
    /// Fewer.
    #[serde(rename = "lt", alias = "LessThan")]
    LessThan,
    /// As many.
    #[serde(rename = "eq", alias = "Equal")]
    Equal,
    /// Not as many.
    #[serde(rename = "ne", alias = "NotEqual")]
    NotEqual,
}

impl Operator {
    /// Whether so many rows are an alert.
    pub fn holds(self, rows: u64, threshold: u64) -> bool {
        match self {
            Self::GreaterThan => rows > threshold,
            Self::LessThan => rows < threshold,
            Self::Equal => rows == threshold,
            Self::NotEqual => rows != threshold,
        }
    }
}

/// An entity of a row.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityMapping {
    /// `Account`, `IP`, `CloudApplication`, …
    pub entity_type: String,
    /// What of it stands in which column.
    pub field_mappings: Vec<FieldMapping>,
}

/// What of an entity stands in which column.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldMapping {
    /// `FullName`, `AadUserId`, `Address`, …
    pub identifier: String,
    /// The column.
    pub column_name: String,
}

/// Whether each row is an alert.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventGrouping {
    /// `AlertPerResult` or `SingleAlert`.
    pub aggregation_kind: String,
}

/// What makes findings one condition.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IncidentConfiguration {
    /// Whether incidents are made at all.
    pub create_incident: bool,
    /// How findings gather.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping_configuration: Option<Grouping>,
    /// Every other key.
    #[serde(flatten)]
    pub other: BTreeMap<String, Json>,
}

/// How findings gather into one condition.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Grouping {
    /// Whether they do.
    pub enabled: bool,
    /// How long after the last finding the condition is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookback_duration: Option<Span>,
    /// The kinds of entity that must be the same.
    #[serde(deserialize_with = "read::or_default", skip_serializing_if = "Vec::is_empty")]
    pub group_by_entities: Vec<String>,
    /// The details that must be the same.
    #[serde(deserialize_with = "read::or_default", skip_serializing_if = "Vec::is_empty")]
    pub group_by_custom_details: Vec<String>,
    /// Every other key.
    #[serde(flatten)]
    pub other: BTreeMap<String, Json>,
}

/// Title, story and severity from the row: `{{Column}}` stands for its value.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AlertDetails {
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_display_name_format: Option<String>,
    /// The story in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_description_format: Option<String>,
    /// The column that holds the severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_severity_column_name: Option<String>,
    /// The column that holds the tactics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_tactics_column_name: Option<String>,
    /// Every other key.
    #[serde(flatten)]
    pub other: BTreeMap<String, Json>,
}

/// What to check, what to do.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// What to check, in order.
    #[serde(default)]
    pub check: Vec<String>,
    /// What to do when it is true.
    #[serde(default)]
    pub act: Vec<String>,
}

impl Response {
    fn is_empty(&self) -> bool {
        self.check.is_empty() && self.act.is_empty()
    }
}

impl Rule {
    /// When it runs, and over what.
    pub fn schedule(&self) -> Schedule {
        Schedule::of(self)
    }

    /// The tables it is said to read.
    pub fn data_types(&self) -> impl Iterator<Item = &str> {
        self.required_data_connectors.iter().flat_map(|connector| connector.data_types.iter().map(String::as_str))
    }

    /// The kinds of entity that findings of one condition share; all that are mapped when it does not say.
    pub fn grouping_entities(&self) -> Option<&[String]> {
        let grouping = self.grouping()?;
        (!grouping.group_by_entities.is_empty()).then_some(grouping.group_by_entities.as_slice())
    }

    /// Whether all rows of a run are one alert.
    pub fn is_single_alert(&self) -> bool {
        let grouping = self.event_grouping_settings.as_ref();
        grouping.is_some_and(|grouping| grouping.aggregation_kind.eq_ignore_ascii_case("SingleAlert"))
    }

    /// How findings gather, when the rule says so.
    pub fn grouping(&self) -> Option<&Grouping> {
        self.incident_configuration.as_ref()?.grouping_configuration.as_ref().filter(|grouping| grouping.enabled)
    }

    /// How long after its last finding a condition is over; a day unless the rule says otherwise.
    pub fn condition_lasts(&self) -> i64 {
        self.grouping().and_then(|grouping| grouping.lookback_duration).map_or(span::DAY, |span| span.0)
    }

    /// The rule as Sentinel takes it: without the keys that are ours.
    #[must_use]
    pub fn for_sentinel(&self) -> Self {
        Self {
            warm_up: None,
            false_positives: Vec::new(),
            response: Response::default(),
            tests: Vec::new(),
            ..self.clone()
        }
    }
}
