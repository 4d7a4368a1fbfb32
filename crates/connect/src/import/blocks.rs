//! A leaf's text, block by block.

use std::io;

use super::encoding::{Decoder, Replaced};
use super::framing::{Block, Splitter};

/// Reads a leaf as blocks of whole records.
pub(crate) struct Blocks<'a> {
    decoder: Decoder<'a>,
    splitter: Box<dyn Splitter>,
    text: String,
    offset: u64,
    line: u64,
    block: usize,
    want: usize,
    ended: bool,
    damage: Option<io::Error>,
    padding: u64,
}

/// Takes NUL bytes off the end, which file systems and copying leave there, and returns how many they were. Where nothing
/// else is in the text they stay, unless something came `before`.
pub(crate) fn take_padding(text: &mut String, before: bool) -> u64 {
    let kept = text.trim_end_matches(|c: char| c == '\0' || c.is_whitespace()).len();
    let tail = text.get(kept..).unwrap_or_default();
    let Some(first) = tail.find('\0').filter(|_| before || kept > 0) else { return 0 };
    let padding = memchr::memchr_iter(0, tail.as_bytes()).count() as u64;
    text.truncate(kept + first);
    padding
}

impl<'a> Blocks<'a> {
    /// Returns the blocks of a leaf of which `text` has been decoded already.
    pub(crate) fn new(
        decoder: Decoder<'a>,
        splitter: Box<dyn Splitter>,
        text: String,
        ended: bool,
        damage: Option<io::Error>,
        block: usize,
    ) -> Self {
        Self { decoder, splitter, text, offset: 0, line: 1, block, want: block, ended, damage, padding: 0 }
    }

    /// Returns the next block; none at the end, or where the leaf could not be read further.
    pub(crate) fn next(&mut self) -> Option<Block> {
        loop {
            if !self.ended {
                match self.decoder.fill(&mut self.text, self.want) {
                    Ok(ended) => self.ended = ended,
                    Err(error) => {
                        self.ended = true;
                        self.damage = Some(error);
                    }
                }
            }
            if self.ended {
                self.padding += take_padding(&mut self.text, self.offset > 0);
            }
            if let Some((text, content)) = self.splitter.split(&mut self.text, self.ended) {
                self.want = self.block;
                let last = self.ended && self.text.is_empty();
                let block = Block { offset: self.offset, line: self.line, last, content, text };
                self.offset += block.text.len() as u64;
                self.line += memchr::memchr_iter(b'\n', block.text.as_bytes()).count() as u64;
                return Some(block);
            }
            if self.ended {
                return None;
            }
            self.want = self.text.len() + self.block;
        }
    }

    /// Returns whether the first block is also the last.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Adds NUL bytes that were taken off before.
    pub(crate) fn add_padding(&mut self, padding: u64) {
        self.padding += padding;
    }

    /// Returns how many NUL bytes at the end were left out.
    pub(crate) fn padding(&self) -> u64 {
        self.padding
    }

    /// Returns what kept the leaf from being read to its end.
    pub(crate) fn damage(&mut self) -> Option<io::Error> {
        self.damage.take()
    }

    /// Returns what was not text.
    pub(crate) fn replaced(&self) -> &Replaced {
        self.decoder.replaced()
    }
}
