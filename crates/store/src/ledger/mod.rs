//! The ledger: what the chain adds up to.

mod account;
mod state;
mod sweep;

pub use account::{LeafAccount, Rejection, Window, WindowKind};
pub(crate) use state::State;
pub use state::TableInfo;
pub(crate) use sweep::sweep;
