//! What the active holds cover.

use std::collections::BTreeSet;

use arrow_array::StringArray;

use super::{Edges, Hold, Mentions};

/// A hold, made ready to be asked about rows.
#[derive(Clone, Debug)]
pub(crate) struct Cover {
    /// Its number.
    pub(crate) number: u64,
    tables: BTreeSet<String>,
    from: i64,
    to: i64,
    mentions: Mentions,
    keys: Option<BTreeSet<[u8; 16]>>,
}

impl Cover {
    /// Makes a hold ready; `keys` are the rows that its condition finds, if it has one.
    pub(crate) fn of(hold: &Hold, keys: Option<BTreeSet<[u8; 16]>>) -> Self {
        let terms = &hold.terms;
        Self {
            number: hold.number,
            tables: terms.tables.iter().map(|table| table.to_ascii_lowercase()).collect(),
            from: terms.from.unwrap_or(i64::MIN),
            to: terms.to.unwrap_or(i64::MAX),
            mentions: Mentions::of(terms.people.iter().chain(&terms.addresses).map(String::as_str), Edges::Loose),
            keys,
        }
    }

    /// Returns whether it may cover a row of a table and of times from and to; none where rows have no time.
    pub(crate) fn reaches(&self, table: &str, times: Option<(i64, i64)>) -> bool {
        let of_table = self.tables.is_empty() || self.tables.contains(&table.to_ascii_lowercase());
        of_table && times.is_none_or(|(first, last)| first <= self.to && last >= self.from)
    }

    /// Returns what it looks for in texts, if it looks for anything.
    pub(crate) fn mentions(&self) -> Option<&Mentions> {
        (!self.mentions.is_empty()).then_some(&self.mentions)
    }

    /// Returns whether it covers a row of a table that it reaches. `columns` are those that [`Mentions::columns`] returns.
    pub(crate) fn covers(&self, time: Option<i64>, key: &[u8; 16], columns: &[&StringArray], row: usize) -> bool {
        if time.is_some_and(|time| !(self.from..=self.to).contains(&time)) {
            return false;
        }
        match &self.keys {
            Some(keys) => keys.contains(key) || self.mentions.in_row(columns, row),
            None => self.mentions.is_empty() || self.mentions.in_row(columns, row),
        }
    }
}
