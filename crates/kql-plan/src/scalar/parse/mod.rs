//! Structured text: `parse_url()`, `parse_user_agent()`, `parse_xml()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
