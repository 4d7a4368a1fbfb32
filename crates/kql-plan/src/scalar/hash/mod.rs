//! Hashes: `hash()`, `hash_sha256()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
