//! `quaestor tables`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::Status;
use super::location::open;
use crate::cli::Format;
use crate::output::{self, Grid, bytes, count, instant};

/// Arguments of `quaestor tables`.
#[derive(Debug, Args)]
pub(crate) struct Tables {
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// Show the columns of this table instead, with their types and meaning.
    #[arg(value_name = "TABLE")]
    table: Option<String>,
}

/// Prints what is in the archive, or what a table's columns mean.
pub(crate) fn run(command: &Tables, data: Option<PathBuf>) -> anyhow::Result<Status> {
    if let Some(name) = &command.table {
        return columns(name, command.format);
    }
    let tables = open(data)?.tables()?;
    if command.format == Format::Json {
        let rows = tables.iter().map(|t| {
            json!({
                "table": t.table, "rows": t.rows, "versions": t.versions,
                "first": t.first.map(instant), "last": t.last.map(instant),
                "tenants": t.tenants, "bytes": t.bytes, "files": t.files,
            })
        });
        output::json(&rows.collect::<Vec<_>>())?;
        return Ok(Status::Done);
    }
    let mut grid = Grid::new(&["table", ">rows", ">versions", "!first", "!last", "tenants", ">size", ">files"]);
    for t in &tables {
        let for_people = command.format == Format::Table;
        let number = |n: u64| if for_people { count(n) } else { n.to_string() };
        grid.row([
            t.table.clone(),
            number(t.rows),
            number(t.versions),
            t.first.map(instant).unwrap_or_default(),
            t.last.map(instant).unwrap_or_default(),
            t.tenants.join(" "),
            if for_people { bytes(t.bytes) } else { t.bytes.to_string() },
            number(t.files),
        ]);
    }
    if command.format == Format::Csv {
        grid.print_csv()?;
    } else if grid.is_empty() {
        output::say("the archive holds no rows yet; quaestor import PATHS brings some");
    } else {
        grid.print()?;
    }
    Ok(Status::Done)
}

fn columns(name: &str, format: Format) -> anyhow::Result<Status> {
    let Some(table) = tables::by_name(name) else {
        let close = tables::all().iter().find(|t| t.name.eq_ignore_ascii_case(name));
        let hint = close.map_or_else(String::new, |t| format!("; did you mean {}?", t.name));
        anyhow::bail!("there is no table {name}{hint}");
    };
    let rows: Vec<(&str, &str, String)> =
        table.columns.iter().map(|c| (c.name, c.kind.name(), one_line(c.doc))).collect();
    if format == Format::Json {
        let columns = rows.iter().map(|(name, kind, doc)| json!({"name": name, "type": kind, "meaning": doc}));
        output::json(
            &json!({"table": table.name, "meaning": one_line(table.doc), "columns": columns.collect::<Vec<_>>()}),
        )?;
        return Ok(Status::Done);
    }
    let mut grid = Grid::new(&["column", "type", "meaning"]);
    for (name, kind, doc) in rows {
        grid.row([name.to_owned(), kind.to_owned(), doc]);
    }
    if format == Format::Csv {
        grid.print_csv()?;
    } else {
        grid.print()?;
    }
    Ok(Status::Done)
}

fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
