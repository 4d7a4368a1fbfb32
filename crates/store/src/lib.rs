//! Keeps the records: evidence as received, typed rows in Delta tables, a ledger that accounts for both, and a seal that
//! shows any change to them. The only writer below a data directory.
//!
//! See ARCHITECTURE.md, "The archive on disk", "A batch" and "The seal".

mod archive;
mod batch;
mod clock;
mod delta;
mod error;
mod evidence;
mod hold;
mod ledger;
mod pool;
mod read;
mod seal;
mod snapshot;
mod storage;
#[cfg(test)]
mod tests;
mod verify;

pub use archive::{Archive, Digests, Head};
pub use batch::{
    Appended, ConditionKeys, Options, Origin, Planned, PlannedCut, PlannedTable, Removal, Sealed, Selection, Writer,
};
pub use clock::Clock;
pub use error::Error;
pub use evidence::{Evidence, EvidenceObject, EvidenceReader};
pub use hold::{Hold, HoldTerms, Release, ReleaseRequest};
pub use ledger::{
    Act, Coverage, CoverageRemoved, Covered, CutRange, LeafAccount, LeftEvidence, RedactedEvidence, Rejection, Removed,
    RemovedEvidence, RemovedRows, RemovedSpan, RowStub, SealedAct, SealedRemoval, Selected, TableCoverage, TableInfo,
    Window, WindowKind,
};
pub use read::{Equals, Scan, TableFile, TableFiles};
pub use seal::Signature;
pub use snapshot::Snapshot;
pub use verify::{
    Aspect, Checked, Completeness, Depth, Finding, Integrity, Progress, Truncation, Verdicts, VerifyOptions, verify,
};

/// Name under which rows are kept whose tenant no record and no option tells.
pub const UNKNOWN_TENANT: &str = "unknown";
