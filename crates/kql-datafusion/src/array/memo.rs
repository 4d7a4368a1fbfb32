//! What was found of texts that come again from the same place in memory, as those of a dictionary in a Parquet file do.

use datafusion::arrow::array::{ByteView, MAX_INLINE_VIEW_LEN, StringViewArray};
use datafusion::arrow::buffer::Buffer;

/// How many texts are remembered at a time, as a power of two.
const REMEMBERED: u32 = 13;
/// How many buffers are held, so that no other text can come to lie in their places.
const MOST_BUFFERS: usize = 8;
/// After so many texts it is decided whether remembering pays.
const TRIAL: u32 = 1 << 15;
/// The key of no text: none is so long.
const NONE: u128 = u128::MAX;

/// Remembers a number for each text, and the group it was last seen in. A text that is forgotten for another is only found anew.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    entries: Vec<Entry>,
    buffers: Vec<Buffer>,
    /// Where each buffer of the batch lies.
    places: Vec<usize>,
    tried: u32,
    found: u32,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    key: u128,
    number: u64,
    group: usize,
}

impl Memo {
    /// Forgets all: groups may have other numbers from now on.
    pub(crate) fn forget(&mut self) {
        self.entries.clear();
        self.buffers.clear();
    }

    /// Gets ready for the texts of a batch.
    pub(crate) fn begin(&mut self, texts: &StringViewArray) {
        if self.tried > TRIAL && self.found < self.tried / 4 {
            self.forget();
            return;
        }
        let held = |buffer: &Buffer, held: &[Buffer]| held.iter().any(|other| other.ptr_eq(buffer));
        let fresh: Vec<&Buffer> = texts.data_buffers().iter().filter(|buffer| !held(buffer, &self.buffers)).collect();
        if self.buffers.len() + fresh.len() > MOST_BUFFERS {
            self.forget();
        }
        if self.entries.is_empty() {
            self.entries.resize(1 << REMEMBERED, Entry { key: NONE, number: 0, group: 0 });
        }
        for buffer in texts.data_buffers() {
            if !held(buffer, &self.buffers) {
                self.buffers.push(buffer.clone());
            }
        }
        self.places.clear();
        self.places.extend(texts.data_buffers().iter().map(|buffer| buffer.as_ptr().addr()));
    }

    /// The number of a text of the batch, found by `find` when it is not remembered, and whether its last group was another.
    pub(crate) fn number(&mut self, view: u128, group: usize, find: impl FnOnce() -> u64) -> (u64, bool) {
        let key = self.key(view);
        let place = place(key);
        let Some(entry) = self.entries.get_mut(place) else { return (find(), true) };
        self.tried = self.tried.saturating_add(1);
        if entry.key != key {
            *entry = Entry { key, number: find(), group };
            return (entry.number, true);
        }
        self.found = self.found.saturating_add(1);
        let other = entry.group != group;
        entry.group = group;
        (entry.number, other)
    }

    /// What tells texts apart as long as their buffers are held: a short text, or a length and a place in memory.
    fn key(&self, view: u128) -> u128 {
        let long = ByteView::from(view);
        if long.length <= MAX_INLINE_VIEW_LEN {
            return view;
        }
        let start = self.places.get(long.buffer_index as usize).copied().unwrap_or_default();
        (((start + long.offset as usize) as u128) << 64) | u128::from(long.length)
    }
}

fn place(key: u128) -> usize {
    let folded = (key as u64).rotate_left(32) ^ ((key >> 64) as u64);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - REMEMBERED)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_once_for_a_place_and_a_group() {
        let texts = StringViewArray::from(vec!["a text that is not short", "short", "a text that is not short"]);
        let mut memo = Memo::default();
        memo.begin(&texts);
        let number = |memo: &mut Memo, row: usize, group, found| memo.number(texts.views()[row], group, || found);
        assert_eq!(number(&mut memo, 0, 7, 1), (1, true));
        assert_eq!(number(&mut memo, 0, 7, 99), (1, false));
        assert_eq!(number(&mut memo, 0, 8, 99), (1, true));
        assert_eq!(number(&mut memo, 1, 8, 2), (2, true));
        assert_eq!(number(&mut memo, 1, 9, 99), (2, true));
        memo.forget();
        memo.begin(&texts);
        assert_eq!(number(&mut memo, 0, 8, 3), (3, true));
    }

    #[test]
    fn texts_of_other_batches_are_never_taken_for_each_other() {
        let mut memo = Memo::default();
        for number in 0..1000_u64 {
            let texts = StringViewArray::from_iter_values([format!("a text that is not short, number {number:08}")]);
            memo.begin(&texts);
            assert_eq!(memo.number(texts.views()[0], 0, || number), (number, true));
            assert!(memo.buffers.len() <= MOST_BUFFERS);
        }
    }
}
