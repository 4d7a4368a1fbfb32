//! The binder's diagnostics have pages whose wrong example gives the diagnostic and whose right one does not.
#![expect(clippy::expect_used, reason = "a test may")]

mod support;

use std::path::Path;

use kql::Code;
use kql_plan::{TableSchema, Type};
use support::{Declared, bound};

fn catalog() -> Declared {
    let sign_ins = [
        ("TimeGenerated", Type::Datetime),
        ("CreatedDateTime", Type::Datetime),
        ("UserPrincipalName", Type::String),
        ("UserId", Type::String),
        ("ResultType", Type::String),
    ];
    let table = |name: &str, columns: &[(&str, Type)]| TableSchema {
        name: name.to_owned(),
        columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
        hidden: Vec::new(),
        aliases: Vec::new(),
        uncollected: false,
    };
    Declared(vec![table("SigninLogs", &sign_ins), table("AuditLogs", &[("TimeGenerated", Type::Datetime)])])
}

fn blocks<'p>(page: &'p str, mark: &str) -> Vec<&'p str> {
    let opening = format!("```{mark}\n");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn the_examples_of_the_binders_diagnostics_are_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors");
    let catalog = catalog();
    for code in Code::ALL.iter().filter(|code| code.number() >= 200) {
        let page = std::fs::read_to_string(folder.join(format!("{code}.md"))).expect("a page for each diagnostic");
        for query in blocks(&page, "kusto wrong") {
            let found = bound(&catalog, query).diagnostics;
            assert!(found.iter().any(|finding| finding.code == *code), "{code}: {query:?} gives {found:?}");
        }
        for query in blocks(&page, "kusto") {
            let result = bound(&catalog, query);
            assert!(result.plan().is_some(), "{code}: {query:?} gives {:?}", result.diagnostics);
        }
    }
}
