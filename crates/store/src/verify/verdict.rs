//! Verdicts and the findings behind them.

use crate::Head;

/// What to check, and how deeply.
#[derive(Clone, Debug, Default)]
pub struct VerifyOptions {
    /// How deeply.
    pub depth: Depth,
    /// Head that was written down elsewhere; the chain must still contain it.
    pub anchor: Option<Head>,
    /// Threads; 0 for one a core.
    pub threads: usize,
}

/// How deeply to check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Everything: rows are decoded and hashed, evidence is decompressed and hashed.
    #[default]
    Full,
    /// Chain, receipts, logs, and the SHA-256 of every stored file.
    Quick,
}

/// The three verdicts, and all that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// Whether everything the chain names is there and unchanged.
    pub integrity: Integrity,
    /// Whether the chain reaches its end.
    pub truncation: Truncation,
    /// Whether the records are known to be all there were.
    pub completeness: Completeness,
    /// Everything found, the most telling first within each aspect.
    pub findings: Vec<Finding>,
    /// How much was looked at.
    pub checked: Checked,
}

/// Whether everything is as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// It is.
    Ok,
    /// It is not.
    Broken {
        /// Path of the first bad object.
        object: String,
        /// What is wrong with it.
        what: String,
    },
}

/// Whether the end is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truncation {
    /// It is.
    Ok,
    /// It is not.
    Truncated {
        /// Path of the object that tells.
        object: String,
        /// What it tells.
        what: String,
    },
}

/// Whether the records are known to be all there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Nothing speaks against it.
    Complete,
    /// Something does: see the findings.
    Incomplete,
}

/// What a finding bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Something was changed.
    Integrity,
    /// Something is missing at the end.
    Truncation,
    /// Records may be missing.
    Completeness,
    /// Worth knowing.
    Note,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it bears on.
    pub aspect: Aspect,
    /// Path of the object, or of the file that was imported.
    pub object: String,
    /// What is the matter.
    pub what: String,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries of the chain.
    pub entries: u64,
    /// Evidence objects.
    pub evidence: u64,
    /// Documents.
    pub documents: u64,
    /// Parquet files.
    pub files: u64,
    /// Rows decoded.
    pub rows: u64,
    /// Bytes as stored.
    pub bytes: u64,
}

impl Verdicts {
    /// Returns whether integrity and truncation hold.
    pub fn holds(&self) -> bool {
        self.integrity == Integrity::Ok && self.truncation == Truncation::Ok
    }
}

/// Gathers findings.
#[derive(Debug, Default)]
pub(super) struct Report {
    findings: Vec<Finding>,
    pub(super) checked: Checked,
}

impl Report {
    /// Notes a finding.
    pub(super) fn find(&mut self, aspect: Aspect, object: &str, what: impl Into<String>) {
        let finding = Finding { aspect, object: object.to_owned(), what: what.into() };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Notes that something was changed.
    pub(super) fn broken(&mut self, object: &str, what: impl Into<String>) {
        self.find(Aspect::Integrity, object, what);
    }

    /// Notes that something is missing at the end.
    pub(super) fn truncated(&mut self, object: &str, what: impl Into<String>) {
        self.find(Aspect::Truncation, object, what);
    }

    /// Returns whether something was found missing at the end.
    pub(super) fn is_truncated(&self) -> bool {
        self.findings.iter().any(|finding| finding.aspect == Aspect::Truncation)
    }

    /// Returns the verdicts.
    pub(super) fn verdicts(mut self) -> Verdicts {
        self.findings.sort_by_key(|finding| finding.aspect);
        let first = |aspect| self.findings.iter().find(|finding| finding.aspect == aspect).cloned();
        Verdicts {
            integrity: first(Aspect::Integrity)
                .map_or(Integrity::Ok, |Finding { object, what, .. }| Integrity::Broken { object, what }),
            truncation: first(Aspect::Truncation)
                .map_or(Truncation::Ok, |Finding { object, what, .. }| Truncation::Truncated { object, what }),
            completeness: match first(Aspect::Completeness) {
                None => Completeness::Complete,
                Some(_first) => Completeness::Incomplete,
            },
            findings: self.findings,
            checked: self.checked,
        }
    }
}
