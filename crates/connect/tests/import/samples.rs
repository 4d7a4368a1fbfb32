//! Every sample of the manifest yields as many records as the manifest says.

use std::path::PathBuf;

use connect::import::Options;

#[derive(serde::Deserialize)]
struct Manifest {
    entries: Vec<Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    path: String,
    records: u64,
    table: String,
}

/// Samples with records that cannot become rows: documentation that names types instead of values, and records that were
/// trimmed for print until no time was left.
const REJECTED: [(&str, u64); 8] = [
    ("graph-docs/beta_alert-get_1.json", 1),
    ("graph-docs/beta_alert-list_1.json", 1),
    ("graph-docs/v1.0_alert-get_1.json", 1),
    ("graph-docs/v1.0_alert-list_1.json", 1),
    ("graph-docs/v1.0_riskyuser-get_1.json", 1),
    ("graph-docs/v1.0_riskyuser-list-history_1.json", 1),
    ("graph-docs/v1.0_riskyuser-list_1.json", 1),
    ("stratus/entra_azure_detection_samples.ndjson", 5),
];

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("QUAESTOR_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    folder.join("samples/manifest.json").exists().then_some(folder)
}

#[test]
fn every_sample_is_accounted_for() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no samples beside the repository; set QUAESTOR_SHARED to the folder that has them");
        return;
    };
    let samples = shared.join("samples");
    let manifest: Manifest = serde_json::from_slice(&std::fs::read(samples.join("manifest.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for entry in &manifest.entries {
        let bytes = std::fs::read(samples.join(&entry.path)).unwrap();
        let (outcome, kept) = crate::support::import(&entry.path, &bytes, &Options::default());
        let read: u64 = outcome.leaves.iter().map(|l| l.read).sum();
        let rejected: u64 = outcome.leaves.iter().map(|l| l.rejected_total).sum();
        eprintln!("{}: {} -> {} [{}]", entry.path, crate::support::report(&outcome), kept.tables(), entry.table);
        let expected = REJECTED.iter().find(|(path, _)| *path == entry.path).map_or(0, |(_, count)| *count);
        if read != entry.records || rejected != expected {
            wrong.push(format!("{}: {} records, read {read}, rejected {rejected}", entry.path, entry.records));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
