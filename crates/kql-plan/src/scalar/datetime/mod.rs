//! Dates and times: `ago()`, `bin()`, `datetime_diff()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
