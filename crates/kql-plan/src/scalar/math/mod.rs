//! Mathematics and rounding: `abs()`, `bin()`, `log()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
