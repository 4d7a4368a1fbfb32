//! Every query that Kusto takes is read without an error, and survives printing and laying out.
//!
//! The queries are not of this project: they are read from a folder beside the repository, and the tests say so when it is absent.

#![expect(clippy::expect_used, reason = "a test that cannot read its cases fails")]

use std::path::PathBuf;

use serde_json::Value;

/// The cases of a set; `None`, and a word about it, when the folder is absent.
fn cases(set: &str) -> Option<Vec<Value>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("QUAESTOR_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join("conformance").join(format!("{set}.jsonl"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).expect("each line is a case")).collect())
}

fn text<'c>(case: &'c Value, field: &str) -> &'c str {
    case[field].as_str().unwrap_or_default()
}

/// Why a query that is valid is not read, printed and laid out as it should be.
fn objection(query: &str) -> Option<String> {
    let parsed = kql::parse(query);
    if parsed.errors().any(|error| error.code == kql::Code::ManagementCommand) {
        // The analyser takes commands too; they are no queries.
        return None;
    }
    if let Some(error) = parsed.errors().next() {
        let place = kql::LineIndex::new(query).line_column(query, error.span.start);
        return Some(format!("{}:{}: {error}", place.line, place.column));
    }
    let printed = kql::print(&parsed.tree);
    let again = kql::parse(&printed);
    if again.tree != parsed.tree {
        return Some(format!(
            "printing changes it:\n{printed}\n{}\n{}",
            parsed.tree.to_outline(),
            again.tree.to_outline()
        ));
    }
    match kql::format(query) {
        Ok(laid_out) if kql::format(&laid_out).as_ref() != Ok(&laid_out) => {
            let again = kql::format(&laid_out).unwrap_or_default();
            let changed = laid_out.lines().zip(again.lines()).find(|(first, second)| first != second);
            Some(format!("laying out twice changes it: {changed:?}"))
        }
        Ok(_) => None,
        Err(error) => Some(format!("{error}")),
    }
}

fn all_are_read(set: &str, valid: impl Fn(&Value) -> bool) {
    let Some(cases) = cases(set) else { return };
    let mut objections = Vec::new();
    let mut count = 0;
    for case in cases.iter().filter(|case| valid(case)) {
        count += 1;
        if let Some(objection) = objection(text(case, "query")) {
            objections.push(format!("{}: {objection}", text(case, "id")));
        }
    }
    assert!(objections.is_empty(), "{} of {count} in {set}:\n{}", objections.len(), objections.join("\n"));
}

#[test]
fn documentation() {
    all_are_read("docs", |_| true);
}

#[test]
fn engine() {
    all_are_read("fuzz", |_| true);
}

#[test]
fn peer() {
    all_are_read("kustoloco", |_| true);
}

#[test]
fn public_rules() {
    all_are_read("corpus", |case| case["valid"] == true);
}

/// What the engine rejects for its syntax is rejected here; what it rejects for its meaning is for the binder.
#[test]
fn rejected() {
    let Some(cases) = cases("errors") else { return };
    let is_syntax = |case: &Value| {
        let analysis = case["analyser_errors"].as_array().cloned().unwrap_or_default();
        analysis.iter().any(|error| matches!(error[0].as_str(), Some("KS005" | "KS006" | "KS198" | "KS228")))
    };
    let mut rejected = 0;
    let mut missed = Vec::new();
    for case in &cases {
        let found = !kql::parse(text(case, "query")).is_ok();
        rejected += usize::from(found);
        if !found && is_syntax(case) {
            missed.push(format!("{}: {} {}", text(case, "id"), text(case, "query"), case["analyser_errors"]));
        }
    }
    eprintln!("{rejected} of {} are rejected by their text alone", cases.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
