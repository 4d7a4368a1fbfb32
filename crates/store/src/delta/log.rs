//! The log file of one Delta commit.
//!
//! Source: <https://github.com/delta-io/delta/blob/master/PROTOCOL.md>

use serde::Serialize;

use super::PROVENANCE;
use crate::Error;
use crate::seal::{Column, DataFile, Entry, EntryKind, TableChange, day_text};

/// Nothing of the archive expires by itself, whoever opens the table: neither log files nor superseded data files.
const KEEP: &str = "interval 5200 weeks";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Action<'a> {
    CommitInfo(CommitInfo),
    Protocol(Protocol),
    MetaData(Box<MetaData>),
    Txn(Txn<'a>),
    Remove(Remove<'a>),
    Add(Add<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CommitInfo {
    timestamp: i64,
    operation: &'static str,
    operation_parameters: Nothing,
    is_blind_append: bool,
    engine_info: String,
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Protocol {
    min_reader_version: u8,
    min_writer_version: u8,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MetaData {
    id: String,
    name: String,
    format: Format,
    schema_string: String,
    partition_columns: [&'static str; 2],
    configuration: Configuration,
    created_time: i64,
}

#[derive(Serialize)]
struct Format {
    provider: &'static str,
    options: Nothing,
}

#[derive(Serialize)]
struct Configuration {
    #[serde(rename = "delta.logRetentionDuration")]
    log: &'static str,
    #[serde(rename = "delta.deletedFileRetentionDuration")]
    files: &'static str,
    #[serde(rename = "delta.enableExpiredLogCleanup")]
    cleanup: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Txn<'a> {
    app_id: &'a str,
    version: u64,
    last_updated: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Remove<'a> {
    path: &'a str,
    deletion_timestamp: i64,
    data_change: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Add<'a> {
    path: &'a str,
    partition_values: Partition<'a>,
    size: u64,
    modification_time: i64,
    data_change: bool,
    stats: &'a str,
}

#[derive(Serialize)]
struct Partition<'a> {
    #[serde(rename = "_Tenant")]
    tenant: &'a str,
    #[serde(rename = "_Day")]
    day: Option<String>,
}

#[derive(Serialize)]
struct Schema<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    nullable: bool,
    metadata: Comment<'a>,
}

#[derive(Serialize)]
struct Comment<'a> {
    comment: &'a str,
}

/// Returns the path of a Delta table's log file.
pub(crate) fn log_path(table: &str, version: u64) -> String {
    format!("{table}/_delta_log/{version:020}.json")
}

/// Returns the log file that an entry makes for one of its tables.
pub(crate) fn log_bytes(entry: &Entry, table: &str, change: &TableChange) -> Result<Vec<u8>, Error> {
    let time = entry.time.div_euclid(1000);
    // An entry of acts alone changes no table.
    let (operation, data_change) = match entry.kind {
        EntryKind::Import | EntryKind::Record => ("WRITE", true),
        EntryKind::Compact => ("OPTIMIZE", false),
        EntryKind::Remove => ("DELETE", true),
    };
    let mut actions = vec![Action::CommitInfo(CommitInfo {
        timestamp: time,
        operation,
        operation_parameters: Nothing {},
        is_blind_append: change.removed.is_empty(),
        engine_info: format!("quaestor/{}", entry.program),
    })];
    if change.version == 0 {
        actions.push(Action::Protocol(Protocol { min_reader_version: 1, min_writer_version: 2 }));
    }
    if let Some(columns) = &change.columns {
        actions.push(Action::MetaData(Box::new(metadata(&entry.archive, table, columns, time)?)));
    }
    actions.push(Action::Txn(Txn { app_id: &entry.archive, version: entry.number, last_updated: time }));
    let removed = change.removed.iter().map(|path| Remove { path, deletion_timestamp: time, data_change });
    actions.extend(removed.map(Action::Remove));
    actions.extend(change.added.iter().map(|file| Action::Add(add(file, time, data_change))));
    let mut log = Vec::new();
    for action in &actions {
        serde_json::to_writer(&mut log, action).map_err(Error::storage("write the Delta log of", table))?;
        log.push(b'\n');
    }
    Ok(log)
}

fn add(file: &DataFile, time: i64, data_change: bool) -> Add<'_> {
    Add {
        path: &file.path,
        partition_values: Partition { tenant: &file.tenant, day: file.day.map(day_text) },
        size: file.size,
        modification_time: time,
        data_change,
        stats: &file.stats,
    }
}

fn metadata(archive: &str, table: &str, columns: &[Column], time: i64) -> Result<MetaData, Error> {
    let fields = columns
        .iter()
        .map(|column| Field {
            name: &column.name,
            kind: &column.kind,
            nullable: true,
            metadata: Comment { comment: &column.comment },
        })
        .collect();
    let schema_string = serde_json::to_string(&Schema { kind: "struct", fields })
        .map_err(Error::storage("write the schema of", table))?;
    Ok(MetaData {
        id: table_id(archive, table),
        name: table.rsplit('/').next().unwrap_or(table).to_owned(),
        format: Format { provider: "parquet", options: Nothing {} },
        schema_string,
        partition_columns: [PROVENANCE[0].0, PROVENANCE[1].0],
        configuration: Configuration { log: KEEP, files: KEEP, cleanup: "false" },
        created_time: time,
    })
}

/// A table's id has to be a GUID that never changes: here, 16 bytes of a hash of what makes the table unique.
fn table_id(archive: &str, table: &str) -> String {
    let hash = blake3::hash(format!("{archive} {table}").as_bytes());
    let digits = hash.to_hex();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}
