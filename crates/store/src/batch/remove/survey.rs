//! Looks at every row that a removal may take.

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch, StringArray};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tables::Table;

use super::super::file::{keys, sixteen};
use super::super::keys::{Key, Short};
use super::super::partition::Twin;
use super::super::times::{Times, lookup, shown};
use super::scope::{Protected, Scope, Verdict};
use crate::Error;
use crate::ledger::{RemovedSpan, State};
use crate::seal::DataFile;
use crate::storage::{Storage, StoredFile};

/// Rows to read from a file at once.
const SLICE: usize = 4096;
/// Columns that a judgement needs beside texts and times.
const JUDGED: [&str; 7] = ["_Key", "_Content", "_Rank", "_Evidence", "_Member", "_Offset", "_Length"];
/// Days by which two versions of one record may be looked up apart.
const APART: i32 = 2;

/// What was seen of a removal's rows.
#[derive(Default)]
pub(super) struct Survey {
    /// Files that lose rows.
    pub(super) files: Vec<Surveyed>,
    /// Selected rows that stay, by table: for a hold, and for a version.
    pub(super) stays: BTreeMap<&'static str, (u64, u64)>,
    /// Selected rows that each hold keeps.
    pub(super) holds: BTreeMap<u64, u64>,
    /// Time of the rows shown that go, by tenant and table.
    pub(super) spans: BTreeMap<(String, &'static str), RemovedSpan>,
    /// Evidence of rows that go.
    pub(super) lost: BTreeSet<String>,
    /// Evidence of rows that stay, of the files that were looked at.
    pub(super) needed: BTreeSet<String>,
    /// Paths of the files that were looked at.
    pub(super) seen: BTreeSet<String>,
    /// Where the records of rows that go stand in their evidence.
    pub(super) places: Vec<Place>,
    /// Selected rows that stay all the same.
    pub(super) kept: BTreeSet<(Key, Short)>,
    /// Records whose shown row stays for a version, by family.
    pub(super) protected: Families,
}

/// Records whose shown row has to stay, by family.
pub(super) type Families = BTreeMap<&'static str, Protected>;
/// No record has to.
static NONE: Protected = Protected::new();

/// A file that loses rows.
pub(super) struct Surveyed {
    pub(super) table: &'static Table,
    pub(super) twin: Twin,
    pub(super) file: DataFile,
    /// How many.
    pub(super) goes: u64,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) evidence: String,
    pub(super) member: bool,
    pub(super) offset: u64,
    pub(super) length: u64,
}

/// A live file of a table that this program knows.
pub(super) struct Known<'a> {
    pub(super) table: &'static Table,
    pub(super) twin: Twin,
    pub(super) file: &'a DataFile,
    pub(super) path: String,
}

/// Returns the live files of tables that this program knows.
pub(super) fn known(state: &State) -> impl Iterator<Item = Known<'_>> {
    state.live().filter_map(|live| {
        let (twin, table) = Twin::of(live.table)?;
        Some(Known { table, twin, file: live.file, path: format!("{}/{}", live.table, live.file.path) })
    })
}

/// Calls a function on the rows of a file, a batch at a time: all columns, or some of them.
pub(super) fn each_batch(
    storage: &Storage,
    path: &str,
    columns: Option<&[&str]>,
    mut each: impl FnMut(&RecordBatch) -> Result<(), Error>,
) -> Result<(), Error> {
    let stored = StoredFile::open(storage, path)?;
    let mut builder = ParquetRecordBatchReaderBuilder::try_new(stored).map_err(Error::rows("read", path))?;
    if let Some(columns) = columns {
        let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
        builder = builder.with_projection(mask);
    }
    for batch in builder.with_batch_size(SLICE).build().map_err(Error::rows("read", path))? {
        each(&batch.map_err(Error::rows("read", path))?)?;
    }
    Ok(())
}

impl Survey {
    /// Looks at every file that the scope reaches. Where `places` are wanted, they are noted, and so are the rows that stay.
    pub(super) fn of(storage: &Storage, state: &State, scope: &Scope, places: bool) -> Result<Self, Error> {
        let mut survey = Self::default();
        let protected = protect(storage, state, scope)?;
        for known in known(state) {
            if scope.rules_of(known.table, known.file).next().is_some() {
                survey.look(storage, scope, &protected, &known, places)?;
            }
        }
        survey.protected = protected;
        Ok(survey)
    }

    fn look(
        &mut self,
        storage: &Storage,
        scope: &Scope,
        protected: &Families,
        known: &Known<'_>,
        places: bool,
    ) -> Result<(), Error> {
        let protected = protected_of(protected, known.table, known.twin);
        let columns = columns(scope, known.table, known.file);
        let mut goes = 0;
        each_batch(storage, &known.path, columns.as_deref(), |batch| {
            let verdicts = scope.judge(known.table, known.file, batch, protected, &mut self.holds);
            goes += self.note(known, batch, &verdicts, places);
            Ok(())
        })?;
        self.seen.insert(known.path.clone());
        if goes > 0 {
            self.files.push(Surveyed { table: known.table, twin: known.twin, file: known.file.clone(), goes });
        }
        Ok(())
    }

