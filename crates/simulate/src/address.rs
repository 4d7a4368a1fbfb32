//! Network addresses, all from ranges that are reserved for documentation, benchmarks or carriers' own networks.

use crate::text::Text;

/// An address of either family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Address {
    V4(u32),
    V6(u128),
}

impl Address {
    pub(crate) const fn v4(a: u8, b: u8, c: u8, d: u8) -> Self {
        Self::V4(u32::from_be_bytes([a, b, c, d]))
    }

    /// `2001:db8:a:b:c:d:e:f` with the groups from the third on.
    pub(crate) const fn v6(a: u16, b: u16, c: u16, interface: u64) -> Self {
        let prefix = (0x2001_0db8_u128 << 96) | ((a as u128) << 80) | ((b as u128) << 64);
        Self::V6(prefix | ((c as u128) << 48) | (interface as u128 & 0xFFFF_FFFF_FFFF))
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = Text::default();
        text.address(*self);
        formatter.write_str(text.as_str())
    }
}
