//! What of a panel's tables was collected.

use std::collections::BTreeMap;

use crate::definition::{Definition, Panel};

/// The tables of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reads {
    /// Those that its query names.
    pub(super) named: Vec<String>,
    /// Those that it may read, by way of stored functions.
    pub(super) all: Vec<String>,
}

/// The tables that a panel reads: those that it lists; else those of the report that its query names. A query that calls a stored function may read
/// any of the report's: names of stored functions begin with a capital, those of the language do not.
pub(super) fn of(definition: &Definition, panel: &Panel) -> Reads {
    if !panel.tables.is_empty() {
        return Reads { named: panel.tables.clone(), all: panel.tables.clone() };
    }
    let words: Vec<&str> =
        panel.query.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '('))).collect();
    let named: Vec<String> = definition
        .tables
        .iter()
        .filter(|table| words.iter().any(|word| word.split('(').any(|part| part == table.as_str())))
        .cloned()
        .collect();
    let calls = words.iter().any(|word| {
        word.split_once('(').is_some_and(|(name, _)| name.starts_with(|letter: char| letter.is_ascii_uppercase()))
    });
    let all = if named.is_empty() || calls { definition.tables.clone() } else { named.clone() };
    Reads { named, all }
}

/// A line or more for each table: what is known of it, or that it was not collected.
pub(super) fn coverage(tables: &[String], known: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let lines = |table: &String| match known.get(table) {
        None => vec![format!("{table}: not collected")],
        Some(remarks) if remarks.is_empty() => vec![format!("{table}: collected; no gap is known")],
        Some(remarks) => remarks.iter().map(|remark| format!("{table}: {remark}")).collect(),
    };
    tables.iter().flat_map(lines).collect()
}

/// Whether not one of them was collected.
pub(super) fn none(tables: &[String], known: &BTreeMap<String, Vec<String>>) -> bool {
    !tables.is_empty() && missing(tables, known).len() == tables.len()
}

/// Those that were not collected.
pub(super) fn missing(tables: &[String], known: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    tables.iter().filter(|table| !known.contains_key(*table)).cloned().collect()
}

/// `A was`, `A and B were`.
pub(super) fn listed(tables: &[String]) -> String {
    match tables {
        [one] => format!("{one} was"),
        [first @ .., last] => format!("{} and {last} were", first.join(", ")),
        [] => "its tables were".to_owned(),
    }
}
