//! What a file of a pack is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a file of a pack is. The order is the order in which files lie in the pack: what proves comes before what is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// How to check the pack. Written by [`crate::write()`] alone.
    Instructions,
    /// A file of the archive that proves, byte for byte: its identity, an entry of its chain, a receipt, its head.
    Seal,
    /// `acts.json`: who did what, with the entry that seals it.
    Acts,
    /// The review itself, in any form.
    Review,
    /// The entries of the review; one a line where the name ends in `.jsonl`.
    Entries,
    /// Findings of rules; one a line where the name ends in `.jsonl`.
    Findings,
    /// Queries and what they gave.
    Queries,
    /// Raw records, one a line: `{"table","id","evidence","member","offset","length","sha256","raw"}`.
    Records,
    /// What was looked at, and what could not be seen.
    Coverage,
    /// Anything else.
    Other,
}

impl Kind {
    /// Returns its name in a manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Seal => "seal",
            Self::Acts => "acts",
            Self::Review => "review",
            Self::Entries => "entries",
            Self::Findings => "findings",
            Self::Queries => "queries",
            Self::Records => "records",
            Self::Coverage => "coverage",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_a_manifest_says() {
        for kind in [Kind::Instructions, Kind::Seal, Kind::Acts, Kind::Review, Kind::Entries, Kind::Findings] {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        }
        for kind in [Kind::Queries, Kind::Records, Kind::Coverage, Kind::Other] {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        }
    }
}
