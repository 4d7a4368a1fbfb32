//! `ipv4_is_in_range()`, `ipv4_is_in_any_range()`, `ipv4_is_private()`: whether an IPv4 address lies in a network.

use super::address4::Prefixed4;
use super::texts;
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns whether an IPv4 address lies in a network.
    ///
    /// - `address`: the address.
    /// - `range`: the network, as an address with a prefix: `10.0.0.0/8`.
    ///
    /// Null: null when one of them cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-is-in-range-function>
    ///
    /// ```kusto
    /// ipv4_is_in_range("198.51.100.7", "198.51.100.0/24")   // True
    /// ipv4_is_in_range("198.51.100.7", "198.51.101.0/24")   // False
    /// ipv4_is_in_range("2001:db8::1", "198.51.101.0/24")    // null
    /// ```
    pub IPV4_IS_IN_RANGE = ipv4_is_in_range(address: string, range: string) -> bool => range;
}

kql_scalar! {
    /// Returns whether an IPv4 address lies in one of many networks.
    ///
    /// - `address`: the address.
    /// - `ranges`: the networks, each as an address with a prefix, or arrays of such. What cannot be read holds no address.
    ///
    /// Null: null when the address cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-is-in-any-range-function>
    ///
    /// ```kusto
    /// ipv4_is_in_any_range("10.1.2.3", "192.168.0.0/16", "10.0.0.0/8")               // True
    /// ipv4_is_in_any_range("8.8.8.8", dynamic(["192.168.0.0/16", "10.0.0.0/8"]))     // False
    /// ```
    pub IPV4_IS_IN_ANY_RANGE = ipv4_is_in_any_range(address: string, ranges: string|dynamic...) -> bool => any_range;
}

kql_scalar! {
    /// Returns whether an IPv4 address lies in a private network: `10.0.0.0/8`, `172.16.0.0/12` or `192.168.0.0/16`.
    ///
    /// - `address`: the address, with a prefix or without.
    ///
    /// Null: null when it cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-is-private-function>
    ///
    /// ```kusto
    /// ipv4_is_private("172.20.1.1")    // True
    /// ipv4_is_private("8.8.8.8")       // False
    /// ipv4_is_private("localhost")     // null
    /// ```
    pub IPV4_IS_PRIVATE = ipv4_is_private(address: string) -> bool => private;
}

fn range<'a>(call: &Call<'a>) -> Value<'a> {
    let inside = || Some(Prefixed4::parse(call.text(1))?.contains(Prefixed4::parse(call.text(0))?.network()));
    Value::or_null(inside())
}

fn any_range<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(address) = Prefixed4::parse(call.text(0)) else { return Value::Null };
    let inside = |range: &str| Prefixed4::parse(range).is_some_and(|range| range.contains(address.network()));
    Value::Bool(texts(call, 1).any(inside))
}

fn private<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(
        Prefixed4::parse(call.text(0)).map(|address| std::net::Ipv4Addr::from_bits(address.network()).is_private()),
    )
}
