//! Commits a batch: seals an entry, publishes it, and begins the next.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::partition::Twin;
use super::publish::publish;
use super::writer::{Batch, Change, Home, Writer};
use crate::delta::{extend, of_table};
use crate::seal::{Column, DataFile, Entry, EntryKind, TableChange, TableDigest, entry_path, seal};
use crate::{Act, Error, Head};

/// An entry of the chain that has been written and published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The head of the chain now.
    pub head: Head,
}

impl Writer {
    /// Makes everything since the last commit visible at once, sealed. Returns none where nothing has changed.
    pub fn commit(&mut self) -> Result<Option<Sealed>, Error> {
        self.check()?;
        let result = self.commit_batch(EntryKind::Import);
        self.guard(result)
    }

    pub(super) fn commit_batch(&mut self, kind: EntryKind) -> Result<Option<Sealed>, Error> {
        self.settle()?;
        let Batch { evidence, leaves, completed, changes, documents, acts, confided, removed, .. } =
            std::mem::take(&mut self.batch);
        let mut tables = BTreeMap::new();
        for (path, change) in changes {
            if !change.added.is_empty() || !change.removed.is_empty() {
                let change = self.table_change(&path, change)?;
                tables.insert(path, change);
            }
        }
        let no_records = evidence.is_empty() && leaves.is_empty() && completed.is_empty() && tables.is_empty();
        if no_records && documents.is_empty() && acts.is_empty() && removed.is_none() {
            return Ok(None);
        }
        let kind = if no_records && removed.is_none() { EntryKind::Record } else { kind };
        let told = told(&acts, &confided);
        let entry = Entry {
            number: self.state.number + 1,
            previous: self.state.hash.clone(),
            archive: self.identity.archive.clone(),
            kind,
            time: self.clock.now(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            evidence: evidence.into_values().collect(),
            tables,
            leaves,
            completed,
            documents: documents.into_values().collect(),
            acts: told,
            removed,
        };
        self.storage.sync()?;
        let (bytes, hash) = seal("entry", &entry, &self.signer)?;
        let path = entry_path(entry.number);
        if !self.storage.put_new(&path, Bytes::from(bytes))? {
            return Err(Error::broken(&path, "another writer made this entry"));
        }
        publish(&self.storage, &self.signer, &entry, &hash)?;
        let sealed = Sealed { head: Head { entry: entry.number, hash: hash.clone() } };
        self.state.apply(entry, hash)?;
        // The state knows what the chain does not tell.
        let before = self.state.acts.len() - acts.len();
        for (sealed, act) in self.state.acts.iter_mut().skip(before).zip(acts) {
            sealed.act = act;
        }
        self.begin_next();
        Ok(Some(sealed))
    }

    fn table_change(&self, path: &str, change: Change) -> Result<TableChange, Error> {
        let before = self.state.tables.get(path).cloned().unwrap_or_default();
        let mut sum = before.sum;
        sum.merge(&change.plus);
        sum.remove(&change.minus);
        let rows = (before.rows + change.rows_more).saturating_sub(change.rows_less);
        Ok(TableChange {
            version: before.version.map_or(0, |version| version + 1),
            columns: self.new_columns(path, &before.columns)?,
            added: change.added.into_values().collect::<Vec<DataFile>>(),
            removed: change.removed,
            after: TableDigest { rows, sum: sum.to_hex() },
        })
    }

    /// Returns the columns of a Delta table where they change: what it has, what its twin has, what this program writes.
    fn new_columns(&self, path: &str, stored: &[Column]) -> Result<Option<Vec<Column>>, Error> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let twin = self.state.tables.get(&Twin::Tables.path(name)).map(|twin| twin.columns.as_slice());
        let written = tables::by_name(name).map(of_table).unwrap_or_default();
        let with_twin = extend(name, stored, twin.unwrap_or_default())?;
        let columns = with_twin.as_deref().unwrap_or(stored);
        Ok(extend(name, columns, &written)?.or(with_twin))
    }

    fn begin_next(&mut self) {
        self.buckets.committed();
        self.buckets.shrink(self.options.key_bytes / 2);
        // Numbers of files stay valid for the buckets in memory; where a file was replaced, its number follows it.
        self.live_homes.clear();
        for (number, home) in self.homes.iter_mut().enumerate() {
            if let Home::File(home) = home {
                home.committed = true;
                self.live_homes.insert((home.partition.table_path(), home.file.path.clone()), number as u32);
            }
        }
    }
}

/// Acts as the chain tells them.
fn told(acts: &[Act], confided: &BTreeMap<usize, String>) -> Vec<Act> {
    let told = |(at, act): (usize, &Act)| {
        let mut act = act.clone();
        if let Some(sha256) = confided.get(&at) {
            act.confide(sha256);
        }
        act
    };
    acts.iter().enumerate().map(told).collect()
}
