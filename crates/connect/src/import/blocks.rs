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
        Self { decoder, splitter, text, offset: 0, line: 1, block, want: block, ended, damage }
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

    /// Returns what kept the leaf from being read to its end.
    pub(crate) fn damage(&mut self) -> Option<io::Error> {
        self.damage.take()
    }

    /// Returns what was not text.
    pub(crate) fn replaced(&self) -> &Replaced {
        self.decoder.replaced()
    }
}
