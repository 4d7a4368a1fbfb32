//! Text as received → UTF-8, block by block.
//!
//! Offsets of records count bytes of the decoded text, a byte order mark included as the three bytes of U+FEFF: for a
//! file that was UTF-8 already they are offsets in the file itself.

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a leaf's text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, without or with a byte order mark.
    Utf8,
    /// UTF-8 that begins with a byte order mark.
    Utf8WithMark,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows code page 1252, which older Windows tools write on western systems.
    Windows1252,
}

impl Encoding {
    /// Returns the name shown in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8WithMark => "utf-8 with byte order mark",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Returns the encoding that the first bytes of a file show. 64 KiB are plenty.
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => Self::Utf8WithMark,
            [0xFF, 0xFE, ..] => Self::Utf16Le,
            [0xFE, 0xFF, ..] => Self::Utf16Be,
            _ => utf16_without_mark(head)
                .unwrap_or_else(|| if looks_like_windows_1252(head) { Self::Windows1252 } else { Self::Utf8 }),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Exports are mostly ASCII, so every other byte of UTF-16 is zero.
fn utf16_without_mark(head: &[u8]) -> Option<Encoding> {
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zero_at = |odd: usize| head.chunks_exact(2).filter(|pair| pair.get(odd) == Some(&0)).count();
    let (even, odd) = (zero_at(0), zero_at(1));
    if odd * 10 >= pairs * 7 && even * 10 < pairs {
        Some(Encoding::Utf16Le)
    } else if even * 10 >= pairs * 7 && odd * 10 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Damaged UTF-8 and an old code page both are "not UTF-8". A code page shows single high bytes beside letters, each of
/// which is a letter or a typographic sign, and no well-formed UTF-8 sequence anywhere.
fn looks_like_windows_1252(head: &[u8]) -> bool {
    let mut rest = head;
    let mut single = 0_usize;
    loop {
        match std::str::from_utf8(rest) {
            Ok(valid) => return single > 0 && valid.is_ascii(),
            Err(error) => {
                let (valid, bad) = rest.split_at(error.valid_up_to());
                if !valid.is_ascii() {
                    return false;
                }
                let Some(length) = error.error_len() else { return single > 0 };
                let Some((&[byte, ..], after)) = bad.split_at_checked(length) else { return false };
                let beside_letter = valid.last().is_some_and(u8::is_ascii_alphabetic)
                    || after.first().is_some_and(u8::is_ascii_alphabetic);
                let sign = matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0xA0 | 0xAB | 0xBB);
                let letter = matches!(byte, 0xC0..=0xFD | 0x8A | 0x8C | 0x8E | 0x9A | 0x9C | 0x9E) && beside_letter;
                if length > 1 || !(sign || letter) {
                    return false;
                }
                single += 1;
                rest = after;
            }
        }
    }
}

/// Bytes that were not text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replaced {
    /// How many places became U+FFFD.
    pub(crate) count: u64,
    /// Line of the first, from 1.
    pub(crate) first_line: u64,
}

/// Decodes a stream into UTF-8 text.
pub(crate) struct Decoder<'a> {
    reader: Box<dyn Read + 'a>,
    encoding: Encoding,
    other: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    /// Bytes of an unfinished character at the front of `raw`.
    held: usize,
    line_breaks: u64,
    replaced: Replaced,
    ended: bool,
}

/// Bytes asked of the reader at a time.
const READ: usize = 256 << 10;

impl<'a> Decoder<'a> {
    /// Returns a decoder at the first byte of `reader`.
    pub(crate) fn new(reader: Box<dyn Read + 'a>, encoding: Encoding) -> Self {
        let other = match encoding {
            Encoding::Utf8 | Encoding::Utf8WithMark => None,
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Windows1252 => Some(WINDOWS_1252.new_decoder_without_bom_handling()),
        };
        Self {
            reader,
            encoding,
            other,
            raw: vec![0; READ],
            held: 0,
            line_breaks: 0,
            replaced: Replaced::default(),
            ended: false,
        }
    }

    /// Returns what was not text so far.
    pub(crate) fn replaced(&self) -> &Replaced {
        &self.replaced
    }

    /// Appends text until `text` has `length` bytes or the stream ends; returns whether it ended. After an error, what
    /// was decoded before it is in `text`.
    pub(crate) fn fill(&mut self, text: &mut String, length: usize) -> io::Result<bool> {
        text.reserve(length.saturating_sub(text.len()).min(8 << 20));
        while text.len() < length && !self.ended {
            let wanted = (length - text.len()).clamp(512, READ);
            let spare = self.raw.get_mut(self.held..self.held + wanted).unwrap_or_default();
            let read = match self.reader.read(spare) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    self.decode(text, self.held, true);
                    return Err(error);
                }
            };
            self.ended = read == 0;
            self.decode(text, self.held + read, read == 0);
        }
        Ok(self.ended)
    }

    fn decode(&mut self, text: &mut String, length: usize, last: bool) {
        let raw = std::mem::take(&mut self.raw);
        let bytes = raw.get(..length).unwrap_or_default();
        let before = text.len();
        let used = match &mut self.other {
            None => decode_utf8(bytes, last, text, self.line_breaks, &mut self.replaced),
            Some(decoder) => decode_other(decoder, bytes, last, text, self.line_breaks, &mut self.replaced),
        };
        let added = text.as_bytes().get(before..).unwrap_or_default();
        self.line_breaks += memchr::memchr_iter(b'\n', added).count() as u64;
        self.raw = raw;
        self.held = length - used.min(length);
        self.raw.copy_within(used.min(length)..length, 0);
        if self.raw.len() < self.held + READ {
            self.raw.resize(self.held + READ, 0);
        }
    }
}

