//! `ipv4_range_to_cidr_list()`: the networks that make up a range of addresses.

use std::net::Ipv4Addr;

use super::address4::Prefixed4;
use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the fewest networks that hold just the addresses from the first to the last, in order.
    ///
    /// - `first`, `last`: IPv4 addresses; both belong to the range.
    ///
    /// Null: null when one cannot be read, or the last stands before the first.
    /// Source: <https://learn.microsoft.com/kusto/query/ipv4-range-to-cidr-list-function>
    ///
    /// ```kusto
    /// ipv4_range_to_cidr_list("10.0.0.0", "10.0.2.255")    // ["10.0.0.0/23","10.0.2.0/24"]
    /// ipv4_range_to_cidr_list("10.0.0.1", "10.0.0.2")      // ["10.0.0.1/32","10.0.0.2/32"]
    /// ```
    pub IPV4_RANGE_TO_CIDR_LIST = ipv4_range_to_cidr_list(first: string, last: string) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let networks = || {
        let (first, last) = (Prefixed4::parse(call.text(0))?.network(), Prefixed4::parse(call.text(1))?.network());
        (first <= last).then(|| networks(first, last))
    };
    networks().map_or(Value::Null, |networks| Value::dynamic(networks.into_iter().map(Json::from).collect()))
}

/// At each step the largest network that begins at the next address and ends within the range.
fn networks(first: u32, last: u32) -> Vec<String> {
    let (mut next, end) = (u64::from(first), u64::from(last) + 1);
    let mut networks = Vec::new();
    while next < end {
        let aligned = if next == 0 { 32 } else { next.trailing_zeros().min(32) };
        let fitting = (end - next).ilog2();
        let bits = aligned.min(fitting);
        networks.push(format!("{}/{}", Ipv4Addr::from_bits(u32::try_from(next).unwrap_or_default()), 32 - bits));
        next += 1 << bits;
    }
    networks
}

#[cfg(test)]
mod tests {
    use super::networks;

    #[test]
    fn covers_everything() {
        assert_eq!(networks(0, u32::MAX), ["0.0.0.0/0"]);
        assert_eq!(networks(u32::MAX, u32::MAX), ["255.255.255.255/32"]);
        assert_eq!(networks(1, u32::MAX - 1).len(), 62);
    }
}
