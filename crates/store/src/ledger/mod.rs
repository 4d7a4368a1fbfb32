//! The ledger: what the chain adds up to.

mod account;
mod act;
mod coverage;
mod state;
mod sweep;

pub use account::{LeafAccount, Rejection, Window, WindowKind};
pub use act::{Act, SealedAct};
pub(crate) use coverage::runs;
pub use coverage::{Coverage, Covered, TableCoverage};
pub(crate) use state::State;
pub use state::TableInfo;
pub(crate) use sweep::{sweep, unnamed};
