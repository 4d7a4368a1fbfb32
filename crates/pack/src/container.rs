//! The one form in which a pack is a zip.
//!
//! A zip leaves much to whoever writes it: order, times, fields of an operating system, gaps. A pack leaves nothing. Files
//! follow each other without gaps, all have the time at which the pack was made, and everything around them follows from
//! names, lengths and checksums alone. So a check writes it anew and compares, and no byte can change unseen. A common
//! zip library writes what its version writes; this form must be the same in ten years, so it stands here.
//!
//! Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>

use chrono::{DateTime, Datelike, Timelike, Utc};

/// What begins a file.
pub(crate) const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// What begins a line of the directory.
pub(crate) const CENTRAL: [u8; 4] = *b"PK\x01\x02";
/// Length of what stands before the name of a file.
pub(crate) const LOCAL_LENGTH: usize = 30;

/// Values from here on stand in 64 bits.
const WIDE: u64 = 0xffff_ffff;
/// Counts from here on stand in 64 bits.
const MANY: u64 = 0xffff;

/// How a file's bytes stand in the zip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// As they are.
    Stored,
    /// Deflated.
    Deflated,
}

/// A file of a zip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member<'a> {
    pub(crate) name: &'a str,
    pub(crate) method: Method,
    /// CRC-32 of its bytes.
    pub(crate) crc: u32,
    /// Bytes.
    pub(crate) size: u64,
    /// Bytes as they stand in the zip.
    pub(crate) packed: u64,
}

/// The time of every file of a pack, to two seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    time: u16,
    date: u16,
}

impl Stamp {
    /// Returns the stamp of a time; none outside the years 1980 to 2107.
    pub(crate) fn of(time: DateTime<Utc>) -> Option<Self> {
        let year = u16::try_from(time.year()).ok()?.checked_sub(1980).filter(|year| *year < 128)?;
        let [month, day] = [time.month(), time.day()].map(|part| part as u16);
        let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(|part| part as u16);
        Some(Self { time: (hour << 11) | (minute << 5) | (second / 2), date: (year << 9) | (month << 5) | day })
    }
}

/// Returns what stands before a file's bytes.
pub(crate) fn local(member: &Member<'_>, stamp: Stamp) -> Vec<u8> {
    let wide = member.size >= WIDE || member.packed >= WIDE;
    let mut out = LOCAL.to_vec();
    common(&mut out, member, stamp, wide);
    let narrow = |value: u64| if wide { u32::MAX } else { value as u32 };
    put32(&mut out, &[narrow(member.packed), narrow(member.size)]);
    put16(&mut out, &[member.name.len() as u16, if wide { 20 } else { 0 }]);
    out.extend(member.name.as_bytes());
    if wide {
        put16(&mut out, &[1, 16]);
        put64(&mut out, &[member.size, member.packed]);
    }
    out
}

/// Returns a file's line in the directory.
pub(crate) fn central(member: &Member<'_>, stamp: Stamp, offset: u64) -> Vec<u8> {
    let wide: Vec<u64> = [member.size, member.packed, offset].into_iter().filter(|value| *value >= WIDE).collect();
    let mut out = CENTRAL.to_vec();
    put16(&mut out, &[version(!wide.is_empty())]);
    common(&mut out, member, stamp, !wide.is_empty());
    put32(&mut out, &[member.packed.min(WIDE) as u32, member.size.min(WIDE) as u32]);
    let extra = if wide.is_empty() { 0 } else { 4 + 8 * wide.len() as u16 };
    // Length of a comment, number of the disk, text or not.
    put16(&mut out, &[member.name.len() as u16, extra, 0, 0, 0]);
    // What an operating system would note; where the file begins.
    put32(&mut out, &[0, offset.min(WIDE) as u32]);
    out.extend(member.name.as_bytes());
    if !wide.is_empty() {
        put16(&mut out, &[1, 8 * wide.len() as u16]);
        put64(&mut out, &wide);
    }
    out
}

