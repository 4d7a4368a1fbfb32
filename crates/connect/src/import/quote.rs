//! The text of one record, found again in the file it came from.

use super::containers::Stream;
use super::encoding::{Decoder, Encoding};
use super::read::Reading;
use super::sink::Sink;
use super::{Error, LeafInfo, Options, Source};

/// Text decoded at a time on the way to the record.
const STEP: usize = 1 << 20;

/// The record that is looked for.
#[derive(Debug)]
pub(crate) struct Quote<'a> {
    member: Option<&'a str>,
    offset: u64,
    length: usize,
    found: Option<String>,
}

/// Returns the text of the record that begins at `offset` of the leaf `member` and has `length` bytes, both counted in the
/// leaf's text as UTF-8, as the rows of an import tell them. None where the file has no such leaf, or the leaf ends before.
pub fn quote(
    source: &dyn Source,
    member: Option<&str>,
    offset: u64,
    length: u32,
    options: &Options,
) -> Result<Option<String>, Error> {
    let mut nobody = Nobody;
    let mut reading = Reading::new(source, options, &mut nobody);
    reading.quote = Some(Quote { member, offset, length: length as usize, found: None });
    reading.begin()?;
    Ok(reading.quote.and_then(|quote| quote.found))
}

impl Quote<'_> {
    /// Looks into a leaf, if it is the one; a leaf that cannot be read on ends there.
    pub(crate) fn look(&mut self, stream: Stream<'_>, member: Option<&str>) {
        if self.member != member || self.found.is_some() {
            return;
        }
        let encoding = Encoding::of(&stream.head);
        let mut decoder = Decoder::new(stream.whole(), encoding);
        let mut skipped = 0_u64;
        let mut text = String::new();
        loop {
            let wanted = usize::try_from(self.offset - skipped).unwrap_or(usize::MAX);
            let ended =
                decoder.fill(&mut text, wanted.saturating_add(self.length).min(STEP.max(self.length))).unwrap_or(true);
            if let Some(found) = text.get(wanted..wanted.saturating_add(self.length)) {
                self.found = Some(found.to_owned());
                return;
            }
            // With all of it at hand, only a place inside a character has no text.
            if ended || text.len().checked_sub(wanted).is_some_and(|behind| behind >= self.length) {
                return;
            }
            // Only text before the record is let go, and only up to the beginning of a character.
            let mut done = wanted.min(text.len());
            while !text.is_char_boundary(done) {
                done -= 1;
            }
            text.drain(..done);
            skipped += done as u64;
        }
    }
}

/// Takes no rows, since none are made.
struct Nobody;

impl Sink for Nobody {
    fn rows(&mut self, _leaf: &LeafInfo, _mapped: Vec<tables::Mapped>) -> Result<(), super::SinkError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::BytesSource;
    use super::*;

    #[test]
    fn a_record_is_found_by_its_place_however_the_file_was_written() {
        let text = "{\"a\":\"Zoë\"}\n".repeat(200_000) + "{\"b\":\"é\"}\n";
        let (offset, length) = (13 * 200_000, 10);
        let options = Options::default();
        let find = |bytes: &[u8], offset| quote(&BytesSource::new("x", bytes), None, offset, length, &options).unwrap();
        assert_eq!(find(text.as_bytes(), offset).as_deref(), Some("{\"b\":\"é\"}"));
        assert_eq!(find(&zstd::encode_all(text.as_bytes(), 1).unwrap(), offset).as_deref(), Some("{\"b\":\"é\"}"));
        let wide: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(find(&wide, offset + 3).as_deref(), Some("{\"b\":\"é\"}"), "the mark counts as the text it is");
        assert_eq!(find(text.as_bytes(), offset + 13), None, "beyond the end");
        assert_eq!(find(text.as_bytes(), 9), None, "inside a character, where no record begins");
        assert_eq!(find(text.as_bytes(), 13 * 100_000 + 9), None, "the same, further on than is read at once");
        assert_eq!(quote(&BytesSource::new("x", text.as_bytes()), Some("inner"), 0, 1, &options).unwrap(), None);
    }
}
