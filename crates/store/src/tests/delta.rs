//! Another reader of Delta tables sees what the chain says.

use std::collections::BTreeSet;

use deltalake_core::kernel::schema::StructType;
use deltalake_core::{DeltaTable, open_table};
use tables::Shape;

use super::support::*;
use crate::Archive;

fn open(archive: &Archive, table: &str) -> DeltaTable {
    let path = archive.storage.directory().unwrap().join(table);
    let url = url::Url::from_directory_path(path).unwrap();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(open_table(url)).unwrap()
}

pub(super) fn agrees(archive: &Archive, path: &str) -> DeltaTable {
    let table = open(archive, path);
    let state = archive.published().unwrap();
    let known = &state.tables[path];
    assert_eq!(table.version(), known.version);
    let seen: BTreeSet<String> = table.get_file_uris().unwrap().collect();
    let root = archive.storage.directory().unwrap().join(path);
    let named: BTreeSet<String> = known.files.keys().map(|file| root.join(file).display().to_string()).collect();
    let seen: BTreeSet<String> = seen.into_iter().map(|uri| uri.trim_start_matches("file://").to_owned()).collect();
    assert_eq!(seen, named);
    let schema: &StructType = &table.snapshot().unwrap().schema();
    let columns: Vec<&str> = schema.fields().map(|field| field.name().as_str()).collect();
    assert_eq!(columns, known.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>());
    table
}

#[test]
fn files_schema_and_version_agree() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 1000)).unwrap();
    agrees(&archive, "tables/SigninLogs");
    let richer =
        sign_in(1, "2026-03-01T12:01:00Z", "grace", 0).replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"");
    import(&archive, &[richer]).unwrap();
    let table = agrees(&archive, "tables/SigninLogs");
    agrees(&archive, "versions/SigninLogs");
    let metadata = table.snapshot().unwrap().metadata().clone();
    assert_eq!(metadata.partition_columns(), &["_Tenant", "_Day"]);
    import_as(&archive, "OtherRecords", Shape::Graph, &[r#"{"a":1}"#.into()]).unwrap();
    agrees(&archive, "tables/OtherRecords");
}

#[test]
fn columns_of_a_newer_program_are_added_to_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 3)).unwrap();
    let mut writer = archive.writer().unwrap();
    // As an older program would have left it.
    let table = writer.state.tables.get_mut("tables/SigninLogs").unwrap();
    table.columns.retain(|column| column.name != "RiskState");
    append(&mut writer, "SigninLogs", Shape::Graph, &sign_ins(3, 6)).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    agrees(&archive, "tables/SigninLogs");
    assert_eq!(archive.published().unwrap().tables["tables/SigninLogs"].columns.last().unwrap().name, "RiskState");
    assert_eq!(texts(&archive, "SigninLogs", "RiskState").len(), 6);
}
