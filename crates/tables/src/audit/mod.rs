//! What the records of the unified audit log mean: outcome, client address, operation and the numbered enumerations.
//!
//! Every service writes this log in its own way. These rules are functions from text to values, so that a table, a
//! report and a detection all read a record alike.

pub mod client_ip;
pub mod enumeration;
pub mod operation;
pub mod outcome;
pub mod record_type;

pub use client_ip::ClientIp;
pub use outcome::Outcome;
