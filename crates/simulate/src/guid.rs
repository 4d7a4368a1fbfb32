//! Identifiers in the usual notation.

use crate::text::Text;

/// A 128-bit identifier, written `8-4-4-4-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Guid(u128);

const HEX: &[u8; 16] = b"0123456789abcdef";

impl Guid {
    /// The identifier of all zeros.
    pub(crate) const ZERO: Self = Self(0);

    /// A version 4 identifier from 128 random bits.
    pub(crate) const fn from_parts(high: u64, low: u64) -> Self {
        let high = (high & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000;
        let low = (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
        Self(((high as u128) << 64) | low as u128)
    }

    /// A published identifier, given as its hexadecimal digits without dashes.
    pub(crate) const fn published(digits: u128) -> Self {
        Self(digits)
    }

    /// The low half, for ordering and for numbers that belong to the identifier.
    pub(crate) const fn low(self) -> u64 {
        self.0 as u64
    }

    pub(crate) const fn high(self) -> u64 {
        (self.0 >> 64) as u64
    }

    /// An identifier that belongs to this one and a number.
    pub(crate) fn derived(self, number: u64) -> Self {
        let high = crate::random::mix(self.high() ^ crate::random::mix(number.wrapping_add(1)));
        let low = crate::random::mix(self.low().wrapping_add(high));
        Self::from_parts(high, low)
    }

    /// The 36 characters.
    pub(crate) fn digits(self) -> [u8; 36] {
        let mut out = [b'-'; 36];
        let mut at = 0;
        for (place, byte) in self.0.to_be_bytes().into_iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                at += 1;
            }
            out[at] = HEX[usize::from(byte >> 4)];
            out[at + 1] = HEX[usize::from(byte & 15)];
            at += 2;
        }
        out
    }

    /// The 22 characters of URL-safe base 64 of the bytes as Entra lays them out: a sign-in's unique token identifier.
    pub(crate) fn base64(self) -> [u8; 22] {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut bytes = self.0.to_be_bytes();
        // The first three groups are little-endian in the binary form of a GUID.
        bytes[0..4].reverse();
        bytes[4..6].reverse();
        bytes[6..8].reverse();
        let mut out = [b'A'; 22];
        let mut value: u32 = 0;
        let mut bits = 0;
        let mut at = 0;
        for byte in bytes {
            value = (value << 8) | u32::from(byte);
            bits += 8;
            while bits >= 6 {
                bits -= 6;
                out[at] = ALPHABET[((value >> bits) & 63) as usize];
                at += 1;
            }
        }
        out[at] = ALPHABET[((value << (6 - bits)) & 63) as usize];
        out
    }
}

impl std::fmt::Display for Guid {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = Text::default();
        text.guid(*self);
        formatter.write_str(text.as_str())
    }
}
