//! Dynamic values as a whole: `parse_json()`, `gettype()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
