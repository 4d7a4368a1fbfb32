//! Sets: `set_union()`, `set_difference()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
