//! `ipv6_compare()`, `ipv6_is_match()`: two addresses of either kind beside each other.

use std::cmp::Ordering;

use super::address6::Prefixed6;
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns -1, 0 or 1: how two IPv6 or IPv4 addresses compare in the bits that count for both.
    ///
    /// - `first`, `second`: addresses, each with a prefix or without. An IPv4 address is read as `::ffff:` and the address.
    /// - `prefix`: how many of the first bits of 128 count. The shortest of the three prefixes is taken.
    ///
    /// Null: null when one is no address, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv6-compare-function>
    ///
    /// ```kusto
    /// ipv6_compare("2001:db8::1", "2001:db8::2")           // -1
    /// ipv6_compare("2001:db8::1/64", "2001:db8::2")        // 0
    /// ipv6_compare("192.0.2.1", "::ffff:c000:201")         // 0
    /// ```
    pub IPV6_COMPARE = ipv6_compare(first: string, second: string, [prefix: long]) -> long => compare;
}

kql_scalar! {
    /// Returns whether two IPv6 or IPv4 addresses are the same in the bits that count for both.
    ///
    /// - `first`, `second`: addresses, each with a prefix or without. An IPv4 address is read as `::ffff:` and the address.
    /// - `prefix`: how many of the first bits of 128 count. The shortest of the three prefixes is taken.
    ///
    /// Null: null when one is no address, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv6-is-match-function>
    ///
    /// ```kusto
    /// ipv6_is_match("2001:db8::1/64", "2001:db8::2")       // True
    /// ipv6_is_match("192.0.2.1", "192.0.2.2")              // False
    /// ```
    pub IPV6_IS_MATCH = ipv6_is_match(first: string, second: string, [prefix: long]) -> bool => is_match;
}

fn compare<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(order(call).map(|order| order as i64))
}

fn is_match<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(order(call).map(Ordering::is_eq))
}

fn order(call: &Call<'_>) -> Option<Ordering> {
    let given = if call.has(2) { call.long(2)? } else { 128 };
    let (first, second) = (Prefixed6::parse(call.text(0))?.limited(given)?, Prefixed6::parse(call.text(1))?);
    let prefix = i64::from(first.prefix.min(second.prefix));
    Some(first.limited(prefix)?.network().cmp(&second.limited(prefix)?.network()))
}