/// Returns what ends a zip of so many files, whose directory begins at `offset` and has `size` bytes.
pub(crate) fn end(count: u64, offset: u64, size: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let wide = count >= MANY || offset >= WIDE || size >= WIDE;
    if wide {
        out.extend(b"PK\x06\x06");
        put64(&mut out, &[44]);
        put16(&mut out, &[version(true), version(true)]);
        put32(&mut out, &[0, 0]);
        put64(&mut out, &[count, count, size, offset]);
        out.extend(b"PK\x06\x07");
        put32(&mut out, &[0]);
        put64(&mut out, &[offset + size]);
        put32(&mut out, &[1]);
    }
    out.extend(b"PK\x05\x06");
    let count = count.min(MANY) as u16;
    put16(&mut out, &[0, 0, count, count]);
    put32(&mut out, &[size.min(WIDE) as u32, offset.min(WIDE) as u32]);
    put16(&mut out, &[0]);
    out
}

/// Version needed to read, flags (none), method, time, checksum.
fn common(out: &mut Vec<u8>, member: &Member<'_>, stamp: Stamp, wide: bool) {
    let method = match member.method {
        Method::Stored => 0,
        Method::Deflated => 8,
    };
    put16(out, &[version(wide), 0, method, stamp.time, stamp.date]);
    put32(out, &[member.crc]);
}

fn version(wide: bool) -> u16 {
    if wide { 45 } else { 20 }
}

fn put16(out: &mut Vec<u8>, values: &[u16]) {
    out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, values: &[u32]) {
    out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn put64(out: &mut Vec<u8>, values: &[u64]) {
    out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

/// Reads 16 bits; 0 beyond the end.
pub(crate) fn short(bytes: &[u8], at: usize) -> u16 {
    let mut value = [0; 2];
    if let Some(part) = bytes.get(at..at + 2) {
        value.copy_from_slice(part);
    }
    u16::from_le_bytes(value)
}

/// Reads 32 bits; 0 beyond the end.
pub(crate) fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | (u32::from(short(bytes, at + 2)) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(size: u64, packed: u64) -> Member<'static> {
        Member { name: "a", method: Method::Deflated, crc: 0x1122_3344, size, packed }
    }

    fn stamp() -> Stamp {
        Stamp::of(DateTime::from_timestamp(1_794_816_001, 0).unwrap()).unwrap()
    }

    #[test]
    fn lengths_beyond_32_bits_stand_in_64() {
        assert_eq!(local(&member(5, 7), stamp()).len(), 31);
        let wide = local(&member(WIDE, 7), stamp());
        assert_eq!(wide.len(), 51);
        assert_eq!((short(&wide, 4), long(&wide, 18), long(&wide, 22)), (45, u32::MAX, u32::MAX));
        assert_eq!(wide[35..], [WIDE.to_le_bytes(), 7_u64.to_le_bytes()].concat());
        assert_eq!(central(&member(5, 7), stamp(), 9).len(), 47);
        let wide = central(&member(5, 7), stamp(), WIDE + 1);
        assert_eq!((wide.len(), long(&wide, 20), long(&wide, 24), long(&wide, 42)), (59, 7, 5, u32::MAX));
        assert_eq!(wide[51..], (WIDE + 1).to_le_bytes());
        assert_eq!(end(3, 100, 50).len(), 22);
        assert_eq!(end(MANY, 100, 50).len(), 98);
    }

    #[test]
    fn a_stamp_has_the_years_of_a_zip() {
        let at = |text: &str| Stamp::of(text.parse().unwrap());
        assert_eq!(at("1979-12-31T23:59:59Z"), None);
        assert_eq!(at("1980-01-01T00:00:00Z"), Some(Stamp { time: 0, date: 33 }));
        assert_eq!(at("2107-12-31T23:59:58Z"), Some(Stamp { time: 0xbf7d, date: 0xff9f }));
        assert_eq!(at("2108-01-01T00:00:00Z"), None);
    }
}
