//! Conditions and nulls: `iff()`, `coalesce()`, `isnull()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
