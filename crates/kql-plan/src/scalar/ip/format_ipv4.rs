//! `format_ipv4()`, `format_ipv4_mask()`: an IPv4 address as a text.

use std::net::Ipv4Addr;

use super::address4::Prefixed4;
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns an IPv4 address as a text, with the bits after its prefix cleared.
    ///
    /// - `address`: the address as a text, with a prefix or without, or as a number in big-endian order.
    /// - `prefix`: how many of the first bits count, 0 to 32; all when absent. The shorter of the two prefixes is taken.
    ///
    /// Null: `""` when the address cannot be read, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/format-ipv4-function>
    ///
    /// ```kusto
    /// format_ipv4("198.51.100.7", 24)    // 198.51.100.0
    /// format_ipv4(167772161)             // 10.0.0.1
    /// ```
    pub FORMAT_IPV4 = format_ipv4(address: any, [prefix: long]) -> string => plain;
}

kql_scalar! {
    /// Returns an IPv4 address and its prefix as a text, with the bits after the prefix cleared.
    ///
    /// - `address`: the address as a text, with a prefix or without, or as a number in big-endian order.
    /// - `prefix`: how many of the first bits count, 0 to 32; all when absent. The shorter of the two prefixes is taken.
    ///
    /// Null: `""` when the address cannot be read, or `prefix` is out of its range.
    /// Source: <https://learn.microsoft.com/kusto/query/format-ipv4-mask-function>
    ///
    /// ```kusto
    /// format_ipv4_mask("198.51.100.7", 24)       // 198.51.100.0/24
    /// format_ipv4_mask("198.51.100.7/16", 24)    // 198.51.0.0/16
    /// format_ipv4_mask(167772161)                // 10.0.0.1/32
    /// ```
    pub FORMAT_IPV4_MASK = format_ipv4_mask(address: any, [prefix: long]) -> string => with_mask;
}

fn plain<'a>(call: &Call<'a>) -> Value<'a> {
    let text = network(call).map(|network| Ipv4Addr::from_bits(network.network()).to_string());
    Value::from(text.unwrap_or_default())
}

fn with_mask<'a>(call: &Call<'a>) -> Value<'a> {
    let text = network(call).map(|network| format!("{}/{}", Ipv4Addr::from_bits(network.network()), network.prefix));
    Value::from(text.unwrap_or_default())
}

fn network(call: &Call<'_>) -> Option<Prefixed4> {
    let address = match call.value(0) {
        number @ (Value::Int(_) | Value::Long(_)) => {
            Prefixed4 { address: u32::try_from(number.as_long()?).ok()?, prefix: 32 }
        }
        _ => Prefixed4::parse(&call.string(0))?,
    };
    if call.has(1) { address.limited(call.long(1)?) } else { Some(address) }
}
