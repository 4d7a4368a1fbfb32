//! The raw records behind the entries of a review.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use anyhow::Context;
use arrow_array::Array;
use arrow_array::cast::AsArray;
use connect::import::{Options, quote};
use detect::RecordId;
use sha2::{Digest, Sha256};
use store::Snapshot;

use crate::commands::evidence::{FromArchive, PLACE, Place};

/// A record as it was received.
pub(super) struct Record {
    pub(super) table: String,
    pub(super) id: String,
    pub(super) evidence: String,
    pub(super) member: Option<String>,
    pub(super) offset: u64,
    pub(super) length: u32,
    pub(super) sha256: String,
    pub(super) raw: String,
}

/// Returns the records of these names, in the order of table and id, and the names of which there is none.
pub(super) fn records(
    snapshot: &Snapshot,
    wanted: &BTreeSet<RecordId>,
) -> anyhow::Result<(Vec<Record>, Vec<RecordId>)> {
    let mut by_table: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in wanted {
        by_table.entry(&record.table).or_default().insert(&record.id);
    }
    let mut found = Vec::new();
    for (name, ids) in by_table {
        let Some(column) = tables::by_name(name).and_then(|table| table.identity.first()) else { continue };
        let columns: Vec<&str> = PLACE.into_iter().chain([*column]).collect();
        for batch in snapshot.scan(name, &columns, None)? {
            let batch = batch?;
            let texts = batch.column_by_name(column).and_then(|column| column.as_string_opt::<i32>());
            let texts = texts.with_context(|| format!("{column} of {name} is no text"))?;
            for row in (0..batch.num_rows()).filter(|row| texts.is_valid(*row) && ids.contains(texts.value(*row))) {
                found.push((name.to_owned(), texts.value(row).to_owned(), Place::of(&batch, row)?));
            }
        }
    }
    found.sort_by(|left, right| {
        (&left.0, &left.1, &left.2.evidence, left.2.offset).cmp(&(
            &right.0,
            &right.1,
            &right.2.evidence,
            right.2.offset,
        ))
    });
    let encodings = encodings(snapshot);
    let mut records = Vec::with_capacity(found.len());
    for (table, id, place) in found {
        let raw = raw(snapshot, &place, &encodings)
            .with_context(|| format!("the record {id} of {table} cannot be read from its evidence"))?;
        records.push(Record {
            table,
            id,
            sha256: hex::encode(Sha256::digest(raw.as_bytes())),
            evidence: place.evidence,
            member: place.member,
            offset: place.offset,
            length: place.length,
            raw,
        });
    }
    let known: BTreeSet<(&str, &str)> =
        records.iter().map(|record| (record.table.as_str(), record.id.as_str())).collect();
    let missing = wanted.iter().filter(|record| !known.contains(&(record.table.as_str(), record.id.as_str())));
    let missing = missing.cloned().collect();
    Ok((records, missing))
}

/// The encoding of each file that is no archive, and in which no byte had to be replaced, so that places in its text are places in its bytes.
fn encodings(snapshot: &Snapshot) -> BTreeMap<&str, &str> {
    let plain = snapshot.accounts().iter().filter(|leaf| leaf.member.is_none() && leaf.warnings.is_empty());
    plain.filter_map(|leaf| Some((leaf.evidence.as_str(), leaf.encoding.as_deref()?))).collect()
}

/// A record's text. Of a file in plain UTF-8 only its place is read; any other is decoded up to it.
fn raw(snapshot: &Snapshot, place: &Place, encodings: &BTreeMap<&str, &str>) -> anyhow::Result<String> {
    let plain =
        place.member.is_none() && encodings.get(place.evidence.as_str()).is_some_and(|encoding| *encoding == "utf-8");
    if plain {
        let reader = snapshot.evidence().open_at(&place.evidence, place.offset)?;
        let mut bytes = Vec::new();
        reader.take(u64::from(place.length)).read_to_end(&mut bytes).context("the evidence cannot be read")?;
        if bytes.len() == place.length as usize
            && let Ok(text) = String::from_utf8(bytes)
        {
            return Ok(text);
        }
    }
    let source = FromArchive { archive: snapshot, sha256: &place.evidence };
    let text = quote(&source, place.member.as_deref(), place.offset, place.length, &Options::default())?;
    text.with_context(|| format!("{} ends before the record; run `quaestor verify`", place.name()))
}
