//! `parse_ipv6()`, `parse_ipv6_mask()`: an address of either kind in one writing.

use super::address6::{Prefixed6, canonical};
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns an IPv6 or IPv4 address as an IPv6 address with all its digits.
    ///
    /// - `address`: the address; with a prefix the bits after it are cleared. An IPv4 address becomes `::ffff:` and the address.
    ///
    /// Null: `""` when it cannot be read.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-ipv6-function>
    ///
    /// ```kusto
    /// parse_ipv6("2001:DB8::1")       // 2001:0db8:0000:0000:0000:0000:0000:0001
    /// parse_ipv6("10.0.0.1")          // 0000:0000:0000:0000:0000:ffff:0a00:0001
    /// parse_ipv6("10.0.0.1/8")        // 0000:0000:0000:0000:0000:ffff:0a00:0000
    /// ```
    pub PARSE_IPV6 = parse_ipv6(address: string) -> string => parse;
}

kql_scalar! {
    /// Returns the first bits of an IPv6 or IPv4 address as an IPv6 address with all its digits.
    ///
    /// - `address`: the address, with a prefix or without. An IPv4 address becomes `::ffff:` and the address.
    /// - `prefix`: how many of the first bits of 128 count. The shorter of the two prefixes is taken.
    ///
    /// Null: `""` when the address cannot be read, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-ipv6-mask-function>
    ///
    /// ```kusto
    /// parse_ipv6_mask("2001:db8::1", 64)      // 2001:0db8:0000:0000:0000:0000:0000:0000
    /// parse_ipv6_mask("10.0.0.255", 120)      // 0000:0000:0000:0000:0000:ffff:0a00:0000
    /// ```
    pub PARSE_IPV6_MASK = parse_ipv6_mask(address: string, prefix: long) -> string => parse_mask;
}

fn parse<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(Prefixed6::parse(call.text(0)).map_or_else(String::new, |address| canonical(address.network())))
}

fn parse_mask<'a>(call: &Call<'a>) -> Value<'a> {
    let network = || Some(canonical(Prefixed6::parse(call.text(0))?.limited(call.long(1)?)?.network()));
    Value::from(network().unwrap_or_default())
}
