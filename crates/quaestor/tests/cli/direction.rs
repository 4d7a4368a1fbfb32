//! The edges between the crates, as ARCHITECTURE.md draws them, and what must stay out of the light ones.
#![expect(clippy::expect_used, reason = "a test without its ground has nothing to say")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Which crates of ours each crate may depend on, outside its tests.
const MAY: &[(&str, &[&str])] = &[
    ("kql", &[]),
    ("tables", &[]),
    ("simulate", &[]),
    ("sigma", &["kql"]),
    ("connect", &["tables"]),
    ("store", &["tables"]),
    ("casework", &["store", "tables"]),
    ("pack", &[]),
    ("kql-plan", &["kql"]),
    ("report", &["kql", "kql-plan"]),
    ("review", &["kql", "kql-plan", "kql-datafusion", "query", "tables", "connect", "store", "detect", "report"]),
    ("kql-datafusion", &["kql", "kql-plan"]),
    ("query", &["kql", "kql-plan", "kql-datafusion", "tables", "store"]),
    ("detect", &["kql", "kql-plan", "kql-datafusion", "query", "tables", "connect", "store"]),
    (
        "quaestor",
        &[
            "kql",
            "kql-plan",
            "kql-datafusion",
            "query",
            "tables",
            "connect",
            "store",
            "detect",
            "sigma",
            "simulate",
            "report",
            "casework",
            "review",
            "pack",
        ],
    ),
];

/// Dependencies whose compile time or reach has no place in a crate that is edited all day.
const HEAVY: &[&str] = &["datafusion", "deltalake-core", "deltalake", "object_store", "reqwest"];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// Name → names of normal dependencies, for every package in the resolved graph.
fn graph(metadata: &serde_json::Value) -> BTreeMap<String, BTreeSet<String>> {
    let name = |id: &str| {
        metadata["packages"]
            .as_array()
            .and_then(|p| p.iter().find(|p| p["id"] == id))
            .and_then(|p| p["name"].as_str())
            .expect("every id in the graph is a package")
            .to_owned()
    };
    let nodes = metadata["resolve"]["nodes"].as_array().expect("a resolved graph");
    nodes
        .iter()
        .map(|node| {
            let normal = node["deps"]
                .as_array()
                .expect("deps")
                .iter()
                .filter(|d| d["dep_kinds"].as_array().expect("kinds").iter().any(|k| k["kind"].is_null()));
            let names = normal.map(|d| name(d["pkg"].as_str().expect("id"))).collect();
            (name(node["id"].as_str().expect("id")), names)
        })
        .collect()
}

fn reachable(graph: &BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut todo = vec![from.to_owned()];
    while let Some(next) = todo.pop() {
        for dependency in graph.get(&next).into_iter().flatten() {
            if seen.insert(dependency.clone()) {
                todo.push(dependency.clone());
            }
        }
    }
    seen
}

#[test]
fn crates_depend_in_one_direction() {
    let metadata = metadata();
    let graph = graph(&metadata);
    let ours: BTreeSet<&str> = MAY.iter().map(|(name, _)| *name).collect();
    let members = metadata["workspace_members"].as_array().expect("members").len();
    assert_eq!(members, MAY.len(), "a crate was added or removed: draw its edges here and in ARCHITECTURE.md");
    for (name, may) in MAY {
        let used: BTreeSet<&str> = graph[*name].iter().map(String::as_str).filter(|d| ours.contains(d)).collect();
        let allowed: BTreeSet<&str> = may.iter().copied().collect();
        assert!(used.is_subset(&allowed), "{name} depends on {used:?}, but may only depend on {allowed:?}");
    }
}

#[test]
fn light_crates_stay_light() {
    let graph = graph(&metadata());
    for name in ["kql", "kql-plan", "tables", "connect", "simulate", "sigma", "report", "pack"] {
        let all = reachable(&graph, name);
        let heavy: Vec<_> = HEAVY.iter().filter(|h| all.contains(**h)).collect();
        assert!(heavy.is_empty(), "{name} reaches {heavy:?}");
    }
}

#[test]
fn every_dependency_earns_its_line() {
    let page = include_str!("../../../../docs/dependencies.md");
    let metadata = metadata();
    let ours: BTreeSet<&str> = MAY.iter().map(|(name, _)| *name).collect();
    let members = metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|p| ours.contains(p["name"].as_str().unwrap_or_default()));
    let direct: BTreeSet<&str> = members
        .flat_map(|p| p["dependencies"].as_array().expect("dependencies"))
        .filter_map(|d| d["name"].as_str())
        .collect();
    let missing: Vec<_> =
        direct.iter().filter(|name| !ours.contains(**name) && !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "no line in docs/dependencies.md for {missing:?}");
}
