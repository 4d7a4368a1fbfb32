//! Real exports through the mapping: nothing that has a time is refused, and what must hold of every audit record does.
//!
//! Needs the samples beside the repository (`../shared`, or `QUAESTOR_SHARED`); says so and passes without them.

#![expect(clippy::unwrap_used, reason = "a sample that cannot be read stops the test where it stands")]

use std::{env, fs, path::PathBuf};

use arrow_array::{Array, cast::AsArray};
use serde_json::Value;
use tables::{Context, DateOrder, Kind, Mapped, Mappers, Place};

/// Samples whose records all are of one kind, by path or the beginning of a path.
const SAMPLES: &[(&str, Kind)] = &[
    ("det-eng-samples/", Kind::Audit),
    ("plaso/microsoft_audit_log.jsonl", Kind::Audit),
    ("stix-shifter/", Kind::Alert),
    ("rapid7/test_get_alerts.json", Kind::DefenderAlert),
    ("rapid7/test_get_incident.json", Kind::DefenderIncident),
    ("rapid7/test_list_incidents.json", Kind::DefenderIncident),
    ("rapid7/example_incident.json", Kind::Incident),
    ("chronicle/", Kind::CloudAppActivity),
    ("msticpy/alerts_list.ndjson", Kind::Row("SecurityAlert")),
    ("msticpy/lab_alerts_list.ndjson", Kind::Row("SecurityAlert")),
    ("msticpy/lab_list_activity_for_account.ndjson", Kind::Row("OfficeActivity")),
    ("otrf-goldensaml/OfficeActivityEvents.json", Kind::Row("OfficeActivity")),
    ("otrf-goldensaml/Microsoft365DefenderEvents.json", Kind::Row("DeviceEvents")),
    ("msticpy/aad_logons.ndjson", Kind::Row("SigninLogs")),
    ("msticpy/lab_list_aad_signins_for_account.ndjson", Kind::Row("SigninLogs")),
    ("otrf-goldensaml/AADAuditEvents.json", Kind::Row("AuditLogs")),
    ("graph-docs/beta_signin", Kind::SignIn),
    ("graph-docs/v1.0_signin", Kind::SignIn),
    ("graph-docs-zh/beta_signin", Kind::SignIn),
    ("graph-docs/beta_directoryaudit", Kind::DirectoryAudit),
    ("graph-docs/v1.0_directoryaudit", Kind::DirectoryAudit),
    ("graph-docs/beta_provisioning", Kind::Provisioning),
    ("graph-docs/v1.0_provisioning", Kind::Provisioning),
    ("graph-docs/beta_riskdetection", Kind::RiskDetection),
    ("graph-docs/v1.0_riskdetection", Kind::RiskDetection),
    ("graph-docs/beta_riskyuser-list-history", Kind::RiskyUser),
    ("graph-docs/v1.0_security-list-securescores", Kind::Other("secureScore")),
    ("graph-docs-zh/beta_riskyserviceprincipal", Kind::RiskyServicePrincipal),
    ("graph-docs-zh/beta_serviceprincipalriskdetection", Kind::ServicePrincipalRiskDetection),
];

/// Files, relative to the samples, with their text and kind. Empty where there are no samples.
fn samples() -> Vec<(String, String, Kind)> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = env::var_os("QUAESTOR_SHARED").map_or(beside, PathBuf::from).join("samples");
    if !root.is_dir() {
        eprintln!("skipped: {} is not there; set QUAESTOR_SHARED to the folder that holds it", root.display());
        return Vec::new();
    }
    let mut found = Vec::new();
    for folder in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            let json = path.extension().is_some_and(|e| ["json", "jsonl", "ndjson"].iter().any(|j| e == *j));
            if let Some((_, kind)) = SAMPLES.iter().find(|(start, _)| json && name.starts_with(start)) {
                found.push((name, fs::read_to_string(path).unwrap(), *kind));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The records of a sample: pages, arrays, lines and objects one after another, without what a search wraps them in.
fn records(text: &str) -> Vec<Value> {
    fn add(value: Value, records: &mut Vec<Value>) {
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| add(value, records)),
            Value::Object(mut object) => {
                let page = ["value", "EntityResult", "AuditData"]
                    .into_iter()
                    .find(|name| object.get(*name).is_some_and(|v| !v.is_string()));
                match page.and_then(|name| object.remove(name)) {
                    Some(page) => add(page, records),
                    None => records.push(Value::Object(object)),
                }
            }
            _ => {}
        }
    }
    let mut records = Vec::new();
    for value in serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter() {
        // What follows damage in a sample is the reader's business.
        let Ok(value) = value else { break };
        add(value, &mut records);
    }
    records
}

fn text(mapped: &Mapped, column: &str, row: usize) -> Option<String> {
    let array = mapped.rows[column].as_string::<i32>();
    array.is_valid(row).then(|| array.value(row).to_owned())
}

#[test]
fn every_record_of_the_samples_becomes_a_row() {
    let mut refused = Vec::new();
    for (name, content, kind) in samples() {
        let mut mappers = Mappers::default();
        let context = Context { dates: DateOrder::MonthFirst, ..Context::default() };
        let records = records(&content);
        assert!(!records.is_empty(), "{name} has no record");
        for record in &records {
            if let Err(rejection) = mappers.push(kind, &record.to_string(), Place::default(), &context) {
                refused.push(format!("{name}: {rejection}"));
            }
        }
        let taken = mappers.take();
        let rows: usize = taken.iter().filter(|mapped| !mapped.derived).map(|mapped| mapped.places.len()).sum();
        eprintln!("{name}: {} records, {rows} rows, unmapped {:?}", records.len(), mappers.take_unmapped());
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn no_failed_sign_in_is_shown_as_a_success_and_no_readable_address_is_lost() {
    for (name, content, kind) in samples().into_iter().filter(|(_, _, kind)| *kind == Kind::Audit) {
        let mut mappers = Mappers::default();
        for record in records(&content) {
            let _reported = mappers.push(kind, &record.to_string(), Place::default(), &Context::default());
        }
        for mapped in mappers.take().iter().filter(|mapped| mapped.table.name == "UnifiedAuditLog") {
            for row in 0..mapped.rows.num_rows() {
                let operation = text(mapped, "Operation", row).unwrap();
                let outcome = text(mapped, "Outcome", row);
                match operation.as_str() {
                    "UserLoginFailed" => assert_eq!(outcome.as_deref(), Some("Failure"), "{name}"),
                    "UserLoggedIn" => assert_eq!(outcome.as_deref(), Some("Success"), "{name}"),
                    _ => {}
                }
                if let Some(raw) = text(mapped, "ClientIPRaw", row) {
                    let read = tables::audit::client_ip::address(&raw);
                    assert_eq!(text(mapped, "ClientIP", row), read, "{name}: {raw}");
                }
                let record_type = text(mapped, "RecordTypeName", row).unwrap();
                assert!(record_type.parse::<i64>().is_err(), "{name}: record type {record_type} has no name");
                assert!(text(mapped, "User", row).is_some(), "{name}: {operation} names nobody");
            }
        }
    }
}
