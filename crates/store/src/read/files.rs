//! The Parquet files behind a table, for readers that plan their own way through them.

use arrow_schema::DataType;

use crate::batch::{Twin, time_column};
use crate::delta::{PROVENANCE, arrow_type};
use crate::ledger::State;

/// The files that hold the rows of a table.
#[derive(Clone, Debug)]
pub struct TableFiles {
    /// Columns with their types in the files, in the order of the table. A file written before a column was added lacks it. `_Tenant` and `_Day`
    /// stand in no file and are not among them: they are [`TableFile::tenant`] and [`TableFile::day`].
    pub columns: Vec<(String, DataType)>,
    /// The column whose first and last value are [`TableFile::times`].
    pub time: Option<&'static str>,
    /// The files, by time.
    pub files: Vec<TableFile>,
}

/// A Parquet file of a table.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// Path in the archive.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Rows.
    pub rows: u64,
    /// Tenant of the rows, or [`crate::UNKNOWN_TENANT`].
    pub tenant: String,
    /// Day of the rows' time in days since 1970; none where they have no time.
    pub day: Option<i32>,
    /// Earliest and latest time of a row, in microseconds since 1970; none where no row has one.
    pub times: Option<(i64, i64)>,
}

impl TableFiles {
    pub(crate) fn of(state: &State, twin: Twin, table: &str) -> Option<Self> {
        let path = twin.path(table);
        let stored = state.tables.get(&path)?;
        let in_files = |name: &str| PROVENANCE[..2].iter().all(|(partition, _, _)| *partition != name);
        let columns = stored
            .columns
            .iter()
            .filter(|column| in_files(&column.name))
            .filter_map(|column| Some((column.name.clone(), arrow_type(&column.kind)?)))
            .collect();
        let mut files: Vec<TableFile> = stored
            .files
            .values()
            .map(|file| TableFile {
                path: format!("{path}/{}", file.path),
                size: file.size,
                rows: file.rows,
                tenant: file.tenant.clone(),
                day: file.day,
                times: file.times,
            })
            .collect();
        files.sort_by(|left, right| (left.times, &left.path).cmp(&(right.times, &right.path)));
        Some(Self { columns, time: tables::by_name(table).and_then(time_column), files })
    }
}
