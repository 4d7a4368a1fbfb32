//! Delimited text cut into blocks of whole rows: a line break ends a row unless it stands inside quotes.

use super::block::Content;
use super::split::{Splitter, take};

/// How the rows of a block are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delimited {
    /// Byte between cells.
    pub(crate) delimiter: u8,
    /// Where the first row of the block begins.
    pub(crate) from: usize,
    /// Whether the block ends inside quotes, so that its last row has no end.
    pub(crate) unclosed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
}

/// Splits delimited text.
#[derive(Debug)]
pub(crate) struct DelimitedSplitter {
    delimiter: u8,
    /// Bytes before the first row: the header and what precedes it.
    skip: usize,
    block: usize,
    limit: usize,
    scanned: usize,
    row: usize,
    place: Place,
}

impl DelimitedSplitter {
    /// Returns a splitter for a text whose first row begins at `skip`. Blocks have about `block` bytes, rows at most
    /// `limit`.
    pub(crate) fn new(delimiter: u8, skip: usize, block: usize, limit: usize) -> Self {
        Self { delimiter, skip, block, limit, scanned: skip, row: 0, place: Place::CellStart }
    }

    fn scan(&mut self, bytes: &[u8]) {
        while let Some(rest) = bytes.get(self.scanned..).filter(|rest| !rest.is_empty()) {
            match self.place {
                Place::CellStart | Place::AfterQuote if rest.first() == Some(&b'"') => {
                    self.place = Place::Quoted;
                    self.scanned += 1;
                }
                Place::CellStart | Place::Plain => {
                    if let Some(found) = memchr::memchr3(self.delimiter, b'\n', b'\r', rest) {
                        self.scanned += found + 1;
                        self.place = Place::CellStart;
                        if rest.get(found) == Some(&b'\n') {
                            self.row = self.scanned;
                        }
                    } else {
                        self.place = Place::Plain;
                        self.scanned = bytes.len();
                    }
                }
                Place::Quoted => match memchr::memchr(b'"', rest) {
                    Some(found) => {
                        self.scanned += found + 1;
                        self.place = Place::AfterQuote;
                    }
                    None => self.scanned = bytes.len(),
                },
                Place::AfterQuote => self.place = Place::Plain,
            }
        }
    }
}

impl Splitter for DelimitedSplitter {
    fn split(&mut self, text: &mut String, ended: bool) -> Option<(String, Content)> {
        if text.is_empty() {
            return None;
        }
        self.scan(text.as_bytes());
        let too_long = text.len().saturating_sub(self.row) > self.limit;
        let unclosed = self.place == Place::Quoted && (ended || too_long);
        let cut = match (ended || too_long, text.len() >= self.block) {
            (true, _) => text.len(),
            (false, true) if self.row > self.skip => self.row,
            _ => return None,
        };
        let delimited = Delimited { delimiter: self.delimiter, from: self.skip.min(cut), unclosed };
        self.skip = 0;
        self.row = 0;
        self.scanned -= cut;
        if too_long {
            self.place = Place::CellStart;
        }
        Some((take(text, cut), Content::Delimited(delimited)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, block: usize) -> Vec<String> {
        let mut splitter = DelimitedSplitter::new(b',', 0, block, 1 << 20);
        let (mut window, mut pieces) = (String::new(), Vec::new());
        for character in text.chars() {
            window.push(character);
            while let Some((piece, _)) = splitter.split(&mut window, false) {
                pieces.push(piece);
            }
        }
        while let Some((piece, _)) = splitter.split(&mut window, true) {
            pieces.push(piece);
        }
        pieces
    }

    #[test]
    fn a_block_ends_between_rows_only() {
        let text = "a,b\r\n\"x\r\ny\",\"say \"\"hi\"\"\n\"\r\n5\" disk,c\r\n";
        for block in 1..text.len() {
            let pieces = split(text, block);
            assert_eq!(pieces.concat(), text);
            let ends = ["a,b\r\n", "hi\"\"\n\"\r\n", "disk,c\r\n"];
            assert!(pieces.iter().all(|p| ends.iter().any(|e| p.ends_with(e))), "{pieces:?}");
        }
        assert_eq!(split(text, 1).len(), 3);
    }
}
