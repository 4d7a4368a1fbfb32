//! Series: `series_decompose()`, `series_fit_line()`.
//!
//! A function of several values returns them as one array, in the order of [`tuple::ALL`]; the binder takes it apart.

pub mod tuple;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
