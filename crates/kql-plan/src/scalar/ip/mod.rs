//! IP addresses: `ipv4_is_in_range()`, `parse_ipv6()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
