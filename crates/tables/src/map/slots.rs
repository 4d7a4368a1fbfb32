//! What a walk found: for each slot the best value so far, as a range of text. Reused from record to record.

use std::{borrow::Cow, ops::Range};

use super::json;

/// A value as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Raw JSON.
    Json(&'a str),
    /// A conversion's text.
    Text(&'a str),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Home {
    #[default]
    Empty,
    Record,
    ScratchJson,
    ScratchText,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    home: Home,
    priority: u16,
    start: u32,
    length: u32,
}

/// The slots of one record.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    slots: Vec<Slot>,
    scratch: String,
}

impl Slots {
    /// Empties the slots and makes sure there are `count`.
    pub(crate) fn reset(&mut self, count: usize) {
        self.scratch.clear();
        self.slots.clear();
        self.slots.resize(count, Slot::default());
    }

    /// Returns whether a value of this priority would be kept. Of equal ones the last stays, as with duplicate keys.
    pub(crate) fn wants(&self, slot: u16, priority: u16) -> bool {
        self.slots.get(usize::from(slot)).is_some_and(|s| s.home == Home::Empty || s.priority >= priority)
    }

    /// Keeps raw JSON that stands in the record itself at `range`.
    pub(crate) fn keep_range(&mut self, slot: u16, priority: u16, range: &Range<usize>) {
        if let Some(slot) = self.slots.get_mut(usize::from(slot)) {
            *slot = Slot {
                home: Home::Record,
                priority,
                start: range.start as u32,
                length: (range.end - range.start) as u32,
            };
        }
    }

    /// Keeps a copy of raw JSON.
    pub(crate) fn keep_json(&mut self, slot: u16, priority: u16, json: &str) {
        self.copy(slot, priority, json, Home::ScratchJson);
    }

    /// Keeps a copy of text.
    pub(crate) fn keep_text(&mut self, slot: u16, priority: u16, text: &str) {
        self.copy(slot, priority, text, Home::ScratchText);
    }

    fn copy(&mut self, slot: u16, priority: u16, text: &str, home: Home) {
        if let Some(slot) = self.slots.get_mut(usize::from(slot)) {
            *slot = Slot { home, priority, start: self.scratch.len() as u32, length: text.len() as u32 };
            self.scratch.push_str(text);
        }
    }

    /// Returns the text of what a slot holds.
    pub(crate) fn text<'a>(&'a self, slot: usize, record: &'a str) -> Option<Cow<'a, str>> {
        Some(match self.get(slot, record)? {
            Cell::Json(raw) => json::string(raw).unwrap_or(Cow::Borrowed(raw)),
            Cell::Text(text) => Cow::Borrowed(text),
        })
    }

    /// Returns where in the record itself the value of a slot stands.
    pub(crate) fn range(&self, slot: usize) -> Option<Range<usize>> {
        let slot = self.slots.get(slot).filter(|slot| slot.home == Home::Record)?;
        Some(slot.start as usize..slot.start as usize + slot.length as usize)
    }

    /// Returns what a slot holds.
    #[inline]
    pub(crate) fn get<'a>(&'a self, slot: usize, record: &'a str) -> Option<Cell<'a>> {
        let slot = self.slots.get(slot)?;
        let range = slot.start as usize..slot.start as usize + slot.length as usize;
        match slot.home {
            Home::Empty => None,
            Home::Record => record.get(range).map(Cell::Json),
            Home::ScratchJson => self.scratch.get(range).map(Cell::Json),
            Home::ScratchText => self.scratch.get(range).map(Cell::Text),
        }
    }
}
