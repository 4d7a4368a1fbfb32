//! Records and the rows they become, as literate cases: each file of `tests/rows` holds cases of a kind, a record, and
//! what its rows hold, empty columns left out. `QUAESTOR_UPDATE=1` writes what the rows hold now.

#![expect(clippy::unwrap_used, reason = "a case that is not written as a case stops the test where it stands")]

mod shown;

use std::{fs, io::Write, path::PathBuf};

use shown::shown;
use tables::{Context, Kind, Mappers, Place};

/// A case: what it shows, its kind, its record, and what is expected.
struct Case {
    title: String,
    kind: String,
    record: String,
    expected: String,
}

#[test]
fn every_record_becomes_the_rows_written_beside_it() {
    let mut count = 0;
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        let cases = cases(&text);
        let mut now = String::new();
        for case in &cases {
            let found = rows(kind(&case.kind), &case.record);
            let written = ["# ", &case.title, "\n\nKind: ", &case.kind, "\n\n```json\n", &case.record, "\n```\n\n"];
            now.push_str(&[written.concat().as_str(), "```text\n", &found, "```\n\n"].concat());
            if std::env::var_os("QUAESTOR_UPDATE").is_none() {
                assert_eq!(found, case.expected, "{}: {}", file.display(), case.title);
            }
            count += 1;
        }
        if std::env::var_os("QUAESTOR_UPDATE").is_some() {
            let mut file = fs::File::create(&file).unwrap();
            file.write_all(now.trim_end().as_bytes()).and_then(|()| file.write_all(b"\n")).unwrap();
        }
    }
    assert!(count > 15, "only {count} cases were found");
}

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/rows");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn cases(text: &str) -> Vec<Case> {
    text.split("\n# ")
        .map(|part| {
            let part = part.trim_start_matches("# ");
            let (title, rest) = part.split_once('\n').unwrap();
            let block = |language: &str| {
                let (_, rest) = rest.split_once(&format!("```{language}\n")).unwrap_or(("", "```"));
                rest.split_once("```").unwrap().0.to_owned()
            };
            let kind = rest.lines().find_map(|line| line.strip_prefix("Kind: ")).unwrap();
            Case {
                title: title.trim().into(),
                kind: kind.trim().into(),
                record: block("json").trim_end().into(),
                expected: block("text"),
            }
        })
        .collect()
}

fn kind(name: &str) -> Kind {
    match name {
        "RiskyUser" => Kind::RiskyUser,
        "RiskDetection" => Kind::RiskDetection,
        "RiskyServicePrincipal" => Kind::RiskyServicePrincipal,
        "ServicePrincipalRiskDetection" => Kind::ServicePrincipalRiskDetection,
        "Alert" => Kind::Alert,
        "LegacyAlert" => Kind::LegacyAlert,
        "Incident" => Kind::Incident,
        "DefenderIncident" => Kind::DefenderIncident,
        "DefenderAlert" => Kind::DefenderAlert,
        "Diagnostic" => Kind::Diagnostic,
        "Audit" => Kind::Audit,
        "CloudAppActivity" => Kind::CloudAppActivity,
        "Other secureScore" => Kind::Other("secureScore"),
        row => Kind::Row(Box::leak(row.strip_prefix("Row ").unwrap().to_owned().into_boxed_str())),
    }
}

/// The rows of a record, or why it became none.
fn rows(kind: Kind, record: &str) -> String {
    let mut mappers = Mappers::default();
    if let Err(rejection) = mappers.push(kind, record, Place::default(), &Context::default()) {
        return format!("rejected: {rejection}\n");
    }
    let mut text: String = mappers.take().iter().map(shown).collect();
    for (field, _) in mappers.take_unmapped() {
        text.push_str(&["no column: ", &field, "\n"].concat());
    }
    text
}
