//! `manifest.json`: what a pack is of, what is in it, what must be in it, and what was left out.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::Kind;
use crate::container::{Member, Method, Stamp};
use crate::name::Taken;

/// Where the manifest lies: first.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Where its signature lies: second.
pub(crate) const SIGNATURE: &str = "signature.json";
/// Version of the form in which this program writes packs.
pub(crate) const FORMAT: u32 = 1;
/// What every manifest says it is.
pub(crate) const WHAT: &str = "quaestor evidence pack";
/// Longest manifest.
pub(crate) const LONGEST: usize = 64 << 20;
/// Most files.
pub(crate) const MOST: usize = 100_000;

/// The manifest. It is hashed and signed as it stands in the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the form.
    pub format: u32,
    /// What this is.
    pub what: String,
    /// What it is of, such as `review 2026-W46`.
    pub subject: String,
    /// The time that it covers.
    pub period: Option<Period>,
    /// When it was made, to the second.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// The program that made it, with its version.
    pub program: String,
    /// Id of the archive.
    pub archive: String,
    /// Head of the archive's chain when it was made.
    pub head: Head,
    /// What must be in it.
    pub required: Required,
    /// What is not in it, and why.
    pub left_out: Vec<LeftOut>,
    /// The files, in the order in which they lie in the pack.
    pub files: Vec<File>,
}

/// A time, from and to an instant, both included, as text such as `2026-11-09T00:00:00Z`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Begin.
    pub from: String,
    /// End.
    pub to: String,
}

impl Period {
    /// Returns the period between two instants in microseconds since 1970; none where a calendar does not reach them.
    pub fn of(from: i64, to: i64) -> Option<Self> {
        Some(Self { from: instant(from)?, to: instant(to)? })
    }
}

/// The last entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its number; 0 before the first.
    pub entry: u64,
    /// Its hash; of `archive.json` before the first.
    pub hash: String,
}

/// What must be in a pack for it to be complete.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// Files, by name.
    pub files: Vec<String>,
    /// How many lines all `.jsonl` files of a kind have together; of [`Kind::Acts`], how many acts `acts.json` has.
    pub counts: BTreeMap<Kind, u64>,
}

/// Something that is not in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// What it is.
    pub what: String,
    /// Why it is not there.
    pub why: String,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// What it is, in a line for people.
    pub about: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// CRC-32 of its bytes, as a zip has it.
    pub crc32: u32,
    /// Bytes as they stand in the zip, deflated.
    pub packed_size: u64,
    /// SHA-256 of the bytes as they stand in the zip.
    pub packed_sha256: String,
}

impl File {
    pub(crate) fn member(&self) -> Member<'_> {
        Member {
            name: &self.path,
            method: Method::Deflated,
            crc: self.crc32,
            size: self.size,
            packed: self.packed_size,
        }
    }
}

impl Manifest {
    /// Returns when the pack was made, as a zip has it; none where a zip cannot.
    pub(crate) fn stamp(&self) -> Option<Stamp> {
        Stamp::of(DateTime::parse_from_rfc3339(&self.made_at).ok()?.with_timezone(&Utc))
    }

    /// Returns what cannot be so in any manifest, or nothing.
    pub(crate) fn fault(&self) -> Option<String> {
        if self.what != WHAT {
            return Some("it does not say that it is the manifest of an evidence pack".into());
        }
        if self.stamp().is_none() {
            return Some("it was made at no time that a zip can hold".into());
        }
        if self.files.len() > MOST {
            return Some(format!("it names more than {MOST} files"));
        }
        let mut taken = Taken::default();
        for own in [MANIFEST, SIGNATURE] {
            if let Err(why) = taken.take(own) {
                return Some(why.into());
            }
        }
        for file in &self.files {
            if let Err(why) = taken.take(&file.path) {
                return Some(format!("it names the file {}: {why}", file.path.escape_default()));
            }
        }
        let sorted = self.files.is_sorted_by(|one, next| (one.kind, &one.path) < (next.kind, &next.path));
        (!sorted).then(|| "its files are not in order".into())
    }
}

/// Returns an instant in microseconds since 1970 as text, to the second.
pub(crate) fn instant(micros: i64) -> Option<String> {
    Some(DateTime::from_timestamp_micros(micros)?.to_rfc3339_opts(SecondsFormat::Secs, true))
}
