//! The laws that every target holds its reader to.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use connect::import::{BytesSource, FileOutcome, KEPT_REJECTIONS, LeafInfo, LeafOutcome, Limits, Options, Sink, SinkError};
use connect::import::{LeafStatus, read_file};
use tables::{KustoType, Mapped};

/// What an import gave.
#[derive(Default)]
pub struct Kept {
    /// The rows, in the order of the file.
    pub mapped: Vec<(LeafInfo, Mapped)>,
    begun: Vec<u32>,
    ended: Vec<u32>,
}

impl Sink for Kept {
    fn begin_leaf(&mut self, leaf: &LeafInfo) -> Result<(), SinkError> {
        self.begun.push(leaf.index);
        Ok(())
    }

    fn rows(&mut self, leaf: &LeafInfo, mapped: Vec<Mapped>) -> Result<(), SinkError> {
        self.mapped.extend(mapped.into_iter().map(|m| (leaf.clone(), m)));
        Ok(())
    }

    fn end_leaf(&mut self, outcome: &LeafOutcome) -> Result<(), SinkError> {
        self.ended.push(outcome.leaf.index);
        Ok(())
    }
}

/// Bounds small enough that a bomb goes off within the fuzzer's patience, and blocks of `block` bytes.
pub fn options(block: usize) -> Options {
    let limits = Limits {
        block,
        record: 1 << 20,
        total: 16 << 20,
        ratio_from: 1 << 20,
        members: 200,
        ..Limits::default()
    };
    Options { limits, ..Options::default() }
}

/// Imports bytes under a name, and checks what holds for every import.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> (FileOutcome, Kept) {
    let mut kept = Kept::default();
    let outcome = read_file(&BytesSource::new(name, bytes), options, &mut kept).expect("no bytes make an import fail");
    for (at, leaf) in outcome.leaves.iter().enumerate() {
        assert_eq!(leaf.leaf.index as usize, at, "leaves are numbered in order");
        assert_eq!(leaf.read, leaf.mapped + leaf.rejected_total, "read = mapped + rejected: {leaf:?}");
        assert_eq!(leaf.rejected.len() as u64, leaf.rejected_total.min(KEPT_REJECTIONS as u64), "{leaf:?}");
        assert!(leaf.rejected.windows(2).all(|two| two[0].line <= two[1].line), "in the order of lines: {leaf:?}");
        let mine = || kept.mapped.iter().filter(|(info, _)| info.index == leaf.leaf.index);
        let rows: usize = mine().filter(|(_, m)| !m.derived).map(|(_, m)| m.rows.num_rows()).sum();
        assert_eq!(leaf.mapped, rows as u64, "every mapped record is one row: {leaf:?}");
        for place in mine().flat_map(|(_, m)| &m.places) {
            assert!(place.offset + u64::from(place.length) <= leaf.bytes, "{place:?} is beyond the leaf: {leaf:?}");
        }
    }
    let recognised: Vec<u32> = outcome
        .leaves
        .iter()
        .filter(|leaf| leaf.status == LeafStatus::Recognised)
        .map(|leaf| leaf.leaf.index)
        .collect();
    assert_eq!(kept.begun, recognised, "a leaf is begun if and only if it is recognised");
    assert_eq!(kept.ended, recognised, "a leaf that is begun is ended");
    for (_, mapped) in &kept.mapped {
        whole(mapped);
    }
    (outcome, kept)
}

/// Checks that rows are whole: one of everything for each, and JSON wherever the type promises JSON.
pub fn whole(mapped: &Mapped) {
    let rows = mapped.rows.num_rows();
    assert!(rows > 0);
    assert_eq!((mapped.identities.len(), mapped.places.len(), mapped.tenants.len()), (rows, rows, rows));
    assert_eq!(mapped.rows.schema(), mapped.table.schema());
    for (number, column) in mapped.table.columns.iter().enumerate() {
        if column.kind != KustoType::Dynamic {
            continue;
        }
        for json in mapped.rows.column(number).as_string::<i32>().iter().flatten() {
            assert!(is_json(json), "{}.{}: {json}", mapped.table.name, column.name);
        }
    }
    let all: Vec<usize> = (0..mapped.table.columns.len()).collect();
    let again = tables::digest::rows(&mapped.rows, &all).expect("every type of a table has a canonical form");
    for (identity, content) in mapped.identities.iter().zip(again) {
        assert_eq!(identity.content, content);
        assert!(identity.rank >= 0);
    }
}

/// Returns whether text is JSON. Half of a surrogate pair passes: records hold it, and columns keep what records hold.
pub fn is_json(text: &str) -> bool {
    match serde_json::from_str::<&serde_json::value::RawValue>(text) {
        Ok(_) => true,
        Err(error) => text.contains("\\u") && error.to_string().contains("surrogate"),
    }
}

/// Returns one line for each row: where it stands and what it is.
pub fn rows(kept: &Kept) -> Vec<String> {
    let mut all = Vec::new();
    for (leaf, mapped) in &kept.mapped {
        for (identity, place) in mapped.identities.iter().zip(&mapped.places) {
            let first = mapped.derived;
            all.push(format!("{} {} {first} {place:?} {identity:?}", leaf.index, mapped.table.name));
        }
    }
    // Blocks come in order, but the tables of a block are sorted.
    all.sort();
    all
}

/// Splits the first byte off, as a choice among `count` things.
pub fn choice(data: &[u8], count: usize) -> Option<(usize, &[u8])> {
    let (first, rest) = data.split_first()?;
    Some((usize::from(*first) % count.max(1), rest))
}

/// Checks that nothing is null that must not be, whatever came in.
pub fn nothing_null_by_mistake(mapped: &Mapped) {
    for (field, column) in mapped.rows.schema().fields().iter().zip(mapped.rows.columns()) {
        assert!(field.is_nullable() || column.null_count() == 0, "{}", field.name());
    }
}
