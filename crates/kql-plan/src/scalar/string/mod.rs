//! Strings: `substring()`, `split()`, `replace_string()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
