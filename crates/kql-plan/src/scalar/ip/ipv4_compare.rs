//! `ipv4_compare()`, `ipv4_is_match()`: two IPv4 addresses beside each other.

use std::cmp::Ordering;

use super::address4::{Prefixed4, mask};
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns -1, 0 or 1: how two IPv4 addresses compare in the bits that count for both.
    ///
    /// - `first`, `second`: addresses, each with a prefix or without: `192.0.2.1`, `192.0.2.1/24`.
    /// - `prefix`: how many of the first bits count, 0 to 32. The shortest of the three prefixes is taken.
    ///
    /// Null: null when one is no address, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-compare-function>
    ///
    /// ```kusto
    /// ipv4_compare("198.51.100.1", "198.51.100.2")          // -1
    /// ipv4_compare("198.51.100.1/24", "198.51.100.200")     // 0
    /// ipv4_compare("198.51.100.1", "198.51.7.1", 16)        // 0
    /// ipv4_compare("198.51.100.1", "unknown")               // null
    /// ```
    pub IPV4_COMPARE = ipv4_compare(first: string, second: string, [prefix: long]) -> long => compare;
}

kql_scalar! {
    /// Returns whether two IPv4 addresses are the same in the bits that count for both.
    ///
    /// - `first`, `second`: addresses, each with a prefix or without: `192.0.2.1`, `192.0.2.1/24`.
    /// - `prefix`: how many of the first bits count, 0 to 32. The shortest of the three prefixes is taken.
    ///
    /// Null: null when one is no address, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-is-match-function>
    ///
    /// ```kusto
    /// ipv4_is_match("198.51.100.1/24", "198.51.100.200")    // True
    /// ipv4_is_match("198.51.100.1", "198.51.100.200")       // False
    /// ```
    pub IPV4_IS_MATCH = ipv4_is_match(first: string, second: string, [prefix: long]) -> bool => is_match;
}

fn compare<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(order(call).map(|order| order as i64))
}

fn is_match<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(order(call).map(Ordering::is_eq))
}

fn order(call: &Call<'_>) -> Option<Ordering> {
    let given = if call.has(2) { call.long(2)? } else { 32 };
    let (first, second) = (Prefixed4::parse(call.text(0))?.limited(given)?, Prefixed4::parse(call.text(1))?);
    let mask = mask(first.prefix.min(second.prefix));
    Some((first.address & mask).cmp(&(second.address & mask)))
}
