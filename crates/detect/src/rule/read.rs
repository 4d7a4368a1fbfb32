//! YAML → rule.

use serde::{Deserialize, Deserializer};

use super::Rule;

/// Why a text is no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} is no rule: {reason}")]
pub struct RuleError {
    /// The file.
    pub name: String,
    /// Where, what, and what to do.
    pub reason: String,
}

/// Reads a rule. `name` is the file's path; its stem is the rule's short name.
///
/// # Errors
/// When the text is no YAML, or a key that a rule needs is missing or of the wrong kind.
pub fn read(name: &str, text: &str) -> Result<Rule, RuleError> {
    let mut rule: Rule =
        serde_saphyr::from_str(text).map_err(|error| RuleError { name: name.to_owned(), reason: error.to_string() })?;
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).clone_into(&mut rule.slug);
    Ok(rule)
}

/// Writes a rule as YAML: the keys that it has, and those that rules of its kind take.
///
/// # Errors
/// When it holds what YAML cannot.
pub fn write(rule: &Rule) -> Result<String, RuleError> {
    let failed = |reason: String| RuleError { name: rule.slug.clone(), reason };
    let mut json = serde_json::to_value(rule).map_err(|error| failed(error.to_string()))?;
    if let Some(keys) = json.as_object_mut().filter(|_| rule.kind.eq_ignore_ascii_case("NRT")) {
        // Source: <https://learn.microsoft.com/azure/sentinel/near-real-time-rules>: they run every minute, and every row counts.
        keys.retain(|key, _| !matches!(key.as_str(), "triggerOperator" | "triggerThreshold"));
    }
    serde_saphyr::to_string(&json).map_err(|error| failed(error.to_string()))
}

/// Reads a key that is there without a value as if it were not there: Sentinel's files have many.
pub(super) fn or_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
