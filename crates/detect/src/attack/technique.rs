//! Techniques: those of the pinned version, and what older ids have become.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::VERSION;

/// A technique or sub-technique of [`VERSION`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technique {
    /// Its id: `T1110.003`.
    pub id: &'static str,
    /// Its name, of a sub-technique without that of what it belongs to: `Password Spraying`.
    pub name: &'static str,
    /// The columns of the matrix that it stands in, by short name, in the matrix's order.
    pub tactics: Vec<&'static str>,
}

impl Technique {
    /// The technique that a sub-technique belongs to; none of a technique.
    pub fn parent(&self) -> Option<&'static Self> {
        technique(self.id.split_once('.')?.0)
    }

    /// Its name as MITRE writes it: `Brute Force: Password Spraying`.
    pub fn title(&self) -> String {
        self.parent().map_or_else(|| self.name.to_owned(), |parent| format!("{}: {}", parent.name, self.name))
    }
}

/// What an id is in [`VERSION`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A technique.
    Current(&'static Technique),
    /// No longer used; a technique took its place, perhaps after others in between.
    Replaced {
        /// The technique that it is now.
        by: &'static Technique,
        /// The version since which it is that.
        since: &'static str,
    },
    /// No longer used, and nothing took its place.
    Withdrawn {
        /// What it was called.
        name: &'static str,
        /// The version since which it is gone.
        since: &'static str,
    },
    /// Written as an id is, and none of this version's Enterprise matrix: a newer one, one of another matrix, or a mistake.
    Unknown,
    /// No id at all.
    Malformed,
}

/// An id that is no longer used.
#[derive(Debug)]
struct Former {
    /// What took its place; empty when nothing did.
    by: &'static str,
    since: &'static str,
    name: &'static str,
}

static TECHNIQUES: LazyLock<BTreeMap<&'static str, Technique>> = LazyLock::new(|| {
    let read = |fields: Vec<&'static str>| match *fields.as_slice() {
        [id, name, tactics] => Some((id, Technique { id, name, tactics: tactics.split(',').collect() })),
        _ => None,
    };
    rows(include_str!("techniques.tsv")).filter_map(read).collect()
});

static FORMER: LazyLock<BTreeMap<&'static str, Former>> = LazyLock::new(|| {
    let read = |fields: Vec<&'static str>| match *fields.as_slice() {
        [id, by, since, name] => Some((id, Former { by, since, name })),
        _ => None,
    };
    rows(include_str!("renamed.tsv")).filter_map(read).collect()
});

/// The fields of each line that is no remark. A line of another form is left out by whoever reads the fields, and found by a test.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// All techniques of [`VERSION`], by id: a technique stands before its sub-techniques.
pub fn techniques() -> impl Iterator<Item = &'static Technique> {
    TECHNIQUES.values()
}

/// The technique of this id in [`VERSION`].
pub fn technique(id: &str) -> Option<&'static Technique> {
    TECHNIQUES.get(id)
}

/// Returns what an id is in [`VERSION`].
pub fn standing(id: &str) -> Standing {
    if !is_formed(id) {
        return Standing::Malformed;
    }
    if let Some(technique) = technique(id) {
        return Standing::Current(technique);
    }
    let mut former = FORMER.get(id);
    // As many steps as there are ids: a circle in the file ends here as unknown.
    for _ in 0..FORMER.len() {
        let Some(Former { by, since, name }) = former else { return Standing::Unknown };
        if by.is_empty() {
            return Standing::Withdrawn { name, since };
        }
        if let Some(by) = technique(by) {
            return Standing::Replaced { by, since };
        }
        former = FORMER.get(by);
    }
    Standing::Unknown
}

/// Returns the id that a technique has in [`VERSION`]; the id itself when it is unknown or nothing took its place.
pub fn current(id: &str) -> &str {
    match standing(id) {
        Standing::Current(technique) | Standing::Replaced { by: technique, .. } => technique.id,
        Standing::Withdrawn { .. } | Standing::Unknown | Standing::Malformed => id,
    }
}

/// Returns the ids that techniques have in [`VERSION`], each once, in their order.
pub fn current_ids(ids: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.iter().map(|id| current(id)).filter(|id| seen.insert(*id)).map(str::to_owned).collect()
}

/// Returns an id with its name for people, and of an older id what it is now: `T1110.003 Brute Force: Password Spraying`.
pub fn described(id: &str) -> String {
    match standing(id) {
        Standing::Current(technique) => format!("{id} {}", technique.title()),
        Standing::Replaced { by, .. } => format!("{} {} (as {id})", by.id, by.title()),
        Standing::Withdrawn { name, since } => format!("{id} {name} (withdrawn in {since})"),
        Standing::Unknown | Standing::Malformed => id.to_owned(),
    }
}

/// Returns what is wrong with a technique's id; none when nothing is, or when it is only an older one.
pub fn problem_with_technique(id: &str) -> Option<String> {
    match standing(id) {
        Standing::Malformed => Some(format!("`{id}` is no technique of MITRE ATT&CK: write T1110 or T1110.003")),
        Standing::Unknown => Some(format!(
            "{id} is no technique of MITRE ATT&CK, Enterprise, in version {VERSION}: it stays out of the matrix"
        )),
        Standing::Current(_) | Standing::Replaced { .. } | Standing::Withdrawn { .. } => None,
    }
}

/// Returns what an older id has become; none of an id that is current or unknown.
pub fn note_on_technique(id: &str) -> Option<String> {
    match standing(id) {
        Standing::Replaced { by, since } => {
            Some(format!("{id} is {} ({}) since ATT&CK {since}, and shown as that", by.id, by.title()))
        }
        Standing::Withdrawn { name, since } => {
            Some(format!("{id} ({name}) was withdrawn in ATT&CK {since}: it stays out of the matrix"))
        }
        Standing::Current(_) | Standing::Unknown | Standing::Malformed => None,
    }
}

/// Whether an id is written as `T1110` or `T1110.003`.
fn is_formed(id: &str) -> bool {
    let (technique, sub) = id.split_once('.').unwrap_or((id, "001"));
    let digits = |text: &str, count: usize| text.len() == count && text.chars().all(|c| c.is_ascii_digit());
    technique.strip_prefix('T').is_some_and(|number| digits(number, 4)) && digits(sub, 3)
}
