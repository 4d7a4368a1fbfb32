//! `quaestor evidence`: the bytes behind the rows.

use std::io::{self, Read};
use std::path::PathBuf;

use anyhow::{Context, bail};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use clap::{Args, Subcommand};
use connect::import::{Options, Source, quote};
use detect::RecordId;
use serde_json::json;
use store::{Equals, Snapshot};

use super::Status;
use super::location::open;
use crate::cli::Format;
use crate::output::{self, Grid, bytes, say};

/// Arguments of `quaestor evidence`.
#[derive(Debug, Args)]
pub(crate) struct Evidence {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the evidence objects: files as received.
    List {
        /// How to print.
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
    },
    /// Print the raw record of an id, or a whole file by the first digits of its SHA-256.
    Show {
        /// Id of a record (a sign-in's request id, an audit record's id, an alert's id), or the first digits, six or
        /// more, of the SHA-256 of a file as received.
        id: String,
    },
}

/// Lists or prints evidence.
pub(crate) fn run(command: &Evidence, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let archive = open(data)?.snapshot()?;
    match &command.what {
        What::List { format } => list(&archive, *format)?,
        What::Show { id } => show(&archive, id)?,
    }
    Ok(Status::Done)
}

/// What to type to see the record: `AuditLogs: quaestor evidence show ID`. An id that a shell would take apart is quoted.
pub(crate) fn ask_for(record: &RecordId) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.:/@+=,".contains(letter);
    let id = if record.id.chars().all(plain) {
        record.id.clone()
    } else {
        format!("'{}'", record.id.replace('\'', r"'\''"))
    };
    format!("{}: quaestor evidence show {id}", record.table)
}

fn list(archive: &Snapshot, format: Format) -> anyhow::Result<()> {
    let evidence = archive.evidence();
    if format == Format::Json {
        let objects = evidence
            .list()
            .map(|(sha256, name, size, stored)| json!({"sha256": sha256, "name": name, "bytes": size, "stored_bytes": stored}));
        return output::json(&objects.collect::<Vec<_>>());
    }
    let mut grid = Grid::new(&["sha256", ">size", ">stored", "name"]);
    for (sha256, name, size, stored) in evidence.list() {
        let size_text = |n: u64| if format == Format::Csv { n.to_string() } else { bytes(n) };
        grid.row([sha256.to_owned(), size_text(size), size_text(stored), name.to_owned()]);
    }
    if format == Format::Csv { grid.print_csv() } else { grid.print() }
}

fn show(archive: &Snapshot, id: &str) -> anyhow::Result<()> {
    let evidence = archive.evidence();
    let digits = id.len() >= 6 && id.chars().all(|c| c.is_ascii_hexdigit());
    if let Some(sha256) = digits.then(|| evidence.find(&id.to_ascii_lowercase())).flatten() {
        let mut reader = evidence.open(sha256)?;
        return match io::copy(&mut reader, &mut io::stdout().lock()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map(drop).context("cannot print the evidence"),
        };
    }
    let mut found = 0;
    for table in tables::all() {
        // Rows that repeat records of another table have the same evidence; one of them is enough.
        if found > 0 && table.name == "OfficeActivity" {
            continue;
        }
        for column in table.identity.iter().take(1) {
            for superseded in [false, true] {
                found += records(archive, table.name, column, id, superseded)?;
            }
        }
    }
    if found == 0 {
        bail!("the archive has no record with the id {id}, and no evidence whose SHA-256 begins so");
    }
    Ok(())
}

/// The columns that tell where a row's record stands.
pub(crate) const PLACE: [&str; 6] = ["_Evidence", "_Member", "_Offset", "_Length", "_Line", "_Format"];

/// Prints the records of one id in one table; returns how many there were.
fn records(archive: &Snapshot, table: &str, column: &str, id: &str, superseded: bool) -> anyhow::Result<usize> {
    let columns: Vec<&str> = PLACE.into_iter().chain([column]).collect();
    let scan =
        if superseded { archive.scan_versions(table, &columns, None)? } else { archive.scan(table, &columns, None)? };
    let mut found = 0;
    for batch in scan.where_equals(Equals { column: column.to_owned(), value: id.to_owned() }) {
        let batch = batch?;
        for row in 0..batch.num_rows() {
            let place = Place::of(&batch, row)?;
            let state = if superseded { ", an earlier or poorer version" } else { "" };
            say(&format!("{table}{state}: {} line {}, {}", place.name(), place.line, place.format));
            let source = FromArchive { archive, sha256: &place.evidence };
            let text = quote(&source, place.member.as_deref(), place.offset, place.length, &Options::default())?;
            let text =
                text.with_context(|| format!("{} ends before the record; run `quaestor verify`", place.name()))?;
            output::data(&(text + "\n"))?;
            found += 1;
        }
    }
    Ok(found)
}

/// Where a row's record stands.
pub(crate) struct Place {
    pub(crate) evidence: String,
    pub(crate) member: Option<String>,
    pub(crate) offset: u64,
    pub(crate) length: u32,
    line: i64,
    format: String,
}

impl Place {
    pub(crate) fn of(batch: &RecordBatch, row: usize) -> anyhow::Result<Self> {
        let column =
            |name: &str| batch.column_by_name(name).with_context(|| format!("the archive has no column {name}"));
        let text = |name: &str| {
            let column = column(name)?;
            let column = column.as_string_opt::<i32>().with_context(|| format!("{name} is no text"))?;
            anyhow::Ok(column.is_valid(row).then(|| column.value(row).to_owned()))
        };
        let number = |name: &str| {
            let column = column(name)?;
            let long = arrow_cast::cast(column, &arrow_schema::DataType::Int64)?;
            anyhow::Ok(long.as_primitive::<Int64Type>().value(row))
        };
        Ok(Self {
            evidence: text("_Evidence")?.unwrap_or_default(),
            member: text("_Member")?,
            offset: number("_Offset")?.try_into().context("a record's offset is below zero")?,
            length: number("_Length")?.try_into().context("a record's length is out of bounds")?,
            line: number("_Line")?,
            format: text("_Format")?.unwrap_or_default(),
        })
    }

    pub(crate) fn name(&self) -> String {
        match &self.member {
            Some(member) => format!("{}!{member}", self.evidence),
            None => self.evidence.clone(),
        }
    }
}

/// A file as the archive keeps it.
pub(crate) struct FromArchive<'a> {
    pub(crate) archive: &'a Snapshot,
    pub(crate) sha256: &'a str,
}

impl Source for FromArchive<'_> {
    fn name(&self) -> &str {
        self.sha256
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.archive.evidence().open(self.sha256).map_err(io::Error::other)?))
    }
}
