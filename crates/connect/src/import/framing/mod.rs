//! Text → records: where each one begins and ends.
//!
//! Nothing here knows what a record means. Work is cut into [`Block`]s of a few MiB that can be mapped independently;
//! where line breaks between records can be told without looking at all bytes, even the framing is left to the mapping
//! threads.

mod block;
mod delimited;
mod json;
mod pages;
mod scan;
mod split;

pub(crate) use block::{Block, Content};
pub(crate) use delimited::{Delimited, DelimitedSplitter};
pub(crate) use json::{CUT_OFF, Framed, Framer, Span, What};
pub(crate) use pages::Page;
pub(crate) use scan::{Step, ValueScan};
pub(crate) use split::{JsonSplitter, Splitter};

/// Where one record of a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRange {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Why this is not a well-formed record, if it is not.
    pub damage: Option<&'static str>,
}

/// Returns the records of a JSON text, whichever way they are strung together: an array, one a line, one after another,
/// pages around arrays, tables of rows. `block` bytes are looked at a time; the result does not depend on it.
pub fn json_records(text: &str, block: usize) -> Vec<RecordRange> {
    let mut framer = Framer::new(usize::MAX);
    let mut found = Framed::default();
    let step = block.max(1);
    let mut length = 0;
    while length < text.len() {
        length = (length + step).min(text.len());
        framer.advance(text.as_bytes().get(..length).unwrap_or_default(), &mut found);
    }
    framer.finish(text.as_bytes(), true, &mut found);
    let range = |span: Span| {
        let damage = match span.what {
            What::Record(_) | What::Row(_) => None,
            What::Damaged(reason) => Some(reason),
        };
        RecordRange { start: span.start, end: span.end, damage }
    };
    found.spans.into_iter().map(range).collect()
}
