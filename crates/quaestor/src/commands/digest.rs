//! `quaestor digest`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::Status;
use super::location::open;
use crate::cli::Format;
use crate::output::{self, Grid, count};

/// Arguments of `quaestor digest`.
///
/// Two archives with the same digest hold the same rows, whatever the order or the parts in which they came in.
#[derive(Debug, Args)]
pub(crate) struct Digest {
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Prints the number of rows and the checksum of each Delta table.
pub(crate) fn run(command: &Digest, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let digests = open(data)?.digest()?.0;
    if command.format == Format::Json {
        let tables = digests.iter().map(|(table, (rows, sum))| (table.clone(), json!({"rows": rows, "digest": sum})));
        output::json(&tables.collect::<serde_json::Map<_, _>>())?;
        return Ok(Status::Done);
    }
    let mut grid = Grid::new(&["table", ">rows", "digest"]);
    for (table, (rows, sum)) in &digests {
        let rows = if command.format == Format::Csv { rows.to_string() } else { count(*rows) };
        grid.row([table.clone(), rows, sum.clone()]);
    }
    if command.format == Format::Csv {
        grid.print_csv()?;
    } else {
        grid.print()?;
    }
    Ok(Status::Done)
}
