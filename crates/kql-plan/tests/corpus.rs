//! Public rules over declared tables: every one must bind, with the columns that the official analyser gives it.
//!
//! The rules lie beside the project, not in it; without them the test says so and passes. `KQL_CORPUS_REPORT=1` prints each difference.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test may")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use kql_plan::{TableSchema, Type};
use serde_json::Value as Json;
use support::{Declared, bound};

fn tables(environment: &Json) -> Vec<TableSchema> {
    let environment = environment.as_object().expect("tables by name");
    environment
        .iter()
        .map(|(name, columns)| {
            let columns = columns.as_object().expect("columns by name");
            let kind = |kind: &Json| Type::by_name(kind.as_str().unwrap_or("string")).unwrap_or(Type::String);
            TableSchema {
                name: name.clone(),
                columns: columns.iter().map(|(name, json)| (name.clone(), kind(json))).collect(),
                hidden: Vec::new(),
                aliases: Vec::new(),
                uncollected: false,
            }
        })
        .collect()
}

#[test]
fn public_rules_bind_as_the_official_analyser_has_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let Ok(corpus) = std::fs::read_to_string(folder.join("corpus.jsonl")) else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    let environments: Json =
        serde_json::from_str(&std::fs::read_to_string(folder.join("tables_env.json")).unwrap()).unwrap();
    let catalogs: BTreeMap<&str, Declared> =
        ["sentinel", "defender"].into_iter().map(|name| (name, Declared(tables(&environments[name])))).collect();
    let (mut valid, mut binds, mut closed, mut same) = (0, 0, 0, 0);
    let report = std::env::vars().any(|(name, _)| name == "KQL_CORPUS_REPORT");
    for line in corpus.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        if case["valid"] != Json::Bool(true) {
            continue;
        }
        valid += 1;
        let catalog = &catalogs[case["env"].as_str().unwrap()];
        let result = bound(catalog, case["query"].as_str().unwrap());
        let Some(plan) = result.plan() else {
            if report {
                let first = result.diagnostics.iter().find(|found| found.severity == kql::Severity::Error);
                println!("{}: {}", case["id"], first.map(ToString::to_string).unwrap_or_default());
            }
            continue;
        };
        binds += 1;
        let expected: Vec<(String, String)> = case["result_schema"]
            .as_array()
            .unwrap_or(&Vec::new())
            .iter()
            .map(|column| {
                (column[0].as_str().unwrap_or_default().to_owned(), column[1].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        if expected.is_empty() || expected.iter().any(|(name, _)| name == "*") {
            continue;
        }
        closed += 1;
        let found: Vec<(String, String)> =
            plan.columns.iter().map(|column| (column.name.clone(), column.kind.name().to_owned())).collect();
        if found == expected {
            same += 1;
        } else if report {
            let place =
                found.iter().zip(&expected).position(|(a, b)| a != b).unwrap_or(found.len().min(expected.len()));
            println!(
                "{}: column {place}: {:?} instead of {:?} ({} of {})",
                case["id"],
                found.get(place),
                expected.get(place),
                found.len(),
                expected.len()
            );
        }
    }
    println!("{binds} of {valid} bind; {same} of {closed} have the official columns");
    assert!(binds * 100 >= valid * 99, "{binds} of {valid} public rules bind");
    assert!(same * 100 >= closed * 98, "{same} of {closed} have the official columns");
}

#[test]
fn what_the_real_engine_rejects_is_rejected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let Ok(cases) = std::fs::read_to_string(folder.join("errors.jsonl")) else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    let mut accepted = Vec::new();
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        if bound(&Declared::default(), case["query"].as_str().unwrap()).plan().is_some() {
            accepted.push(format!("{}: {} ({})", case["id"], case["query"], case["analyser_errors"]));
        }
    }
    assert!(accepted.is_empty(), "{} are accepted:\n{}", accepted.len(), accepted.join("\n"));
}
