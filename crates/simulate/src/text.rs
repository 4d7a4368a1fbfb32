//! Appending to text quickly: JSON strings, CSV cells, numbers, identifiers.
//!
//! Records are written straight into one growing buffer: no tree of values, no formatting machinery.

use crate::address::Address;
use crate::guid::Guid;
use crate::time::Moment;

/// A growing buffer of UTF-8.
#[derive(Debug, Default, Clone)]
pub(crate) struct Text(String);

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// Appends text that is already in the notation wanted.
    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    pub(crate) fn character(&mut self, character: char) -> &mut Self {
        self.0.push(character);
        self
    }

    pub(crate) fn integer(&mut self, number: impl itoa::Integer) -> &mut Self {
        self.0.push_str(itoa::Buffer::new().format(number));
        self
    }

    pub(crate) fn boolean(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }

    pub(crate) fn guid(&mut self, guid: Guid) -> &mut Self {
        let digits = guid.digits();
        if let Ok(text) = std::str::from_utf8(&digits) {
            self.0.push_str(text);
        }
        self
    }

    pub(crate) fn token(&mut self, guid: Guid) -> &mut Self {
        let digits = guid.base64();
        if let Ok(text) = std::str::from_utf8(&digits) {
            self.0.push_str(text);
        }
        self
    }

    /// Sixteen upper-case hexadecimal digits.
    pub(crate) fn hexadecimal(&mut self, number: u64) -> &mut Self {
        for shift in (0..16).rev() {
            let digit = (number >> (shift * 4)) & 15;
            self.0.push(char::from(b"0123456789ABCDEF"[digit as usize]));
        }
        self
    }

    pub(crate) fn address(&mut self, address: Address) -> &mut Self {
        match address {
            Address::V4(bits) => {
                let [a, b, c, d] = bits.to_be_bytes();
                self.integer(a).raw(".").integer(b).raw(".").integer(c).raw(".").integer(d)
            }
            Address::V6(bits) => {
                let address = std::net::Ipv6Addr::from_bits(bits);
                self.raw(&address.to_string())
            }
        }
    }

    /// An address with a port, an IPv6 one in brackets.
    pub(crate) fn address_and_port(&mut self, address: Address, port: u16) -> &mut Self {
        match address {
            Address::V4(_) => self.address(address),
            Address::V6(_) => self.raw("[").address(address).raw("]"),
        }
        .raw(":")
        .integer(port)
    }

    /// The inside of a JSON string: `text` with what needs it escaped.
    pub(crate) fn escaped(&mut self, text: &str) -> &mut Self {
        if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
            self.0.push_str(text);
            return self;
        }
        for character in text.chars() {
            match character {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                other if u32::from(other) < 0x20 => {
                    self.0.push_str("\\u00");
                    self.0.push(char::from(b"0123456789abcdef"[(u32::from(other) >> 4) as usize]));
                    self.0.push(char::from(b"0123456789abcdef"[(u32::from(other) & 15) as usize]));
                }
                other => self.0.push(other),
            }
        }
        self
    }

    /// A JSON string with its quotes.
    pub(crate) fn string(&mut self, text: &str) -> &mut Self {
        self.0.push('"');
        self.escaped(text);
        self.0.push('"');
        self
    }

    /// A quoted CSV cell, always in quotes.
    pub(crate) fn quoted_cell(&mut self, text: &str) -> &mut Self {
        self.0.push('"');
        if text.contains('"') {
            for part in text.split_inclusive('"') {
                self.0.push_str(part);
                if part.ends_with('"') {
                    self.0.push('"');
                }
            }
        } else {
            self.0.push_str(text);
        }
        self.0.push('"');
        self
    }

    /// A CSV cell, in quotes only where it must be.
    pub(crate) fn cell(&mut self, text: &str) -> &mut Self {
        if text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r')) {
            self.quoted_cell(text)
        } else {
            self.raw(text)
        }
    }

    /// `2026-10-01T08:15:30Z`.
    pub(crate) fn seconds_z(&mut self, moment: Moment) -> &mut Self {
        self.seconds(moment).raw("Z")
    }

    /// `2026-10-01T08:15:30`.
    pub(crate) fn seconds(&mut self, moment: Moment) -> &mut Self {
        let parts = moment.parts();
        self.date(moment);
        self.raw("T").two(parts.hour).raw(":").two(parts.minute).raw(":").two(parts.second)
    }

    /// `2026-10-01T08:15:30.1234567Z`.
    pub(crate) fn ticks_z(&mut self, moment: Moment) -> &mut Self {
        self.ticks(moment).raw("Z")
    }

    /// `2026-10-01T08:15:30.1234567`.
    pub(crate) fn ticks(&mut self, moment: Moment) -> &mut Self {
        self.seconds(moment).raw(".").padded(moment.parts().fraction, 7)
    }

    /// `2026-10-01`.
    pub(crate) fn date(&mut self, moment: Moment) -> &mut Self {
        let parts = moment.parts();
        self.padded(parts.year, 4).raw("-").two(parts.month).raw("-").two(parts.day)
    }

    /// `10/1/2026, 8:15:30.123 AM`: how the Log Analytics portal exports a time.
    pub(crate) fn portal_time(&mut self, moment: Moment) -> &mut Self {
        let parts = moment.parts();
        self.integer(parts.month).raw("/").integer(parts.day).raw("/").integer(parts.year).raw(", ");
        self.half_day_clock(moment, true)
    }

    /// `10/1/2026 8:15:30 AM`: a time in the notation of a United States culture.
    pub(crate) fn us_time(&mut self, moment: Moment) -> &mut Self {
        let parts = moment.parts();
        self.integer(parts.month).raw("/").integer(parts.day).raw("/").integer(parts.year).raw(" ");
        self.half_day_clock(moment, false)
    }

    fn half_day_clock(&mut self, moment: Moment, milliseconds: bool) -> &mut Self {
        let parts = moment.parts();
        let hour = if parts.hour.is_multiple_of(12) { 12 } else { parts.hour % 12 };
        self.integer(hour).raw(":").two(parts.minute).raw(":").two(parts.second);
        if milliseconds {
            self.raw(".").padded(parts.fraction / 10_000, 3);
        }
        self.raw(if parts.hour < 12 { " AM" } else { " PM" })
    }

    pub(crate) fn two(&mut self, number: u32) -> &mut Self {
        self.padded(number, 2)
    }

    /// A number with leading zeros up to `width` digits.
    pub(crate) fn padded(&mut self, number: u32, width: usize) -> &mut Self {
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(number);
        for _ in digits.len()..width {
            self.0.push('0');
        }
        self.0.push_str(digits);
        self
    }
}
