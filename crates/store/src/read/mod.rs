//! Reads rows back.

mod files;
mod scan;

pub use files::{TableFile, TableFiles};
pub use scan::{Equals, Scan};
