//! IPv6 addresses with a prefix: `2001:db8::/32`. IPv4 addresses are read as IPv6 ones.

use std::net::Ipv6Addr;

use super::address4::{Prefixed4, number};

/// An address and how many of its first bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefixed6 {
    /// The address in big-endian order.
    pub address: u128,
    /// 0 to 128.
    pub prefix: u32,
}

/// What stands before an IPv4 address in an IPv6 one: `::ffff:`.
const MAPPED: u128 = 0xffff_0000_0000;

impl Prefixed6 {
    /// Reads `2001:db8::1`, `2001:db8::1/32`, `192.0.2.1`, `192.0.2.1/24`, `::192.0.2.1/24`.
    ///
    /// The prefix of what ends in an IPv4 address counts the bits of that address, and the address is `::ffff:192.0.2.1`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(short) = Prefixed4::parse(text) {
            return Some(Prefixed6 { address: MAPPED | u128::from(short.address), prefix: 96 + short.prefix });
        }
        let (written, prefix) = match text.split_once('/') {
            Some((written, prefix)) => (written, Some(number(prefix, 128)?)),
            None => (text, None),
        };
        let address = written.parse::<Ipv6Addr>().ok()?.to_bits();
        let short = address & u128::from(u32::MAX);
        if written.contains('.') && matches!(address ^ short, 0 | MAPPED) {
            let prefix = prefix.unwrap_or(32);
            return (prefix <= 32).then_some(Prefixed6 { address: MAPPED | short, prefix: 96 + prefix });
        }
        Some(Prefixed6 { address, prefix: prefix.unwrap_or(128) })
    }

    /// The same with a prefix no longer than this one; `None` when it is not 0 to 128.
    #[must_use]
    pub fn limited(self, prefix: i64) -> Option<Self> {
        let limit = u32::try_from(prefix).ok().filter(|prefix| *prefix <= 128)?;
        Some(Prefixed6 { prefix: self.prefix.min(limit), ..self })
    }

    /// The address with the bits after the prefix cleared.
    pub fn network(self) -> u128 {
        self.address & mask(self.prefix)
    }

    /// Whether an address lies in the network.
    pub fn contains(self, address: u128) -> bool {
        address & mask(self.prefix) == self.network()
    }
}

/// A number of bits that counts: ones, then zeros.
fn mask(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128_u32.saturating_sub(prefix)).unwrap_or(0)
}

/// All eight groups with all their digits: `2001:0db8:0000:0000:0000:0000:0000:0001`.
pub fn canonical(address: u128) -> String {
    let groups: Vec<String> =
        Ipv6Addr::from_bits(address).segments().iter().map(|group| format!("{group:04x}")).collect();
    groups.join(":")
}

#[cfg(test)]
mod tests {
    use super::{MAPPED, Prefixed6, canonical};

    #[test]
    fn reads_both_kinds() {
        let mapped = Some(Prefixed6 { address: MAPPED | 0xc000_0209, prefix: 120 });
        assert_eq!(Prefixed6::parse("192.0.2.9/24"), mapped);
        assert_eq!(Prefixed6::parse("::192.0.2.9/24"), mapped);
        assert_eq!(Prefixed6::parse("::ffff:192.0.2.9/24"), mapped);
        assert_eq!(Prefixed6::parse("::ffff:c000:209/120"), mapped);
        assert_eq!(Prefixed6::parse("2001:db8::/129"), None);
        assert_eq!(Prefixed6::parse("::192.0.2.9/33"), None);
        assert_eq!(canonical(1), "0000:0000:0000:0000:0000:0000:0000:0001");
    }
}
