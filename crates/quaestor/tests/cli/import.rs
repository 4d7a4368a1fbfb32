//! Importing, as a script sees it.
#![expect(clippy::expect_used, reason = "a report without its numbers is a failed test")]

use crate::support::{run, tenant};
use serde_json::{Value, json};

/// Whether every file and the totals satisfy `read = stored + duplicates + rejected`.
fn balanced(report: &Value) {
    let number = |value: &Value| value.as_u64().expect("a number");
    let sum = |stored: &Value| stored.as_object().expect("tables").values().map(number).sum::<u64>();
    for file in report["files"].as_array().expect("files") {
        let kept = sum(&file["stored"]) + number(&file["duplicates"]) + number(&file["rejected_total"]);
        assert_eq!(number(&file["read"]), kept, "{file:#}");
    }
    let totals = &report["totals"];
    assert_eq!(
        number(&totals["read"]),
        sum(&totals["stored"]) + number(&totals["duplicates"]) + number(&totals["rejected"])
    );
}

#[test]
fn importing_twice_is_importing_once() {
    let folder = tempfile::tempdir().unwrap();
    let (logs, archive) = (folder.path().join("logs"), folder.path().join("archive"));
    tenant(&logs, 4, 2, &[]);
    let graph = logs.join("graph");
    let arguments = ["import", graph.to_str().unwrap(), logs.join("management").to_str().unwrap(), "--report", "json"]
        .map(str::to_owned);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let first = crate::support::json(&archive, &arguments);
    balanced(&first);
    assert!(first["totals"]["stored"]["UnifiedAuditLog"].as_u64() > Some(0), "{:#}", first["totals"]);
    assert_eq!(first["totals"]["duplicates"], 0);
    assert_eq!(first["totals"]["unrecognised"], 0);
    let digest = crate::support::json(&archive, &["digest", "--format", "json"]);
    let second = crate::support::json(&archive, &arguments);
    balanced(&second);
    assert_eq!(second["totals"]["stored"], json!({}));
    assert_eq!(second["totals"]["duplicates"], first["totals"]["read"]);
    assert_eq!(crate::support::json(&archive, &["digest", "--format", "json"]), digest);
}

#[test]
fn an_unrecognised_file_is_kept_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let note = folder.path().join("note.txt");
    std::io::Write::write_all(&mut std::fs::File::create(&note).unwrap(), b"Dear Sir or Madam,\n").unwrap();
    let path = note.to_str().unwrap();
    let report = crate::support::json(&archive, &["import", path, "--report", "json"]);
    assert_eq!(report["files"][0]["status"], "unrecognised");
    assert_eq!(report["files"][0]["read"], 0);
    let evidence = report["files"][0]["sha256"].as_str().unwrap();
    assert_eq!(run(&archive, &["import", path, "--strict"]).status.code(), Some(4));
    let raw = run(&archive, &["evidence", "show", evidence]);
    assert_eq!(raw.stdout, b"Dear Sir or Madam,\n");
}

#[test]
fn a_path_that_is_not_there_is_named_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let output = run(&archive, &["import", "no-such-folder"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-folder"));
    assert!(!archive.exists());
    assert_eq!(run(&archive, &["import"]).status.code(), Some(2));
}

#[test]
fn a_second_writer_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let (logs, archive) = (folder.path().join("logs"), folder.path().join("archive"));
    tenant(&logs, 30, 4, &[]);
    let path = logs.to_str().unwrap();
    let mut first =
        crate::support::quaestor(&archive).args(["import", path]).stdout(std::process::Stdio::null()).spawn().unwrap();
    while !archive.join("writer.lock").exists() {
        assert!(first.try_wait().unwrap().is_none(), "the first import ended before it took the lock");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let second = run(&archive, &["import", path]);
    let refusal = String::from_utf8_lossy(&second.stderr).into_owned();
    let still_running = first.try_wait().unwrap().is_none();
    assert!(first.wait().unwrap().success());
    if still_running {
        assert_eq!(second.status.code(), Some(1));
        assert!(refusal.contains("writing"), "{refusal}");
    }
    assert_eq!(run(&archive, &["verify"]).status.code(), Some(0));
}

#[test]
fn an_archive_is_not_imported_into_itself() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("case");
    tenant(&logs, 2, 1, &[]);
    let archive = logs.join("archive");
    let first = crate::support::json(&archive, &["import", logs.to_str().unwrap(), "--report", "json"]);
    let second = crate::support::json(&archive, &["import", logs.to_str().unwrap(), "--report", "json"]);
    assert_eq!(first["totals"]["read"], second["totals"]["duplicates"]);
    let evidence = crate::support::json(&archive, &["evidence", "list", "--format", "json"]);
    for object in evidence.as_array().unwrap() {
        assert!(!object["name"].as_str().unwrap().contains("signing.key"), "the private key became evidence");
    }
    let inside = run(&archive, &["import", archive.join("seal").to_str().unwrap()]);
    assert_eq!(inside.status.code(), Some(1));
}
