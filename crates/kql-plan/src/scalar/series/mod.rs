//! Series: `series_decompose()`, `series_fit_line()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
