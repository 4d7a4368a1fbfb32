//! Arrays: `array_sort_asc()`, `array_slice()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
