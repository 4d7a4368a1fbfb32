//! The archive's state, folded from the chain.

use std::collections::{BTreeMap, BTreeSet};

use super::{Removed, SealedRemoval};
use crate::seal::{Column, Completed, DataFile, Entry, EntryKind, EvidenceSeal, Redacted, RowSum};
use crate::{Error, LeafAccount, SealedAct};

/// Everything the entries up to one of them add up to.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// Number of the last entry; 0 before the first.
    pub(crate) number: u64,
    /// Its hash; of `archive.json` before the first.
    pub(crate) hash: String,
    /// When it was sealed, in microseconds since 1970; none before the first.
    pub(crate) sealed: Option<i64>,
    /// Delta tables by path, such as `tables/SigninLogs`.
    pub(crate) tables: BTreeMap<String, TableState>,
    /// Evidence by SHA-256.
    pub(crate) evidence: BTreeMap<String, EvidenceSeal>,
    /// Every leaf, in the order of import.
    pub(crate) leaves: Vec<LeafAccount>,
    /// Evidence that has been imported to its end.
    pub(crate) completed: Vec<Completed>,
    /// Documents by SHA-256.
    pub(crate) documents: BTreeMap<String, EvidenceSeal>,
    /// What people did, in the order of doing.
    pub(crate) acts: Vec<SealedAct>,
    /// What was removed, in the order of the chain.
    pub(crate) removals: Vec<SealedRemoval>,
    /// Evidence that was removed and has not come again since, with the entry that removed it.
    pub(crate) gone: BTreeMap<String, u64>,
    /// Keys of records that were removed because the person they are about asked for it, with the entry. They are not taken in again.
    pub(crate) refused: BTreeMap<[u8; 16], u64>,
    /// The last entry that brought rows; 0 where none did.
    pub(crate) brought: u64,
    /// The entry that sealed each evidence object, by SHA-256; also of one that was removed since.
    pub(crate) evidence_entry: BTreeMap<String, u64>,
    /// The entry that sealed each document, by SHA-256.
    pub(crate) document_entry: BTreeMap<String, u64>,
}

/// A Delta table.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableState {
    /// Version of the Delta table; none before its first commit.
    pub(crate) version: Option<u64>,
    /// Columns.
    pub(crate) columns: Vec<Column>,
    /// Live files by path within the table.
    pub(crate) files: BTreeMap<String, DataFile>,
    /// Rows.
    pub(crate) rows: u64,
    /// Sum over the rows.
    pub(crate) sum: RowSum,
}

/// A live file with the table it belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Live<'a> {
    /// Path of the table.
    pub(crate) table: &'a str,
    /// The file.
    pub(crate) file: &'a DataFile,
}

/// What an archive has of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableInfo {
    /// Table.
    pub table: String,
    /// Rows shown.
    pub rows: u64,
    /// Rows that a newer or richer version of the same record superseded.
    pub versions: u64,
    /// Time of the first row shown, in microseconds since 1970.
    pub first: Option<i64>,
    /// Time of the last.
    pub last: Option<i64>,
    /// Tenants that have rows.
    pub tenants: Vec<String>,
    /// Bytes on disk, versions included.
    pub bytes: u64,
    /// Files, versions included.
    pub files: u64,
}

impl State {
    /// Returns the state before the first entry of an archive whose identity has this hash.
    pub(crate) fn new(identity: String) -> Self {
        Self { hash: identity, ..Self::default() }
    }

