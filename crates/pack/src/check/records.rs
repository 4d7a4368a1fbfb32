//! Raw records: each with its hash, and the evidence that it stands in.

use serde::Deserialize;

use super::chain::Chain;
use crate::signature::sha256;
use crate::verdict::Problems;

/// A line of a file of records, as far as it is checked.
#[derive(Debug, Deserialize)]
struct Record {
    /// SHA-256 of the evidence object.
    evidence: String,
    /// SHA-256 of `raw`.
    sha256: String,
    /// The record's text.
    raw: String,
}

/// Looks at a line. Returns whether it holds.
pub(crate) fn read(place: &str, line: &[u8], chain: &Chain, problems: &mut Problems) -> bool {
    let record: Record = match serde_json::from_slice(line) {
        Ok(record) => record,
        Err(error) => {
            problems.altered(place, format!("it is not a raw record: {error}"));
            return false;
        }
    };
    if sha256(record.raw.as_bytes()) != record.sha256 {
        problems.altered(place, "the record does not match its hash");
        return false;
    }
    if !chain.evidence.contains(&record.evidence) {
        problems.missing(place, "no entry of the chain in the pack brought the evidence that it stands in");
        return false;
    }
    true
}
