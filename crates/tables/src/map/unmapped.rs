//! Counts what no column holds, so that nothing is missed without being said.

use std::collections::BTreeMap;

/// Different names kept apart; the rest are counted together, so that hostile input cannot fill the memory.
const MOST_NAMES: usize = 2_000;
const THE_REST: &str = "(further fields)";

/// Names of fields without a column, with how often each had a value.
#[derive(Debug, Default)]
pub(crate) struct Unmapped {
    numbers: BTreeMap<Box<str>, u32>,
    counts: Vec<u64>,
    /// Fields of the record at hand, which may yet be refused or go elsewhere.
    pending: Vec<u32>,
}

impl Unmapped {
    /// Notes a field of the record at hand. Annotations of the transport (`@odata.…`) are not fields.
    pub(crate) fn note(&mut self, name: &str) {
        if let Some(number) = self.numbers.get(name) {
            self.pending.push(*number);
        } else if !name.starts_with("@odata.") {
            let name = if self.numbers.len() < MOST_NAMES { name } else { THE_REST };
            let next = self.counts.len() as u32;
            let number = *self.numbers.entry(name.into()).or_insert(next);
            if number == next {
                self.counts.push(0);
            }
            self.pending.push(number);
        }
    }

    /// Counts what was noted: the record became a row.
    pub(crate) fn settle(&mut self) {
        for number in self.pending.drain(..) {
            if let Some(count) = self.counts.get_mut(number as usize) {
                *count += 1;
            }
        }
    }

    /// Drops what was noted.
    pub(crate) fn forget(&mut self) {
        self.pending.clear();
    }

    /// Moves the counts out, in the order of their names.
    pub(crate) fn take(&mut self) -> Vec<(String, u64)> {
        let Self { numbers, counts, .. } = std::mem::take(self);
        let counted = numbers.into_iter().map(|(name, number)| {
            let count = counts.get(number as usize).copied().unwrap_or_default();
            (name.into(), count)
        });
        counted.filter(|(_, count)| *count > 0).collect()
    }
}
