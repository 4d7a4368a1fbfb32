//! IP addresses: `ipv4_is_in_range()`, `has_ipv4()`.

pub mod address4;
pub mod address6;
pub mod format_ipv4;
pub mod geo_info_from_ip_address;
pub mod has_ipv4;
pub mod ipv4_compare;
pub mod ipv4_is_in_range;
pub mod ipv4_range_to_cidr_list;
pub mod ipv6_compare;
pub mod ipv6_is_in_range;
pub mod parse_ipv4;
pub mod parse_ipv6;

use super::{Call, Scalar};
use crate::{Json, Value};

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &format_ipv4::FORMAT_IPV4,
    &format_ipv4::FORMAT_IPV4_MASK,
    &geo_info_from_ip_address::GEO_INFO_FROM_IP_ADDRESS,
    &has_ipv4::HAS_ANY_IPV4,
    &has_ipv4::HAS_ANY_IPV4_PREFIX,
    &has_ipv4::HAS_IPV4,
    &has_ipv4::HAS_IPV4_PREFIX,
    &ipv4_compare::IPV4_COMPARE,
    &ipv4_compare::IPV4_IS_MATCH,
    &ipv4_is_in_range::IPV4_IS_IN_ANY_RANGE,
    &ipv4_is_in_range::IPV4_IS_IN_RANGE,
    &ipv4_is_in_range::IPV4_IS_PRIVATE,
    &parse_ipv4::IPV4_NETMASK_SUFFIX,
    &ipv4_range_to_cidr_list::IPV4_RANGE_TO_CIDR_LIST,
    &ipv6_compare::IPV6_COMPARE,
    &ipv6_is_in_range::IPV6_IS_IN_ANY_RANGE,
    &ipv6_is_in_range::IPV6_IS_IN_RANGE,
    &ipv6_compare::IPV6_IS_MATCH,
    &parse_ipv4::PARSE_IPV4,
    &parse_ipv4::PARSE_IPV4_MASK,
    &parse_ipv6::PARSE_IPV6,
    &parse_ipv6::PARSE_IPV6_MASK,
];

/// The texts among the arguments from this one on, those in arrays included.
fn texts<'a>(call: &Call<'a>, from: usize) -> impl Iterator<Item = &'a str> {
    call.arguments.iter().skip(from).flat_map(|argument| {
        let elements: &[Json] = match argument {
            Value::Dynamic(json) => json.as_array().map_or(std::slice::from_ref(json.as_ref()), Vec::as_slice),
            _ => &[],
        };
        let text = match argument {
            Value::String(text) => Some(&**text),
            _ => None,
        };
        text.into_iter().chain(elements.iter().filter_map(Json::as_str))
    })
}