    /// Takes the verdicts of a batch in. Returns how many of its rows go.
    fn note(&mut self, known: &Known<'_>, batch: &RecordBatch, verdicts: &[Verdict], places: bool) -> u64 {
        let evidence = texts(batch, "_Evidence");
        let times = Times::of(known.table, batch);
        let identities: Vec<(Key, Short)> = keys(batch).zip(sixteen(batch, "_Content")).collect();
        let stands = standing(batch);
        let mut goes = 0;
        for (row, verdict) in verdicts.iter().enumerate() {
            let named = evidence.filter(|column| column.is_valid(row)).map(|column| column.value(row));
            let stays = self.stays.entry(known.table.name).or_default();
            match verdict {
                Verdict::Goes | Verdict::Stays => {}
                Verdict::Held => stays.0 += 1,
                Verdict::Versioned => stays.1 += 1,
            }
            if *verdict != Verdict::Goes {
                if let Some(named) = named.filter(|named| !self.needed.contains(*named)) {
                    self.needed.insert(named.to_owned());
                }
                if places && *verdict != Verdict::Stays {
                    self.kept.extend(identities.get(row));
                }
                continue;
            }
            goes += 1;
            if let Some(named) = named.filter(|named| !self.lost.contains(*named)) {
                self.lost.insert(named.to_owned());
            }
            if places {
                self.places.extend(stands.get(row).cloned());
            }
            if let Some(time) = times.shown(row).filter(|_time| known.twin == Twin::Tables) {
                self.cover(known, time);
            }
        }
        goes
    }

    fn cover(&mut self, known: &Known<'_>, time: i64) {
        let (tenant, table) = (known.file.tenant.clone(), known.table.name);
        let span = self.spans.entry((tenant.clone(), table)).or_insert_with(|| RemovedSpan {
            tenant,
            table: table.to_owned(),
            from: time,
            to: time,
            rows: 0,
        });
        span.from = span.from.min(time);
        span.to = span.to.max(time);
        span.rows += 1;
    }
}

/// Finds the records of which a version stays, so that the row that shows them stays as well.
fn protect(storage: &Storage, state: &State, scope: &Scope) -> Result<Families, Error> {
    let mut protected = Families::new();
    let mut reached: BTreeMap<&str, Vec<&DataFile>> = BTreeMap::new();
    for known in known(state).filter(|known| known.twin == Twin::Tables) {
        if scope.rules_of(known.table, known.file).next().is_some() {
            reached.entry(known.table.family).or_default().push(known.file);
        }
    }
    for versions in known(state).filter(|known| known.twin == Twin::Versions) {
        let shown = reached.get(versions.table.family);
        if !shown.is_some_and(|files| files.iter().any(|file| near(file, versions.file))) {
            continue;
        }
        let columns = columns(scope, versions.table, versions.file);
        each_batch(storage, &versions.path, columns.as_deref(), |batch| {
            let mut uncounted = BTreeMap::new();
            let verdicts = scope.judge(versions.table, versions.file, batch, &NONE, &mut uncounted);
            for (row, (verdict, key)) in verdicts.into_iter().zip(keys(batch)).enumerate() {
                if verdict == Verdict::Goes || !scope.could_take(versions.table, &key) {
                    continue;
                }
                let holds = match verdict {
                    Verdict::Held => scope.holds_of(versions.table, versions.file, batch, row, &key),
                    _ => Vec::new(),
                };
                protected.entry(versions.table.family).or_default().entry(key).or_default().extend(holds);
            }
            Ok(())
        })?;
    }
    Ok(protected)
}

/// Returns what protects the rows of one of a table's Delta tables; versions protect, and are not protected.
pub(super) fn protected_of<'a>(protected: &'a Families, table: &Table, twin: Twin) -> &'a Protected {
    match twin {
        Twin::Tables => protected.get(table.family).unwrap_or(&NONE),
        Twin::Versions => &NONE,
    }
}

/// Returns whether two files may hold versions of one record.
fn near(left: &DataFile, right: &DataFile) -> bool {
    let days =
        |file: &DataFile| file.lookup.map(|(first, last)| (first.saturating_sub(APART), last.saturating_add(APART)));
    let overlap = match (days(left), right.lookup) {
        (Some((first, last)), Some((other_first, other_last))) => other_first <= last && other_last >= first,
        _ => false,
    };
    overlap || left.lookup_unknown > 0 || right.lookup_unknown > 0
}

/// Returns the columns that judging a file needs; none for all of them.
pub(super) fn columns(scope: &Scope, table: &Table, file: &DataFile) -> Option<Vec<&'static str>> {
    if scope.reads_texts(table, file) {
        return None;
    }
    Some(JUDGED.into_iter().chain(shown(table)).chain(lookup(table)).collect())
}

/// Returns where the records of a batch stand in their evidence.
pub(super) fn standing(batch: &RecordBatch) -> Vec<Place> {
    let number = |name: &str| batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<Int64Type>());
    let (evidence, member) = (texts(batch, "_Evidence"), texts(batch, "_Member"));
    let (offset, length) = (number("_Offset"), number("_Length"));
    let place = |row: usize| Place {
        evidence: evidence
            .filter(|column| column.is_valid(row))
            .map(|column| column.value(row))
            .unwrap_or_default()
            .to_owned(),
        member: member.is_some_and(|column| column.is_valid(row)),
        offset: offset.map_or(0, |column| column.value(row) as u64),
        length: length.map_or(0, |column| column.value(row) as u64),
    };
    (0..batch.num_rows()).map(place).collect()
}

pub(super) fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a StringArray> {
    batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>())
}
