//! What people do about what was found, and how long there is something to be found.
//!
//! | part | what it does |
//! |---|---|
//! | [`blocker`] | what stands in the way of an answer |
//! | [`case`] | what belongs together, who may know of it, and what was done |
//! | [`clock`] | what has to be told to whom, until when, and whether it was |
//! | [`evidence`] | how long Microsoft still keeps what the archive does not hold |
//! | [`retention`] | which rows a policy gives up, and when |
//!
//! Pure: acts, coverage and configuration go in, values come out. The clock and the files come in from the edge; what people
//! do is sealed by the store.

pub mod blocker;
pub mod case;
pub mod clock;
mod configuration;
pub mod evidence;
mod instant;
pub mod retention;

pub use configuration::ConfigurationError;
