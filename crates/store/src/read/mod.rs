//! Reads rows back.

mod scan;

pub use scan::{Equals, Scan};
