//! `ipv6_is_in_range()`, `ipv6_is_in_any_range()`: whether an address of either kind lies in a network.

use super::address6::Prefixed6;
use super::texts;
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns whether an IPv6 or IPv4 address lies in a network.
    ///
    /// - `address`: the address.
    /// - `range`: the network, as an address with a prefix: `2001:db8::/32`, `10.0.0.0/8`.
    ///
    /// Null: null when one of them cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv6-is-in-range-function>
    ///
    /// ```kusto
    /// ipv6_is_in_range("2001:db8::7", "2001:db8::/32")     // True
    /// ipv6_is_in_range("10.1.2.3", "2001:db8::/32")        // False
    /// ```
    pub IPV6_IS_IN_RANGE = ipv6_is_in_range(address: string, range: string) -> bool => range;
}

kql_scalar! {
    /// Returns whether an IPv6 or IPv4 address lies in one of many networks.
    ///
    /// - `address`: the address.
    /// - `ranges`: the networks, each as an address with a prefix, or arrays of such. What cannot be read holds no address.
    ///
    /// Null: null when the address cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv6-is-in-any-range-function>
    ///
    /// ```kusto
    /// ipv6_is_in_any_range("2001:db8::7", dynamic(["fe80::/10", "2001:db8::/32"]))   // True
    /// ipv6_is_in_any_range("10.1.2.3", "fe80::/10", "10.0.0.0/8")                    // True
    /// ```
    pub IPV6_IS_IN_ANY_RANGE = ipv6_is_in_any_range(address: string, ranges: string|dynamic...) -> bool => any_range;
}

fn range<'a>(call: &Call<'a>) -> Value<'a> {
    let inside = || Some(Prefixed6::parse(call.text(1))?.contains(Prefixed6::parse(call.text(0))?.network()));
    Value::or_null(inside())
}

fn any_range<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(address) = Prefixed6::parse(call.text(0)) else { return Value::Null };
    let inside = |range: &str| Prefixed6::parse(range).is_some_and(|range| range.contains(address.network()));
    Value::Bool(texts(call, 1).any(inside))
}
