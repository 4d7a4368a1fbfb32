//! Detections, as a user meets them: rules that hold, findings that lead to evidence, alerts that are told once.

use std::path::Path;

use crate::support::{json, run, tenant};

#[test]
fn every_rule_is_right_and_holds_on_its_cases() {
    let folder = tempfile::tempdir().unwrap();
    let lint = run(folder.path(), &["rules", "lint"]);
    assert!(lint.status.success(), "{}", String::from_utf8_lossy(&lint.stdout));
    let tried = json(folder.path(), &["rules", "test", "--quick", "--format", "json"]);
    assert_eq!(tried["failed"], serde_json::json!([]));
    let count = |key: &str| tried[key].as_u64().unwrap();
    assert!(count("rules") >= 75 && count("positive") >= 3 * count("rules") && count("negative") >= 3 * count("rules"));
}

#[test]
fn a_finding_leads_to_its_evidence_and_an_alert_is_one_however_often_it_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let logs = folder.path().join("logs");
    tenant(&logs, 40, 3, &["--start", "2026-10-01", "--attacks", "role-granted-outside-pim,audit-switched-off"]);
    let import = run(&archive, &["import", logs.to_str().unwrap()]);
    assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
    let judged = detect(&archive);
    let findings = judged["findings"].as_array().unwrap();
    assert!(!findings.is_empty(), "{judged}");
    for finding in findings {
        for key in ["rule", "severity", "title", "story", "techniques", "first", "last", "entities", "records", "check"]
        {
            assert!(!finding[key].is_null(), "{key} of {finding}");
        }
        for entity in finding["entities"].as_array().unwrap() {
            assert!(entity["kind"].is_string() && entity["value"].is_string());
        }
    }
    let record = findings.iter().find_map(|finding| finding["records"].as_array().unwrap().first()).unwrap();
    let shown = run(&archive, &["evidence", "show", record["id"].as_str().unwrap()]);
    assert!(shown.status.success(), "{record}: {}", String::from_utf8_lossy(&shown.stderr));

    let alerts = json(&archive, &["alerts", "--format", "json"]);
    let first = alerts.as_array().unwrap();
    assert_eq!(first.len(), findings.len());
    detect(&archive);
    // What examples an alert names may differ; what it is must not.
    let same = |alerts: &serde_json::Value| -> Vec<serde_json::Value> {
        let of = |alert: &serde_json::Value| {
            ["id", "rule", "status", "revision", "first", "last", "findings"].map(|key| alert[key].clone())
        };
        alerts.as_array().unwrap().iter().map(|alert| serde_json::json!(of(alert))).collect()
    };
    assert_eq!(same(&json(&archive, &["alerts", "--format", "json"])), same(&alerts), "judging again changes nothing");

    let id = first[0]["id"].as_str().unwrap();
    assert!(!run(&archive, &["alerts", "close", id, "--as", "benign"]).status.success(), "closing needs a reason");
    let closed = run(&archive, &["alerts", "close", id, "--as", "benign", "--reason", "announced"]);
    assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
    assert_eq!(json(&archive, &["alerts", "--format", "json"]).as_array().unwrap().len(), first.len() - 1);
    let history = json(&archive, &["alerts", "history", id, "--format", "json"]);
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!((last["what"].as_str(), last["reason"].as_str()), (Some("new → closed (benign)"), Some("announced")));
}

/// Two families are enough here, and much quicker than all.
fn detect(archive: &Path) -> serde_json::Value {
    json(
        archive,
        &[
            "detect",
            "--format",
            "json",
            "--rule",
            "directory",
            "--rule",
            "logging",
            "--from",
            "2026-10-01",
            "--to",
            "2026-10-04",
        ],
    )
}
