//! Removals: what left adds up, and no hold was passed over.

use std::collections::{BTreeMap, BTreeSet};

use super::verdict::Report;
use crate::hold::active;
use crate::ledger::{Removed, State};
use crate::seal::{Entry, EntryKind, RowSum, entry_path, row_element};

/// Checks what an entry says of rows that left, against the state before it.
pub(super) fn check(before: &State, entry: &Entry, report: &mut Report) {
    let path = entry_path(entry.number);
    match (&entry.removed, entry.kind) {
        (Some(removed), EntryKind::Remove) => {
            if let Err(what) = adds_up(before, entry, removed) {
                report.broken(&path, what);
            }
        }
        (Some(_removed), _) => report.broken(&path, "it removes records, and is no removal"),
        (None, EntryKind::Remove) => report.broken(&path, "it is a removal, and does not say what was removed"),
        (None, EntryKind::Compact) => {
            let changed = entry.tables.iter().find(|(table, change)| {
                let old = before.tables.get(*table);
                old.is_none_or(|old| old.rows != change.after.rows || old.sum.to_hex() != change.after.sum)
            });
            if let Some((table, _change)) = changed {
                report.broken(&path, format!("it merged files of {table}, and the rows are not what they were"));
            }
        }
        (None, EntryKind::Import | EntryKind::Record) => {}
    }
}

/// Every table had what it has now and what left; a person's rows add up to their stubs; nothing else is taken.
fn adds_up(before: &State, entry: &Entry, removed: &Removed) -> Result<(), String> {
    if removed.tables.keys().ne(entry.tables.keys()) {
        return Err("the tables it changes are not those it removes rows from".into());
    }
    let mut stubs: BTreeMap<&str, (u64, RowSum)> = BTreeMap::new();
    for stub in &removed.stubs {
        let (mut key, mut content) = ([0; 16], [0; 32]);
        if hex::decode_to_slice(&stub.key, &mut key).and(hex::decode_to_slice(&stub.content, &mut content)).is_err() {
            return Err("a stub in it is not one".into());
        }
        let of_table = stubs.entry(&stub.table).or_default();
        of_table.0 += 1;
        of_table.1.add(&row_element(key, content));
    }
    for (table, rows) in &removed.tables {
        let sums = |text: &str| RowSum::from_hex(text).ok_or_else(|| "a sum in it is not one".to_owned());
        let gone = sums(&rows.sum)?;
        let (Some(old), Some(change)) = (before.tables.get(table), entry.tables.get(table)) else {
            return Err(format!("it removes rows of {table}, which had none"));
        };
        let mut sum = sums(&change.after.sum)?;
        sum.merge(&gone);
        if sum != old.sum || change.after.rows.checked_add(rows.rows) != Some(old.rows) {
            return Err(format!("what {table} had is not what it has and what was removed"));
        }
        let stubs = stubs.get(table.as_str()).cloned().unwrap_or_default();
        if removed.subject && stubs != (rows.rows, gone) {
            return Err(format!("the rows removed of {table} are not those of the stubs"));
        }
    }
    let holds: BTreeSet<u64> =
        active(before.acts.iter().map(|sealed| &sealed.act)).into_iter().map(|hold| hold.number).collect();
    if holds != removed.holds.keys().copied().collect() {
        return Err("the holds it took heed of are not those that were active".into());
    }
    let known = |sha256: &String| before.evidence.contains_key(sha256);
    let evidence = removed.evidence.iter().map(|object| &object.sha256);
    match evidence.chain(removed.redacted.iter().map(|object| &object.sha256)).find(|sha256| !known(sha256)) {
        Some(unknown) => Err(format!("it removes evidence {unknown}, or parts of it, which was not there")),
        None => Ok(()),
    }
}
