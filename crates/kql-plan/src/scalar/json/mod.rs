//! Dynamic values as a whole: `parse_json()`, `gettype()`.

pub mod dynamic_to_json;
pub mod gettype;
pub mod parse_json;
pub mod treepath;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] =
    &[&dynamic_to_json::DYNAMIC_TO_JSON, &gettype::GETTYPE, &parse_json::PARSE_JSON, &treepath::TREEPATH];
