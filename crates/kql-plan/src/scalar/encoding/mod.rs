//! Encodings: base64, hexadecimal, URL, gzip.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
