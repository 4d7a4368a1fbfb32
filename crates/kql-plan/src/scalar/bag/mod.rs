//! Property bags: `bag_keys()`, `bag_merge()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
