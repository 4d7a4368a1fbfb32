//! CSV exports of Log Analytics, Sentinel and advanced hunting.

use std::borrow::Cow;

use tables::{DateOrder, Fidelity, Kind, KustoType};

use super::log_analytics::{QUERY_RESULT, base_name, kind_of, resembles_row, table_of};
use super::tabular::{Recognised, Table};
use super::{Format, Record};
use crate::import::json::Object;
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Convert, Moment, Row, moment};

struct LogRows {
    kind: Kind,
    columns: Vec<Column>,
    zone: Option<String>,
}

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
    let first = |key: &str| {
        header.column(key).and_then(|column| table.first?.get(column)).map(str::trim).filter(|v| !v.is_empty())
    };
    let type_name = first("type").or_else(|| first("$table"));
    let own: Vec<&str> = names.iter().copied().filter(|n| *n != "$table").collect();
    let known = table_of(&own, type_name, first("category"));
    let zoned = header.headings().any(|h| h.zone.is_some());
    let telling = header.column("timegenerated").is_some() || header.column("$table").is_some();
    if table.forced.is_none() && known.is_none() && !zoned && !telling && !(remains && resembles_row(&names)) {
        return None;
    }
    if known.is_none() {
        notes.add(
            Note::Remark("the columns are those of no single table; the rows are kept as query results".into()),
            1,
        );
    }
    let is_time = |name: &str| known.and_then(|t| t.column(name)).is_some_and(|c| c.kind == KustoType::DateTime);
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
        let time = heading.zone.is_some() || is_time(&name);
        let key = name == "TimeGenerated" || name == "Timestamp";
        columns.push(Column { at, twin: None, name, time, key });
    }
    let zone = header.headings().filter_map(|h| h.zone.as_deref()).find(|z| !matches!(*z, "UTC" | "Utc" | "GMT"));
    let kind = known.map_or(QUERY_RESULT, |t| kind_of(t, &own));
    if matches!((known, kind), (Some(_), Kind::Other(_))) {
        notes.add(Note::Remark("the query left out the time; the rows are kept as query results".into()), 1);
    }
    Some((Format::LogAnalyticsCsv, Box::new(LogRows { kind, columns, zone: zone.map(str::to_owned) })))
}

impl Convert for LogRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        if let Some(zone) = &self.zone {
            return Err(format!(
                "times are in the display time zone of the portal ({zone}), not in UTC; export again with the display time zone set to UTC"
            ));
        }
        let mut object = Object::default();
        for column in self.columns.iter().filter(|c| row.reaches(c.at) || c.twin.is_some_and(|twin| row.reaches(twin)))
        {
            let mut cell = row.whole_cell(column.at);
            if cell.trim().is_empty()
                && let Some(twin) = column.twin
            {
                cell = row.whole_cell(twin);
            }
            if cell.is_empty() {
                continue;
            }
            if column.time {
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
        Ok(Record { kind: self.kind, text: Cow::Owned(object.finish()), dates, fidelity: Fidelity::Native })
    }
}
