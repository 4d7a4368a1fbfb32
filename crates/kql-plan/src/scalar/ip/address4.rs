//! IPv4 addresses with a prefix: `192.0.2.0/24`.

use std::net::Ipv4Addr;

/// An address and how many of its first bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefixed4 {
    /// The address in big-endian order.
    pub address: u32,
    /// 0 to 32.
    pub prefix: u32,
}

impl Prefixed4 {
    /// Reads `a.b.c.d` or `a.b.c.d/n`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, number(prefix, 32)?),
            None => (text, 32),
        };
        Some(Prefixed4 { address: address.parse::<Ipv4Addr>().ok()?.to_bits(), prefix })
    }

    /// The same with a prefix no longer than this one; `None` when it is not 0 to 32.
    #[must_use]
    pub fn limited(self, prefix: i64) -> Option<Self> {
        let limit = u32::try_from(prefix).ok().filter(|prefix| *prefix <= 32)?;
        Some(Prefixed4 { prefix: self.prefix.min(limit), ..self })
    }

    /// The address with the bits after the prefix cleared.
    pub fn network(self) -> u32 {
        self.address & mask(self.prefix)
    }

    /// Whether an address lies in the network.
    pub fn contains(self, address: u32) -> bool {
        address & mask(self.prefix) == self.network()
    }
}

/// A number of bits that counts: ones, then zeros.
pub fn mask(prefix: u32) -> u32 {
    u32::MAX.checked_shl(32_u32.saturating_sub(prefix)).unwrap_or(0)
}

/// Digits alone, up to a limit.
pub(super) fn number(text: &str, limit: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok().filter(|number| *number <= limit) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Prefixed4, mask};

    #[test]
    fn reads_prefixes() {
        assert_eq!(Prefixed4::parse("192.0.2.9/24").map(Prefixed4::network), Some(0xc000_0200));
        assert_eq!(Prefixed4::parse("192.0.2.9/0").map(Prefixed4::network), Some(0));
        for wrong in ["192.0.2", "192.0.2.256", "192.0.2.9/33", "192.0.2.9/", "192.0.2.9/+1", " 192.0.2.9", ""] {
            assert_eq!(Prefixed4::parse(wrong), None, "{wrong}");
        }
        assert_eq!(mask(32), u32::MAX);
    }
}