    /// Adds an entry.
    pub(crate) fn apply(&mut self, entry: Entry, hash: String) -> Result<(), Error> {
        let path = crate::seal::entry_path(entry.number);
        if entry.kind == EntryKind::Import && entry.tables.values().any(|change| !change.added.is_empty()) {
            self.brought = entry.number;
        }
        for (name, change) in entry.tables {
            let table = self.tables.entry(name).or_default();
            table.version = Some(change.version);
            if let Some(columns) = change.columns {
                table.columns = columns;
            }
            for removed in change.removed {
                table.files.remove(&removed);
            }
            for added in change.added {
                table.files.insert(added.path.clone(), added);
            }
            table.rows = change.after.rows;
            table.sum =
                RowSum::from_hex(&change.after.sum).ok_or_else(|| Error::broken(&path, "a digest in it is not one"))?;
        }
        let number = entry.number;
        self.evidence_entry.extend(entry.evidence.iter().map(|object| (object.sha256.clone(), number)));
        for object in &entry.evidence {
            self.gone.remove(&object.sha256);
        }
        self.evidence.extend(entry.evidence.into_iter().map(|object| (object.sha256.clone(), object)));
        self.document_entry.extend(entry.documents.iter().map(|object| (object.sha256.clone(), number)));
        self.documents.extend(entry.documents.into_iter().map(|object| (object.sha256.clone(), object)));
        self.acts.extend(entry.acts.into_iter().map(|act| SealedAct { entry: number, hash: hash.clone(), act }));
        self.leaves.extend(entry.leaves);
        self.completed.extend(entry.completed);
        if let Some(removed) = entry.removed {
            self.forget(number, &removed).map_err(|what| Error::broken(&path, what))?;
            self.removals.push(SealedRemoval { entry: number, hash: hash.clone(), at: entry.time, removed });
        }
        self.number = entry.number;
        self.hash = hash;
        self.sealed = Some(entry.time);
        Ok(())
    }

    /// Takes a removal in, but for the rows, of which the tables tell.
    fn forget(&mut self, entry: u64, removed: &Removed) -> Result<(), &'static str> {
        for object in &removed.evidence {
            self.evidence.remove(&object.sha256);
            self.completed.retain(|done| done.evidence != object.sha256);
            self.gone.insert(object.sha256.clone(), entry);
        }
        for object in &removed.redacted {
            let seal =
                self.evidence.get_mut(&object.sha256).ok_or("it cuts records out of evidence that is not there")?;
            seal.stored_sha256.clone_from(&object.stored_sha256);
            seal.stored_size = object.stored_size;
            seal.redacted = Some(Redacted { entry, content: object.content.clone() });
        }
        for stub in &removed.stubs {
            let mut key = [0; 16];
            hex::decode_to_slice(&stub.key, &mut key).map_err(|_invalid| "a key in it is not one")?;
            self.refused.insert(key, entry);
        }
        Ok(())
    }

    /// Returns the paths of evidence that was removed, or cut and written again, and that nothing names any more.
    pub(crate) fn left_behind(&self) -> BTreeSet<String> {
        let all = self.removals.iter().map(|sealed| &sealed.removed);
        let mut paths: BTreeSet<String> = all
            .flat_map(|removed| {
                let evidence = removed.evidence.iter().map(|object| object.path.clone());
                evidence.chain(removed.redacted.iter().map(|object| object.replaced.clone()))
            })
            .collect();
        if !paths.is_empty() {
            for seal in self.evidence.values() {
                paths.remove(&seal.path());
            }
        }
        paths
    }

    /// Returns every live file, in the order of table and path.
    pub(crate) fn live(&self) -> impl Iterator<Item = Live<'_>> {
        self.tables
            .iter()
            .flat_map(|(table, state)| state.files.values().map(move |file| Live { table: table.as_str(), file }))
    }

    /// Returns what there is of each table, in the order of names.
    pub(crate) fn tables(&self) -> Vec<TableInfo> {
        let names: BTreeSet<&str> =
            self.tables.keys().filter_map(|path| path.split_once('/')).map(|(_twin, name)| name).collect();
        names.into_iter().map(|name| self.table(name)).collect()
    }

    fn table(&self, name: &str) -> TableInfo {
        let shown = self.tables.get(&format!("tables/{name}"));
        let versions = self.tables.get(&format!("versions/{name}"));
        let files = || shown.into_iter().flat_map(|table| table.files.values());
        let all = || files().chain(versions.into_iter().flat_map(|table| table.files.values()));
        let tenants: BTreeSet<&str> = files().map(|file| file.tenant.as_str()).collect();
        TableInfo {
            table: name.to_owned(),
            rows: shown.map_or(0, |table| table.rows),
            versions: versions.map_or(0, |table| table.rows),
            first: files().filter_map(|file| file.times).map(|times| times.0).min(),
            last: files().filter_map(|file| file.times).map(|times| times.1).max(),
            tenants: tenants.into_iter().map(str::to_owned).collect(),
            bytes: all().map(|file| file.size).sum(),
            files: all().count() as u64,
        }
    }
}
