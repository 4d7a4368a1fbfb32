//! Cases: what belongs together, who may know of it, and what was done.
//!
//! The acts in the seal chain are the truth; a [`Register`] is what they add up to. It is read through a [`View`], which shows
//! what its viewer may see: of a covert case, whoever is no member sees nothing, and is told of it what is told of a case that
//! does not exist. Acts are made by a view too, so nobody acts on what they may not see. An act that cannot be followed is kept
//! and told, never an error: a later version may know more.
//!
//! | part | what it does |
//! |---|---|
//! | `deed` | an act → what it means |
//! | [`Register`] | acts → cases and blockers |
//! | [`View`] | what one person sees of them, and may do |
//! | [`timeline`] | a case → queries; rows, acts and findings → one list by time |

mod deed;
mod draft;
mod kept;
mod name;
mod register;
mod step;
#[cfg(test)]
mod tests;
pub mod timeline;
mod view;

pub use deed::{Attached, Change, Opened};
pub use draft::{CaseError, Draft};
pub use kept::{Case, CaseStatus, Note, Step};
pub use register::{Register, Unheeded};
pub use view::View;
