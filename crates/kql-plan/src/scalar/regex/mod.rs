//! Regular expressions: `extract()`, `replace_regex()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
