//! `parse_ipv4()`, `parse_ipv4_mask()`, `ipv4_netmask_suffix()`: an IPv4 address as a number, and its prefix.

use super::address4::Prefixed4;
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns an IPv4 address as a number in big-endian order.
    ///
    /// - `address`: the address; with a prefix the bits after it are cleared.
    ///
    /// Null: null when it cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-ipv4-function>
    ///
    /// ```kusto
    /// parse_ipv4("10.0.0.1")       // 167772161
    /// parse_ipv4("10.0.0.1/24")    // 167772160
    /// parse_ipv4("10.0.0")         // null
    /// ```
    pub PARSE_IPV4 = parse_ipv4(address: string) -> long => parse;
}

kql_scalar! {
    /// Returns the first bits of an IPv4 address as a number in big-endian order.
    ///
    /// - `address`: the address, with a prefix or without.
    /// - `prefix`: how many of the first bits count, 0 to 32. The shorter of the two prefixes is taken.
    ///
    /// Null: null when the address cannot be read, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-ipv4-mask-function>
    ///
    /// ```kusto
    /// parse_ipv4_mask("10.0.0.255", 24)    // 167772160
    /// parse_ipv4_mask("10.0.0.255", 33)    // null
    /// ```
    pub PARSE_IPV4_MASK = parse_ipv4_mask(address: string, prefix: long) -> long => parse_mask;
}

kql_scalar! {
    /// Returns the length of the prefix of an IPv4 address; 32 when it has none.
    ///
    /// - `address`: the address.
    ///
    /// Null: null when it cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-netmask-suffix-function>
    ///
    /// ```kusto
    /// ipv4_netmask_suffix("10.0.0.0/8")    // 8
    /// ipv4_netmask_suffix("10.0.0.1")      // 32
    /// ```
    pub IPV4_NETMASK_SUFFIX = ipv4_netmask_suffix(address: string) -> long => suffix;
}

fn parse<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(Prefixed4::parse(call.text(0)).map(|address| i64::from(address.network())))
}

fn parse_mask<'a>(call: &Call<'a>) -> Value<'a> {
    let network = || Some(i64::from(Prefixed4::parse(call.text(0))?.limited(call.long(1)?)?.network()));
    Value::or_null(network())
}

fn suffix<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(Prefixed4::parse(call.text(0)).map(|address| i64::from(address.prefix)))
}
