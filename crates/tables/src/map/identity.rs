//! Which record a row is, and which of two versions is shown.

use arrow_array::{
    Array, RecordBatch, StringArray, TimestampMicrosecondArray, cast::AsArray, types::TimestampMicrosecondType,
};

use super::{Fidelity, Identity};
use crate::{Shape, Table, digest};

/// 2000-01-01T00:00:00Z in seconds since 1970, from which revisions are counted.
const YEAR_2000: i64 = 946_684_800;

/// Returns how much of the original a row of this shape keeps; higher is more. See [`Identity::rank`].
pub(crate) fn class(shape: Shape, fidelity: Fidelity) -> u8 {
    match (fidelity, shape) {
        (Fidelity::Salvaged, _) => 1,
        (Fidelity::Rewritten, _) => 2,
        (Fidelity::Native, Shape::Graph | Shape::Diagnostic | Shape::Audit) => 8,
        (Fidelity::Native, Shape::Row | Shape::Defender | Shape::CloudApp) => 6,
        (Fidelity::Native, Shape::GraphLegacy) => 4,
    }
}

/// Returns the identity of each row.
pub(crate) fn of(table: &Table, rows: &RecordBatch, classes: &[u8]) -> Vec<Identity> {
    let own: Vec<usize> = (0..table.columns.len()).collect();
    // The types are this crate's own, all of which the digest knows.
    let contents = digest::rows(rows, &own).unwrap_or_default();
    let named: Vec<Option<&dyn Array>> =
        table.identity.iter().map(|name| rows.column_by_name(name).map(AsRef::as_ref)).collect();
    let revision = table
        .revision
        .and_then(|name| rows.column_by_name(name))
        .and_then(|column| column.as_primitive_opt::<TimestampMicrosecondType>());
    let filled = filled(rows, table.columns.len());
    let mut key = Vec::new();
    contents
        .into_iter()
        .zip(classes)
        .enumerate()
        .map(|(row, (content, class))| {
            key.clear();
            let named = name_of(&named, row, &mut key);
            let key = if named { keyed(table.family, &key) } else { first_half(&content) };
            let filled = filled.get(row).copied().unwrap_or_default();
            Identity { key, named, rank: rank(revision, row, *class, filled), content }
        })
        .collect()
}

/// Returns, for each row, how many of the first `count` columns are not null; column by column, since most have no null
/// or nothing else.
fn filled(rows: &RecordBatch, count: usize) -> Vec<u16> {
    let mut filled = vec![0; rows.num_rows()];
    for column in rows.columns().iter().take(count) {
        match column.nulls().filter(|nulls| nulls.null_count() > 0) {
            None => filled.iter_mut().for_each(|count| *count += 1),
            Some(nulls) => nulls.valid_indices().for_each(|row| {
                if let Some(count) = filled.get_mut(row) {
                    *count += 1;
                }
            }),
        }
    }
    filled
}

/// Writes the identity columns, lower case, each ended by a byte that no text has. Returns whether there is any value.
fn name_of(columns: &[Option<&dyn Array>], row: usize, key: &mut Vec<u8>) -> bool {
    let mut any = false;
    for column in columns.iter().flatten() {
        if !column.is_null(row) {
            any = true;
            if let Some(texts) = column.as_any().downcast_ref::<StringArray>() {
                key.extend(texts.value(row).bytes().map(|b| b.to_ascii_lowercase()));
            } else if let Some(times) = column.as_any().downcast_ref::<TimestampMicrosecondArray>() {
                // Log Analytics keeps milliseconds of what Graph gives with seven digits.
                key.extend(times.value(row).div_euclid(1_000).to_le_bytes());
            } else if let Some(numbers) = column.as_primitive_opt::<arrow_array::types::Int64Type>() {
                key.extend(numbers.value(row).to_le_bytes());
            } else if let Some(numbers) = column.as_primitive_opt::<arrow_array::types::Int32Type>() {
                key.extend(numbers.value(row).to_le_bytes());
            }
        }
        key.push(0xFF);
    }
    any
}

fn keyed(family: &str, key: &[u8]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(family.as_bytes()).update(&[0xFF]).update(key);
    first_half(hasher.finalize().as_bytes())
}

fn first_half(hash: &[u8; 32]) -> [u8; 16] {
    let [half, _] = hash.as_chunks::<16>().0 else { return [0; 16] };
    *half
}

/// Packs a rank, see [`Identity::rank`].
fn rank(revision: Option<&TimestampMicrosecondArray>, row: usize, class: u8, filled: u16) -> i64 {
    let seconds = revision.filter(|times| !times.is_null(row)).map_or(0, |times| {
        let since = times.value(row).div_euclid(1_000_000) - YEAR_2000;
        since.clamp(0, (1 << 31) - 1)
    });
    (seconds << 31) | (i64::from(class) << 27) | i64::from(filled.min(1023))
}
