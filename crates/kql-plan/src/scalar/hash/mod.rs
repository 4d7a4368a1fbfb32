//! Hashes: `hash()`, `hash_sha256()`.

pub mod combine;
pub mod digest;
pub mod xxhash;

use super::{Argument, Scalar};
use crate::Type;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &xxhash::HASH,
    &combine::HASH_COMBINE,
    &combine::HASH_MANY,
    &digest::HASH_MD5,
    &digest::HASH_SHA1,
    &digest::HASH_SHA256,
    &xxhash::HASH_XXHASH64,
];

/// No hash is taken of a dynamic: the same bag can be written in many ways.
fn no_dynamic(function: &str, arguments: &[Argument]) -> Result<(), String> {
    if arguments.iter().any(|argument| argument.kind == Type::Dynamic) {
        return Err(format!("`{function}` takes no dynamic: write `tostring(…)` around it"));
    }
    Ok(())
}
