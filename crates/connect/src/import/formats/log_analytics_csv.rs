//! CSV exports of Log Analytics, Sentinel and advanced hunting.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use tables::{DateOrder, Fidelity, Kind, KustoType};

use super::log_analytics::{
    QUERY_RESULT, TABLE_NAMES, base_name, belied, kind_of, names_table, resembles_row, table_of,
};
use super::tabular::{Recognised, Table};
use super::{Format, Record};
use crate::import::json::Object;
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Convert, Moment, Row, moment};

struct LogRows {
    columns: Vec<Column>,
    zone: Option<String>,
    /// Columns that may name the table of a row, the surest first.
    named_by: Vec<usize>,
    category: Option<usize>,
    /// Names of the columns that tell the table.
    own: Vec<String>,
    known: RwLock<Vec<Arc<RowTable>>>,
}

/// What the rows of one `Type` and `Category` are.
struct RowTable {
    type_name: Option<String>,
    category: Option<String>,
    table: Option<&'static tables::Table>,
    kind: Kind,
    /// Whether each column holds times, and whether it is one of the table's.
    columns: Vec<(bool, bool)>,
}

/// Sets of `Type` and `Category` whose tables are remembered.
const REMEMBERED: usize = 256;
const NO_TABLE: &str = "the columns are those of no single table; the rows are kept as query results";
const UNKNOWN_TABLE: &str =
    "rows whose table is unknown, or whose columns are not those of the table they name, are kept as query results";

struct Column {
    at: usize,
    /// The column of the other type, where a union of tables made two of one.
    twin: Option<usize>,
    name: String,
    time: bool,
    /// Whether a row without this time has no time at all.
    key: bool,
}

/// Returns how the rows of a query's result are read, where the columns leave no doubt that it is one.
pub(crate) fn recognise(table: &Table<'_>, notes: &mut Notes) -> Option<Recognised> {
    rows_of(table, notes, false)
}

/// Returns how the rows of a query's result are read, where some columns are those of a table.
pub(crate) fn recognise_remains(table: &Table<'_>, notes: &mut Notes) -> Option<Recognised> {
    rows_of(table, notes, true)
}

fn rows_of(table: &Table<'_>, notes: &mut Notes, remains: bool) -> Option<Recognised> {
    if !table.may_be(&[Format::LogAnalyticsCsv]) {
        return None;
    }
    let header = table.header;
    let names: Vec<&str> = header.headings().map(|h| h.name.as_str()).filter(|n| !n.is_empty()).collect();
    let named_by: Vec<usize> = TABLE_NAMES.iter().filter_map(|key| header.column(&key.to_lowercase())).collect();
    let category = header.column("category");
    let first = |column: usize| table.first.and_then(|first| first.get(column)).map(str::trim).unwrap_or_default();
    let type_name = type_of(&named_by, first);
    let own: Vec<String> =
        names.iter().filter(|n| !TABLE_NAMES.iter().skip(1).any(|t| t == *n)).map(|n| (*n).to_owned()).collect();
    let own_names: Vec<&str> = own.iter().map(String::as_str).collect();
    let known = table_of(&own_names, type_name, category.map(first).filter(|c| !c.is_empty()));
    let zoned = header.headings().any(|h| h.zone.is_some());
    let telling = header.column("timegenerated").is_some() || header.column("$table").is_some();
    if table.forced.is_none() && known.is_none() && !zoned && !telling && !(remains && resembles_row(&names)) {
        return None;
    }
    if known.is_none() && table.first.is_none() {
        notes.add(Note::Remark(NO_TABLE.into()), 1);
    }
    let mut columns: Vec<Column> = Vec::new();
    for (at, heading) in header.headings().enumerate() {
        let base = base_name(&heading.name);
        if base != heading.name
            && let Some(twin) = columns.iter_mut().find(|c| c.name == base && c.twin.is_none())
        {
            twin.twin = Some(at);
            continue;
        }
        let paired = base != heading.name && header.headings().filter(|h| base_name(&h.name) == base).count() > 1;
        let name = if paired { base } else { heading.name.as_str() };
        let name = match (name.is_empty(), columns.iter().any(|c| c.name == name)) {
            // Data frames are saved with a first column of row numbers, which has no heading.
            (true, _) if at == 0 => continue,
            (true, _) => format!("Column{}", at + 1),
            (false, true) => format!("{name} ({})", at + 1),
            (false, false) => name.to_owned(),
        };
        let time = heading.zone.is_some();
        let key = name == "TimeGenerated" || name == "Timestamp";
        columns.push(Column { at, twin: None, name, time, key });
    }
    let zone = header.headings().filter_map(|h| h.zone.as_deref()).find(|z| !matches!(*z, "UTC" | "Utc" | "GMT"));
    let zone = zone.map(str::to_owned);
    let known = RwLock::default();
    Some((Format::LogAnalyticsCsv, Box::new(LogRows { columns, zone, named_by, category, own, known })))
}

