//! The tables as their vendors publish them: names, types and order of columns.
//!
//! Needs the reference beside the repository (`../shared`, or `QUAESTOR_SHARED`); says so and passes without it.

#![expect(clippy::unwrap_used, reason = "a reference that cannot be read stops the test where it stands")]

use std::{env, fs, path::PathBuf};

use serde_json::Value;

/// Tables of our own.
const OURS: [&str; 2] = ["UnifiedAuditLog", "OtherRecords"];

fn reference() -> Option<Value> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = env::var_os("QUAESTOR_SHARED").map_or(beside, PathBuf::from).join("reference/tables.json");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there; set QUAESTOR_SHARED to the folder that holds it", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn every_published_column_is_there_in_order_and_of_its_type() {
    let Some(reference) = reference() else { return };
    let published = reference["tables"].as_object().unwrap();
    for (name, table) in published {
        let ours = tables::by_name(name).unwrap_or_else(|| panic!("{name} is not defined"));
        let columns = table["columns"].as_array().unwrap();
        assert!(ours.columns.len() >= columns.len(), "{name} has {} columns of {}", ours.columns.len(), columns.len());
        for (column, published) in ours.columns.iter().zip(columns) {
            assert_eq!(Some(column.name), published["name"].as_str(), "{name}");
            assert_eq!(Some(column.kind.name()), published["type"].as_str(), "{name}.{}", column.name);
        }
    }
    for table in tables::all() {
        assert!(published.contains_key(table.name) || OURS.contains(&table.name), "{} is not published", table.name);
    }
}

#[test]
fn every_column_says_what_it_means() {
    for table in tables::all() {
        for column in table.columns {
            let doc = column.doc.trim();
            assert!(doc.len() > 4 && doc.ends_with(['.', '…']), "{}.{}: {doc:?}", table.name, column.name);
        }
        assert!(table.doc.contains("Source: <https://") || OURS.contains(&table.name), "{}", table.name);
        for name in table.identity.iter().chain(&table.revision).chain(&table.tenant) {
            assert!(table.column(name).is_some(), "{}: {name} is no column", table.name);
        }
    }
}

#[test]
fn every_folder_of_tables_is_in_the_list() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/tables");
    let mut folders: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| fs::read_to_string(entry.path().join("mod.rs")).unwrap())
        .map(|text| text.lines().next().unwrap().trim_matches(['/', '!', ' ', '`', '.']).to_owned())
        .collect();
    let mut listed: Vec<&str> = tables::all().iter().map(|table| table.name).collect();
    folders.sort();
    listed.sort_unstable();
    assert_eq!(folders, listed, "the first line of a table's file names it");
}
