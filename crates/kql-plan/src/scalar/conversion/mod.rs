//! Conversions: `tostring()`, `tolong()` and their kin.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