fn note(replaced: &mut Replaced, text: &str, before: usize, line_breaks: u64) {
    replaced.count += 1;
    if replaced.count == 1 {
        let added = text.as_bytes().get(before..).unwrap_or_default();
        replaced.first_line = line_breaks + memchr::memchr_iter(b'\n', added).count() as u64 + 1;
    }
}

/// Returns how many bytes were used; the others begin an unfinished character.
fn decode_utf8(bytes: &[u8], last: bool, text: &mut String, line_breaks: u64, replaced: &mut Replaced) -> usize {
    let before = text.len();
    let mut rest = bytes;
    loop {
        let error = match simdutf8::compat::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                return bytes.len();
            }
            Err(error) => error,
        };
        let (valid, bad) = rest.split_at(error.valid_up_to());
        text.push_str(std::str::from_utf8(valid).unwrap_or_default());
        match error.error_len() {
            None if !last => return bytes.len() - bad.len(),
            length => {
                note(replaced, text, before, line_breaks);
                text.push('\u{FFFD}');
                rest = bad.get(length.unwrap_or(bad.len())..).unwrap_or_default();
            }
        }
    }
}

fn decode_other(
    decoder: &mut encoding_rs::Decoder,
    bytes: &[u8],
    last: bool,
    text: &mut String,
    line_breaks: u64,
    replaced: &mut Replaced,
) -> usize {
    let before = text.len();
    let mut rest = bytes;
    loop {
        let need = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 3);
        text.reserve(need);
        let (result, used) = decoder.decode_to_string_without_replacement(rest, text, last);
        rest = rest.get(used..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return bytes.len(),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                note(replaced, text, before, line_breaks);
                text.push('\u{FFFD}');
            }
        }
    }
}

impl fmt::Debug for Decoder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder").field("encoding", &self.encoding).field("ended", &self.ended).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, the hardest way to read a file.
    struct Dripping<'a>(&'a [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match (self.0.split_first(), into.first_mut()) {
                (Some((first, rest)), Some(place)) => {
                    *place = *first;
                    self.0 = rest;
                    Ok(1)
                }
                _ => Ok(0),
            }
        }
    }

    fn decoded(bytes: &[u8]) -> (String, Encoding, u64, u64) {
        let mut decoder = Decoder::new(Box::new(Dripping(bytes)), Encoding::of(bytes));
        let mut text = String::new();
        while !decoder.fill(&mut text, usize::MAX >> 1).unwrap() {}
        (text, decoder.encoding, decoder.replaced().count, decoder.replaced().first_line)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_becomes_the_same_text() {
        let text = "{\"userDisplayName\":\"Zoë Müller 大和\"}";
        assert_eq!(decoded(text.as_bytes()), (text.into(), Encoding::Utf8, 0, 0));
        let marked = format!("\u{FEFF}{text}");
        assert_eq!(decoded(marked.as_bytes()), (marked.clone(), Encoding::Utf8WithMark, 0, 0));
        assert_eq!(decoded(&utf16(&marked, u16::to_le_bytes)), (marked.clone(), Encoding::Utf16Le, 0, 0));
        assert_eq!(decoded(&utf16(&marked, u16::to_be_bytes)), (marked, Encoding::Utf16Be, 0, 0));
        assert_eq!(decoded(&utf16(text, u16::to_le_bytes)).1, Encoding::Utf16Le, "no mark");
        assert_eq!(decoded(&utf16(text, u16::to_be_bytes)).1, Encoding::Utf16Be, "no mark");
    }

    #[test]
    fn an_old_code_page_is_told_from_damaged_utf_8() {
        let (text, encoding, replaced, _) = decoded(b"User,City\r\nZo\xEB M\xFCller,K\xF6ln\r\n");
        assert_eq!((text.as_str(), encoding, replaced), ("User,City\r\nZoë Müller,Köln\r\n", Encoding::Windows1252, 0));
        let (text, encoding, replaced, line) = decoded(b"{\"a\":\"x\"}\n{\"a\":\"\xFF\xFE\"}\n");
        assert_eq!((encoding, replaced, line), (Encoding::Utf8, 2, 2));
        assert_eq!(text, "{\"a\":\"x\"}\n{\"a\":\"\u{FFFD}\u{FFFD}\"}\n");
        let (_, encoding, replaced, line) = decoded("{\"a\":\"é\"}\n{\"a\":\"K\u{F6}ln\"}".as_bytes());
        assert_eq!((encoding, replaced, line), (Encoding::Utf8, 0, 0));
        assert_eq!(decoded(b"{\"a\":\"\xC3\x28\"}").2, 1, "a sequence broken off");
        assert_eq!(decoded(b"{\"a\":\"\xC3").2, 1, "a file cut inside a character");
    }
}
