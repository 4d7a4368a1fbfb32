//! Retention policies: which rows are given up, and when.
//!
//! A row belongs to the first policy, in the order of the file, whose tenant, tables and condition it meets, and to no other.
//! A row that no policy meets is kept. Rows go in whole days, UTC, so a plan of the morning is the plan of the evening; a row
//! without a time never grows old, and stays. Legal holds are not known here: the store keeps what is held, whatever a policy says.

mod file;
mod keep;
mod policy;
mod resolve;

pub use file::{DEFAULTS, FILE};
pub use keep::Keep;
pub use policy::{Policies, Policy, Scope};
pub use resolve::{Selection, resolve};
