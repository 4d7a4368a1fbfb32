//! Which times of a row decide where it lies and where its record is looked up.

use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_array::{Array, RecordBatch, TimestampMicrosecondArray};
use tables::Table;

/// Microseconds in a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// Times that say when the thing happened and are the same in every export of a record, best first. `TimeGenerated` is
/// not: Log Analytics sets it minutes after Graph's `createdDateTime`.
const FIXED: [&str; 3] = ["CreatedDateTime", "ActivityDateTime", "CreationTime"];

/// The bucket on which a record's versions are kept together, so that only that bucket has to be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Bucket {
    /// All records of the family: they change over weeks, and are few.
    Whole,
    /// Records of one day, in days since 1970.
    Day(i32),
    /// Records without a time.
    Timeless,
}

/// Returns the name of the column by which a table is queried and partitioned.
pub(crate) fn shown(table: &Table) -> Option<&'static str> {
    ["TimeGenerated", "Timestamp"].into_iter().find(|name| is_time(table, name))
}

/// Returns the columns that tell a row's bucket, best first; none where all records of the family share one, because they
/// are revised for weeks.
pub(crate) fn lookup(table: &Table) -> Vec<&'static str> {
    if table.revision.is_some() {
        return Vec::new();
    }
    FIXED.into_iter().filter(|name| is_time(table, name)).chain(shown(table)).collect()
}

/// The times of a batch's rows.
#[derive(Debug)]
pub(crate) struct Times {
    shown: Option<TimestampMicrosecondArray>,
    lookup: Vec<TimestampMicrosecondArray>,
    whole: bool,
}

impl Times {
    /// Finds the times in a batch of a table's rows.
    pub(crate) fn of(table: &Table, batch: &RecordBatch) -> Self {
        let column = |name: &str| {
            batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<TimestampMicrosecondType>()).cloned()
        };
        let lookup = lookup(table);
        Self {
            shown: shown(table).and_then(column),
            whole: table.revision.is_some(),
            lookup: lookup.into_iter().filter_map(column).collect(),
        }
    }

    /// Returns the time a row is queried by, in microseconds since 1970.
    pub(crate) fn shown(&self, row: usize) -> Option<i64> {
        value(self.shown.as_ref()?, row)
    }

    /// Returns the day of the row's partition.
    pub(crate) fn day(&self, row: usize) -> Option<i32> {
        self.shown(row).map(day)
    }

    /// Returns where the row's record is looked up.
    pub(crate) fn bucket(&self, row: usize) -> Bucket {
        if self.whole {
            return Bucket::Whole;
        }
        self.lookup.iter().find_map(|column| value(column, row)).map_or(Bucket::Timeless, |time| Bucket::Day(day(time)))
    }
}

impl Bucket {
    /// Returns the other buckets a record of this one may lie on: exports that lack the fixed time fall back on one that
    /// may be on the other side of midnight.
    pub(crate) fn neighbours(self) -> impl Iterator<Item = Self> {
        let around = match self {
            Self::Day(day) => [day.checked_sub(1), day.checked_add(1)],
            Self::Whole | Self::Timeless => [None, None],
        };
        around.into_iter().flatten().map(Self::Day)
    }
}

fn is_time(table: &Table, name: &str) -> bool {
    table.column(name).is_some_and(|column| column.kind == tables::KustoType::DateTime)
}

fn value(column: &TimestampMicrosecondArray, row: usize) -> Option<i64> {
    column.is_valid(row).then(|| column.value(row))
}

/// Returns the day of an instant, in days since 1970.
pub(crate) fn day(time: i64) -> i32 {
    time.div_euclid(DAY) as i32
}
