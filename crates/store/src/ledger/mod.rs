//! The ledger: what the chain adds up to.

mod account;
mod act;
mod coverage;
mod removed;
mod state;
mod sweep;

pub use account::{LeafAccount, Rejection, Window, WindowKind};
pub use act::{Act, SealedAct};
pub(crate) use coverage::runs;
pub use coverage::{Coverage, CoverageRemoved, Covered, TableCoverage};
pub use removed::{
    CutRange, LeftEvidence, RedactedEvidence, Removed, RemovedEvidence, RemovedRows, RemovedSpan, RowStub,
    SealedRemoval, Selected,
};
pub(crate) use state::State;
pub use state::TableInfo;
pub(crate) use sweep::{finish_removals, sweep, unnamed};
