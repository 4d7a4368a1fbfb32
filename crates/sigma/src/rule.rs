//! A Microsoft Sentinel analytics rule, as its YAML files have it.
//!
//! Source: <https://learn.microsoft.com/azure/sentinel/sentinel-analytic-rules-creation>,
//! <https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide>

use serde::Serialize;

use crate::error::Error;

/// An entity and the columns that identify it, as a table's data has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntityMapping {
    pub(crate) entity: &'static str,
    pub(crate) identifiers: &'static [(&'static str, &'static str)],
}

/// A scheduled analytics rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnalyticsRule {
    /// The Sigma rule's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its title.
    pub name: String,
    /// Its description, false positives, author and origin.
    pub description: String,
    /// `Informational` to `High`.
    pub severity: String,
    /// How often it runs.
    pub query_frequency: String,
    /// How far back it looks.
    pub query_period: String,
    /// Always `gt`: it alerts on rows.
    pub trigger_operator: String,
    /// Always 0.
    pub trigger_threshold: u32,
    /// ATT&CK tactics.
    pub tactics: Vec<String>,
    /// ATT&CK techniques.
    pub relevant_techniques: Vec<String>,
    /// The query.
    pub query: String,
    /// Which columns name which entities.
    pub entity_mappings: Vec<Entity>,
    /// The rule's version.
    pub version: String,
    /// Always `Scheduled`.
    pub kind: String,
}

/// An entity of a rule's results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    /// `Account`, `IP`, …
    pub entity_type: String,
    /// The columns that identify it.
    pub field_mappings: Vec<Identifier>,
}

/// A column that identifies an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Identifier {
    /// `FullName`, `Address`, …
    pub identifier: String,
    /// The column.
    pub column_name: String,
}

impl AnalyticsRule {
    /// The rule as a YAML file.
    pub fn to_yaml(&self) -> Result<String, Error> {
        serde_saphyr::to_string(self).map_err(|error| Error::Query(format!("writing YAML: {error}")))
    }
}

/// What a Sigma rule and a Sigma correlation say of themselves.
pub(crate) struct About<'r> {
    pub(crate) id: Option<&'r String>,
    pub(crate) title: &'r str,
    pub(crate) description: Option<&'r String>,
    pub(crate) author: Option<&'r String>,
    pub(crate) level: Option<rsigma_parser::Level>,
    pub(crate) tags: &'r [String],
    pub(crate) falsepositives: &'r [String],
    pub(crate) references: &'r [String],
}

/// A query and how it is to run.
pub(crate) struct Query {
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
    pub(crate) frequency: String,
    pub(crate) period: String,
}

impl About<'_> {
    pub(crate) fn rule(&self, query: Query) -> AnalyticsRule {
        let (tactics, relevant_techniques) = attack(self.tags);
        AnalyticsRule {
            id: self.id.cloned(),
            name: self.title.to_owned(),
            description: self.text(),
            severity: severity(self.level).to_owned(),
            query_frequency: query.frequency,
            query_period: query.period,
            trigger_operator: "gt".to_owned(),
            trigger_threshold: 0,
            tactics,
            relevant_techniques,
            query: query.text,
            entity_mappings: query.entities,
            version: "1.0.0".to_owned(),
            kind: "Scheduled".to_owned(),
        }
    }

    /// The licence of public Sigma rules asks that the author is named wherever a rule goes.
    ///
    /// Source: <https://github.com/SigmaHQ/Detection-Rule-License>
    fn text(&self) -> String {
        let mut lines = Vec::new();
        lines.extend(self.description.map(|text| text.trim().to_owned()));
        let known = self.falsepositives.iter().filter(|text| !text.eq_ignore_ascii_case("unknown"));
        let known: Vec<&str> = known.map(String::as_str).collect();
        if !known.is_empty() {
            lines.push(format!("False positives: {}", known.join("; ")));
        }
        let id = self.id.map(|id| format!(" ({id})")).unwrap_or_default();
        let author = self.author.map(|author| format!(" by {author}")).unwrap_or_default();
        lines.push(format!("From the Sigma rule \"{}\"{id}{author}.", self.title));
        if !self.references.is_empty() {
            lines.push(format!("References: {}", self.references.join(" ")));
        }
        lines.join("\n")
    }
}

fn severity(level: Option<rsigma_parser::Level>) -> &'static str {
    use rsigma_parser::Level;
    match level {
        Some(Level::Critical | Level::High) => "High",
        // A rule without a level says nothing of it; in the middle it is neither lost nor a fire.
        Some(Level::Medium) | None => "Medium",
        Some(Level::Low) => "Low",
        Some(Level::Informational) => "Informational",
    }
}

/// Tactics by their names in tags, and in Sentinel. The last two are ATT&CK's since its version 19, which made them of
/// defense evasion.
const TACTICS: &[(&str, &str)] = &[
    ("reconnaissance", "Reconnaissance"),
    ("resource-development", "ResourceDevelopment"),
    ("initial-access", "InitialAccess"),
    ("execution", "Execution"),
    ("persistence", "Persistence"),
    ("privilege-escalation", "PrivilegeEscalation"),
    ("defense-evasion", "DefenseEvasion"),
    ("credential-access", "CredentialAccess"),
    ("discovery", "Discovery"),
    ("lateral-movement", "LateralMovement"),
    ("collection", "Collection"),
    ("command-and-control", "CommandAndControl"),
    ("exfiltration", "Exfiltration"),
    ("impact", "Impact"),
    ("stealth", "DefenseEvasion"),
    ("defense-impairment", "DefenseEvasion"),
];

/// Tactics and techniques of the tags `attack.…`; other tags say nothing here.
fn attack(tags: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut tactics, mut techniques) = (Vec::new(), Vec::new());
    for tag in tags {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let Some(name) = tag.strip_prefix("attack.") else { continue };
        if let Some((_, tactic)) = TACTICS.iter().find(|(known, _)| *known == name) {
            if !tactics.iter().any(|known| known == tactic) {
                tactics.push((*tactic).to_owned());
            }
        } else if name.strip_prefix('t').is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
        {
            techniques.push(name.to_ascii_uppercase());
        }
    }
    (tactics, techniques)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_tactics_and_techniques() {
        let tags =
            ["attack.initial-access", "attack.T1078.004", "attack.stealth", "attack.defense_evasion", "cve.2021-1"];
        let (tactics, techniques) = attack(&tags.map(str::to_owned));
        assert_eq!(tactics, ["InitialAccess", "DefenseEvasion"]);
        assert_eq!(techniques, ["T1078.004"]);
    }
}
