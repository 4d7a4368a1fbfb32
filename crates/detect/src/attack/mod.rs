//! MITRE ATT&CK, Enterprise: the version that rules are mapped to, what older ids have become, and what rules cover.
//!
//! `techniques.tsv` are the techniques of one version, `renamed.tsv` the ids that it no longer uses. A rule file keeps the ids that its author
//! wrote: Sentinel is aligned to version 18 (<https://learn.microsoft.com/azure/sentinel/mitre-coverage>), and a rule must go back to it as
//! it came. Whatever we print or send has the ids of [`VERSION`].
//!
//! To move to another version, write both files anew from its STIX bundle (<https://github.com/mitre-attack/attack-stix-data>): an
//! `attack-pattern` that is neither revoked nor deprecated is a technique; `revoked-by` tells what became of the others.

pub mod layer;
pub mod matrix;
mod tactic;
mod technique;
#[cfg(test)]
mod tests;

pub use tactic::{Column, MATRIX, TACTICS, Tactic, problem_with_tactic};
pub use technique::{
    Standing, Technique, current, current_ids, described, note_on_technique, problem_with_technique, standing,
    technique, techniques,
};

/// The version of ATT&CK that techniques are named by.
pub const VERSION: &str = "19.1";

/// The copyright notice that MITRE asks for wherever its names are shown (`LICENSE.txt` beside this file).
pub const NOTICE: &str = "© 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.";
