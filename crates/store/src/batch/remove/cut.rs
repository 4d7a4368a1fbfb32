//! Cuts records out of evidence: something of the same length takes their place, so that every other record stays where it is.

use std::collections::VecDeque;
use std::io::{self, Read};

use crate::ledger::CutRange;
use crate::seal::sha256;

/// Reads an object with other bytes in the place of some.
pub(super) struct Cutting<R> {
    from: R,
    position: u64,
    ranges: VecDeque<(u64, u64)>,
    ready: Vec<u8>,
    given: usize,
    /// What was cut so far.
    pub(super) cut: Vec<CutRange>,
}

impl<R: Read> Cutting<R> {
    /// Returns a reader that cuts these stretches, first byte and length, which are in order and apart.
    pub(super) fn new(from: R, ranges: &[(u64, u64)]) -> Self {
        let ranges = ranges.iter().copied().collect();
        Self { from, position: 0, ranges, ready: Vec::new(), given: 0, cut: Vec::new() }
    }

    fn cut(&mut self, offset: u64, length: u64) -> io::Result<()> {
        let mut bytes = Vec::new();
        self.from.by_ref().take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a record lies beyond the object's end"));
        }
        self.position += length;
        self.cut.push(CutRange { offset, length, sha256: sha256(&bytes) });
        self.ready = replacement(&bytes);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Cutting<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.given < self.ready.len() {
                let mut rest = self.ready.get(self.given..).unwrap_or_default();
                let length = rest.read(into)?;
                self.given += length;
                return Ok(length);
            }
            let Some((offset, length)) = self.ranges.front().copied() else { return self.from.read(into) };
            if self.position == offset {
                self.ranges.pop_front();
                self.cut(offset, length)?;
                continue;
            }
            let most = usize::try_from(offset - self.position).unwrap_or(usize::MAX).min(into.len());
            let length = self.from.read(into.get_mut(..most).unwrap_or_default())?;
            if length == 0 && most > 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a record lies beyond the object's end"));
            }
            self.position += length as u64;
            return Ok(length);
        }
    }
}

/// Returns what stands in the place of a record: of a JSON object its hash, as JSON; of anything else blanks. Line feeds stay as many as they were.
fn replacement(record: &[u8]) -> Vec<u8> {
    let object =
        record.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(record).is_ok();
    let feeds = memchr::memchr_iter(b'\n', record).count();
    let stubs = [format!("{{\"removed\":\"sha256:{}\"}}", sha256(record)), "{}".to_owned()];
    let fits = |stub: &&String| object && stub.len() + feeds <= record.len();
    match stubs.iter().find(fits) {
        Some(stub) => {
            let mut bytes = stub.clone().into_bytes();
            bytes.resize(record.len() - feeds, b' ');
            bytes.resize(record.len(), b'\n');
            bytes
        }
        None => record.iter().map(|byte| if matches!(byte, b'\n' | b'\r') { *byte } else { b' ' }).collect(),
    }
}

/// Returns stretches in order, those that touch each other's bytes made one.
pub(super) fn merged(mut ranges: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    ranges.retain(|(_offset, length)| *length > 0);
    ranges.sort_unstable();
    let mut merged: Vec<(u64, u64)> = Vec::new();
    for (offset, length) in ranges {
        match merged.last_mut() {
            Some((first, most)) if offset < *first + *most => *most = (*most).max(offset + length - *first),
            _ => merged.push((offset, length)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(bytes: &[u8], ranges: &[(u64, u64)]) -> io::Result<(Vec<u8>, Vec<CutRange>)> {
        let mut reader = Cutting::new(bytes, ranges);
        let mut all = Vec::new();
        reader.read_to_end(&mut all)?;
        Ok((all, reader.cut))
    }

    #[test]
    fn a_json_record_leaves_its_hash_and_the_text_stays_json() {
        let long = format!(r#"{{"user":"ada@contoso.example","padding":"{}"}}"#, "x".repeat(80));
        let text = format!("[{long},\n{{\"user\":\"b\"}},{{\"user\":\"ada\"}}]");
        let short = text.find(r#"{"user":"ada"}"#).unwrap() as u64;
        let (bytes, ranges) = cut(text.as_bytes(), &[(1, long.len() as u64), (short, 14)]).unwrap();
        assert_eq!(bytes.len(), text.len());
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(json[0]["removed"], format!("sha256:{}", sha256(long.as_bytes())));
        assert_eq!((&json[1]["user"], &json[2]), (&"b".into(), &serde_json::json!({})));
        assert_eq!(ranges[1], CutRange { offset: short, length: 14, sha256: sha256(br#"{"user":"ada"}"#) });
    }

    #[test]
    fn other_records_leave_blanks_and_lines_stay_where_they_are() {
        assert_eq!(replacement(b"1,ada,\"two\r\nlines\""), b"          \r\n      ");
        let pretty = format!("{{\n \"user\": \"ada\",\n \"x\": \"{}\"\n}}", "y".repeat(99));
        let stub = String::from_utf8(replacement(pretty.as_bytes())).unwrap();
        assert_eq!((stub.len(), stub.lines().count()), (pretty.len(), pretty.lines().count() - 1));
        assert!(stub.ends_with("\n\n\n") && stub.starts_with("{\"removed\":\"sha256:"));
        assert_eq!(replacement(b"{\"a\""), b"    ");
    }

    #[test]
    fn a_record_beyond_the_end_is_an_error() {
        assert!(cut(b"abc", &[(2, 5)]).is_err());
        assert!(cut(b"abc", &[(7, 1)]).is_err());
    }

    proptest! {
        /// Whatever is cut: the length stays, the bytes outside stay, and what was cut is on record.
        #[test]
        fn only_what_is_cut_changes(bytes in prop::collection::vec(any::<u8>(), 1..400), wanted in prop::collection::vec((0u64..400, 0u64..60), 0..8)) {
            let fits = |(offset, length): &(u64, u64)| offset + length <= bytes.len() as u64;
            let ranges = merged(wanted.into_iter().filter(fits).collect());
            let (after, said) = cut(&bytes, &ranges).unwrap();
            prop_assert_eq!(after.len(), bytes.len());
            for (at, (old, new)) in bytes.iter().zip(&after).enumerate() {
                let inside = ranges.iter().any(|(offset, length)| (*offset..offset + length).contains(&(at as u64)));
                prop_assert!(inside || old == new);
            }
            prop_assert_eq!(said.len(), ranges.len());
            for (said, (offset, length)) in said.iter().zip(&ranges) {
                prop_assert_eq!((said.offset, said.length), (*offset, *length));
                prop_assert_eq!(&said.sha256, &sha256(&bytes[*offset as usize..(offset + length) as usize]));
            }
        }
    }
}
