//! `quaestor activity`: sign-ins, directory changes and unified audit records in one list of eight columns.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::PathBuf;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, TimeUnit};
use clap::Args;
use serde_json::json;
use store::{Equals, Snapshot};
use tables::views::activity::{ActivitySource, Field, activity};

use super::Status;
use super::location::open;
use super::period::Period;
use crate::cli::Format;
use crate::output::{self, Grid, count};

/// Arguments of `quaestor activity`.
#[derive(Debug, Args)]
pub(crate) struct Activity {
    /// Only what this user or application did: the name as the log writes it, letter case aside.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Only what came from this address.
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<String>,
    /// Only entries with this text in activity or object, letter case aside.
    #[arg(long, value_name = "TEXT")]
    contains: Option<String>,
    #[command(flatten)]
    period: Period,
    /// How many entries to show, the newest; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    limit: usize,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// The eight columns, the table they came from, and the outcome in one word.
type Row = [String; 10];
const NAMES: [&str; 10] =
    ["time", "user", "activity", "object", "result", "client_ip", "user_agent", "source", "outcome", "table"];

/// Prints the entries, oldest first.
pub(crate) fn run(command: &Activity, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let archive = open(data)?.snapshot()?;
    let mut newest: BinaryHeap<Reverse<Row>> = BinaryHeap::new();
    let mut matched = 0_u64;
    for source in activity() {
        each(&archive, source, command, &mut |row| {
            matched += 1;
            newest.push(Reverse(row));
            if command.limit > 0 && newest.len() > command.limit {
                newest.pop();
            }
        })?;
    }
    let mut rows: Vec<Row> = newest.into_iter().map(|Reverse(row)| row).collect();
    rows.sort_unstable();
    let shown = rows.len() as u64;
    print(rows, command.format)?;
    if shown < matched {
        output::say(&format!("the newest {} of {} entries; --limit 0 shows all", count(shown), count(matched)));
    }
    Ok(Status::Done)
}

fn print(rows: Vec<Row>, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        let objects = rows.iter().map(|row| NAMES.iter().zip(row).map(|(n, v)| ((*n).to_owned(), json!(v))).collect());
        return output::json(&objects.collect::<Vec<serde_json::Map<_, _>>>());
    }
    if format == Format::Csv {
        let mut grid = Grid::new(&NAMES);
        for row in rows {
            grid.row(row);
        }
        return grid.print_csv();
    }
    // The source names the table, and the outcome says what the result means: the terminal shows one of each.
    let mut grid =
        Grid::new(&["!time", "user", "activity", "object", "result", "client ip", "user agent", "source", "outcome"]);
    for [time, user, activity, object, result, ip, agent, source, outcome, _] in rows {
        let second: String = time.chars().take(19).collect();
        grid.row([second, user, activity, object, result, ip, agent, source, outcome]);
    }
    grid.print()
}

fn each(
    archive: &Snapshot,
    source: &ActivitySource,
    wanted: &Activity,
    found: &mut impl FnMut(Row),
) -> anyhow::Result<()> {
    let fields = source.fields().map(|(_, field)| field);
    let mut columns: Vec<&str> = Vec::new();
    for field in fields {
        if let Field::Column(name) = field
            && !columns.contains(&name)
        {
            columns.push(name);
        }
    }
    let mut scan = archive.scan(source.table, &columns, wanted.period.range())?;
    // One condition is enough to skip most of the files; the rows are checked against both below.
    for (value, field) in [(&wanted.ip, source.client_ip), (&wanted.user, source.user)] {
        if let (Some(value), Field::Column(column)) = (value, field) {
            scan = scan.where_equals(Equals { column: column.to_owned(), value: value.clone() });
        }
    }
    for batch in scan {
        rows(&batch?, source, fields, wanted, found)?;
    }
    Ok(())
}

fn rows(
    batch: &RecordBatch,
    source: &ActivitySource,
    fields: [Field; 8],
    wanted: &Activity,
    found: &mut impl FnMut(Row),
) -> anyhow::Result<()> {
    let options = FormatOptions::default();
    let columns: Vec<Option<ArrayRef>> = fields
        .iter()
        .map(|field| match field {
            Field::Column(name) => batch.column_by_name(name).map(without_zone).transpose(),
            Field::Constant(_) | Field::Absent => Ok(None),
        })
        .collect::<anyhow::Result<_>>()?;
    let formatters = columns
        .iter()
        .map(|column| column.as_ref().map(|c| Ok(ArrayFormatter::try_new(c, &options)?)).transpose())
        .collect::<anyhow::Result<Vec<_>>>()?;
    let needle = wanted.contains.as_ref().map(|text| text.to_lowercase());
    for row in 0..batch.num_rows() {
        let mut cells: Row = Default::default();
        for ((cell, field), formatter) in cells.iter_mut().zip(fields).zip(&formatters) {
            *cell = match (field, formatter) {
                (_, Some(formatter)) => formatter.value(row).try_to_string()?,
                (Field::Constant(text), None) => text.to_owned(),
                (Field::Column(_) | Field::Absent, None) => String::new(),
            };
        }
        if let [time, ..] = &mut cells
            && !time.is_empty()
        {
            time.push('Z');
        }
        let [_, user, activity, object, result, ip, ..] = &cells;
        let other =
            |wanted: &Option<String>, cell: &str| wanted.as_ref().is_some_and(|w| !w.eq_ignore_ascii_case(cell));
        if other(&wanted.user, user) || other(&wanted.ip, ip) {
            continue;
        }
        if let Some(needle) = &needle
            && !activity.to_lowercase().contains(needle)
            && !object.to_lowercase().contains(needle)
        {
            continue;
        }
        let outcome = source.outcome(result).map_or_else(String::new, |outcome| outcome.name().to_owned());
        let [.., outcome_cell, table] = &mut cells;
        *outcome_cell = outcome;
        source.table.clone_into(table);
        found(cells);
    }
    Ok(())
}

/// Every instant is UTC; without the zone's name the formatter needs no table of zones.
fn without_zone(column: &ArrayRef) -> anyhow::Result<ArrayRef> {
    match column.data_type() {
        DataType::Timestamp(TimeUnit::Microsecond, Some(_)) => {
            Ok(cast(column, &DataType::Timestamp(TimeUnit::Microsecond, None))?)
        }
        _ => Ok(ArrayRef::clone(column)),
    }
}