/// Returns the name of a row's table: a known one if any column has it, else what the first column says.
fn type_of<'r>(named_by: &[usize], cell: impl Fn(usize) -> &'r str) -> Option<&'r str> {
    let known = named_by.iter().map(|column| cell(*column)).find(|name| names_table(name));
    known.or_else(|| named_by.first().map(|column| cell(*column))).filter(|name| !name.is_empty())
}

impl LogRows {
    /// Returns what a row is.
    fn table_of(&self, row: &Row<'_>) -> Arc<RowTable> {
        let type_name = type_of(&self.named_by, |column| row.cell(column));
        let category = self.category.map(|column| row.cell(column)).filter(|c| !c.is_empty());
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let same =
            |known: &&Arc<RowTable>| known.type_name.as_deref() == type_name && known.category.as_deref() == category;
        if let Some(known) = known.iter().find(same) {
            return Arc::clone(known);
        }
        drop(known);
        let own: Vec<&str> = self.own.iter().map(String::as_str).collect();
        let table = match type_name.and_then(tables::by_name) {
            // The columns of a union are those of all its tables: whether they fit is judged row by row.
            Some(table) => Some(table),
            None => table_of(&own, type_name, category),
        };
        let column = |column: &Column| {
            let found = table.and_then(|t| t.column(&column.name));
            (column.time || found.is_some_and(|c| c.kind == KustoType::DateTime), found.is_some())
        };
        let found = Arc::new(RowTable {
            type_name: type_name.map(str::to_owned),
            category: category.map(str::to_owned),
            table,
            kind: table.map_or(QUERY_RESULT, |t| kind_of(t, &own)),
            columns: self.columns.iter().map(column).collect(),
        });
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < REMEMBERED {
            known.push(Arc::clone(&found));
        }
        found
    }
}

impl Convert for LogRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        if let Some(zone) = &self.zone {
            return Err(format!(
                "times are in the display time zone of the portal ({zone}), not in UTC; export again with the display time zone set to UTC"
            ));
        }
        let table = self.table_of(row);
        let (mut filled, mut fitting) = (0, 0);
        let mut object = Object::default();
        let reached = |column: &Column| row.reaches(column.at) || column.twin.is_some_and(|twin| row.reaches(twin));
        let columns = self.columns.iter().zip(&table.columns);
        for (column, (time, fits)) in columns.filter(|(column, _)| reached(column)) {
            let mut cell = row.whole_cell(column.at);
            if cell.trim().is_empty()
                && let Some(twin) = column.twin
            {
                cell = row.whole_cell(twin);
            }
            if cell.is_empty() {
                continue;
            }
            filled += 1;
            fitting += usize::from(*fits);
            if *time {
                match moment(cell) {
                    Moment::Serial(iso) => {
                        notes.add(Note::Spreadsheet(column.name.clone()), row.line);
                        object.text(&column.name, &iso);
                        continue;
                    }
                    Moment::Lost => {
                        notes.add(Note::Spreadsheet(column.name.clone()), row.line);
                        if column.key {
                            return Err(format!(
                                "the date in {} is lost: a spreadsheet left no date in the cell; use the file as it was downloaded",
                                column.name
                            ));
                        }
                    }
                    Moment::Empty => continue,
                    Moment::Written(_) => {}
                }
            }
            object.text(&column.name, cell);
        }
        // The portal writes the American order whatever the language of its user.
        let dates = if row.dates == DateOrder::Unsettled && !row.named { DateOrder::MonthFirst } else { row.dates };
        let kind = if table.type_name.is_some() && belied(fitting, filled) { QUERY_RESULT } else { table.kind };
        match (table.table, kind) {
            (_, QUERY_RESULT) => {
                let told = if table.type_name.is_some() { UNKNOWN_TABLE } else { NO_TABLE };
                notes.add(Note::Remark(told.into()), row.line);
            }
            (Some(_), Kind::Other(_)) => {
                let left_out = "the query left out the time; the rows are kept as query results";
                notes.add(Note::Remark(left_out.into()), row.line);
            }
            _ => {}
        }
        Ok(Record { kind, text: Cow::Owned(object.finish()), dates, fidelity: Fidelity::Native })
    }
}
