//! Counts what no column holds, so that nothing is missed without being said.

use std::collections::BTreeMap;

/// Different names kept apart; the rest are counted together, so that hostile input cannot fill the memory.
const MOST_NAMES: usize = 2_000;
const THE_REST: &str = "(further fields)";

/// Names of fields without a column, with how often each had a value.
#[derive(Debug, Default)]
pub(crate) struct Unmapped {
    names: BTreeMap<Box<str>, u64>,
}

impl Unmapped {
    /// Counts a field. Annotations of the transport (`@odata.…`) are not fields.
    pub(crate) fn count(&mut self, name: &str) {
        if let Some(seen) = self.names.get_mut(name) {
            *seen += 1;
        } else if !name.starts_with("@odata.") {
            let name = if self.names.len() < MOST_NAMES { name } else { THE_REST };
            *self.names.entry(name.into()).or_default() += 1;
        }
    }

    /// Moves the counts out.
    pub(crate) fn take(&mut self) -> Vec<(String, u64)> {
        std::mem::take(&mut self.names).into_iter().map(|(name, seen)| (name.into(), seen)).collect()
    }
}
