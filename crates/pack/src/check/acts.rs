//! `acts.json`: who did what, with the entry of the chain that seals it.
//!
//! ```text
//! [{"entry":12,"hash":"…","act":{"at":…,"who":"…","what":"review.sign","subject":"review 2026-W46","body":…,"documents":[…]}}, …]
//! ```
//! Every act in it must stand so in its entry, and every act about the subject in these entries must be in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::chain::Chain;
use crate::signature::sha256;
use crate::verdict::Problems;

/// Where the acts lie.
pub(crate) const ACTS: &str = "acts.json";

/// Acts that the chain holds, by entry and content.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    sealed: BTreeMap<(u64, String), Sealed>,
    /// Acts that are as the chain holds them.
    pub(crate) held: u64,
}

#[derive(Debug)]
struct Sealed {
    subject: String,
    what: String,
    who: String,
    documents: Vec<String>,
    told: bool,
}

/// An act, as far as a pack needs it.
#[derive(Debug, Deserialize)]
struct Act {
    who: String,
    what: String,
    subject: String,
    /// SHA-256 of what it rests on.
    #[serde(default)]
    documents: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    entry: u64,
    hash: String,
    act: Value,
}

impl Acts {
    /// Notes an act of an entry.
    pub(crate) fn seal(&mut self, entry: u64, act: &Value) -> Result<(), serde_json::Error> {
        let Act { who, what, subject, documents } = Act::deserialize(act)?;
        self.sealed
            .insert((entry, sha256(canonical(act).as_bytes())), Sealed { subject, what, who, documents, told: false });
        Ok(())
    }

    /// Looks at `acts.json`. Returns how many acts it has.
    pub(crate) fn read(&mut self, path: &str, bytes: &[u8], chain: &Chain, problems: &mut Problems) -> Option<u64> {
        if path != ACTS {
            problems.altered(path, format!("acts are in {ACTS}"));
            return None;
        }
        let told: Vec<Told> = match serde_json::from_slice(bytes) {
            Ok(told) => told,
            Err(error) => {
                problems.altered(path, format!("it is not a list of acts: {error}"));
                return None;
            }
        };
        for (number, Told { entry, hash, act }) in told.iter().enumerate() {
            let number = number + 1;
            match chain.entries.get(entry) {
                None => problems
                    .missing(path, format!("entry {entry} of the chain, which seals act {number}, is not in the pack")),
                Some(sealed) if sealed != hash => {
                    problems.altered(path, format!("act {number} names another entry {entry}"));
                }
                Some(_) => match self.sealed.get_mut(&(*entry, sha256(canonical(act).as_bytes()))) {
                    Some(sealed) => {
                        sealed.told = true;
                        self.held += 1;
                    }
                    None => {
                        problems.altered(path, format!("act {number} does not stand so in entry {entry} of the chain"));
                    }
                },
            }
        }
        Some(told.len() as u64)
    }

    /// Looks for acts about the subject that are not told, and for documents that such acts rest on and that are none of these files.
    pub(crate) fn finish(
        &self,
        subject: &str,
        files: &BTreeSet<&str>,
        problems: &mut Problems,
        notes: &mut Vec<String>,
    ) {
        for ((entry, _hash), sealed) in self.sealed.iter().filter(|(_place, sealed)| about(&sealed.subject, subject)) {
            let Sealed { what, who, documents, told, .. } = sealed;
            if !told {
                problems.missing(ACTS, format!("{what} by {who}, in entry {entry} of the chain, is not in it"));
            }
            for document in documents.iter().filter(|document| !files.contains(document.as_str())) {
                notes.push(format!(
                    "{what} by {who} rests on a document that is not in the pack, or not as it was then: {document}"
                ));
            }
        }
    }
}

/// Returns whether an act is about a subject or a part of it: `review 2026-W46 entry 17` is part of `review 2026-W46`.
fn about(act: &str, subject: &str) -> bool {
    act.strip_prefix(subject).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Returns JSON in one form, whatever the order of names.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let sorted: BTreeMap<_, _> = object.iter().collect();
            let parts: Vec<_> = sorted
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
