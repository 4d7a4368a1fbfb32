//! What names mean in unusual places: behind `restrict access`, in joins that repeat them, and where the data could have them but has not.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

mod support;

use kql_plan::{TableSchema, Type};
use support::{Declared, bound};

fn catalog() -> Declared {
    let table = |name: &str, columns: &[(&str, Type)]| TableSchema {
        name: name.to_owned(),
        columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
        hidden: Vec::new(),
        aliases: Vec::new(),
        uncollected: false,
    };
    Declared(vec![
        table("SigninLogs", &[("TimeGenerated", Type::Datetime), ("UserId", Type::String)]),
        table("AuditLogs", &[("TimeGenerated", Type::Datetime), ("Result", Type::String)]),
    ])
}

/// The names of the columns that a query results in.
fn columns(query: &str) -> Vec<String> {
    let bound = bound(&catalog(), query);
    let plan = bound.plan();
    assert!(plan.is_some(), "{query}: {:?}", bound.diagnostics);
    plan.unwrap().columns.iter().map(|column| column.name.clone()).collect()
}

fn is_refused(query: &str) -> bool {
    bound(&catalog(), query).plan().is_none()
}

#[test]
fn access_is_restricted_to_what_is_listed() {
    assert_eq!(columns("restrict access to (Sign*); SigninLogs | project UserId"), ["UserId"]);
    assert_eq!(columns("restrict access to (database('x').SigninLogs); SigninLogs | project UserId"), ["UserId"]);
    assert!(is_refused("restrict access to (SigninLogs); AuditLogs"));
    assert!(is_refused("restrict access to (SigninLogs, AuditLogs); restrict access to (AuditLogs); SigninLogs"));
    assert_eq!(columns("restrict access to (SigninLogs); union * | project-away TimeGenerated"), ["UserId"]);
    // What was declared before it sees everything.
    let view = "let Failed = view () { AuditLogs | where Result == 'failure' }; restrict access to (Failed); ";
    assert_eq!(columns(&format!("{view} Failed | project Result")), ["Result"]);
    assert!(is_refused(&format!("{view} AuditLogs")));
}

#[test]
fn a_join_makes_no_name_that_a_column_further_on_has() {
    let right = "datatable(k: long, c: long, c1: long) []";
    assert_eq!(columns(&format!("datatable(k: long, c: long) [] | join ({right}) on k")), ["k", "c", "k1", "c2", "c1"]);
    assert_eq!(
        columns(&format!("datatable(k: long, c1: long) [] | join ({right}) on k")),
        ["k", "c1", "k1", "c", "c11"]
    );
    assert_eq!(columns(&format!("datatable(k: long, c: long) [] | lookup ({right}) on k")), ["k", "c", "c2", "c1"]);
}

#[test]
fn a_column_that_an_open_table_lacks_may_stand_wherever_one_may() {
    let list = "let People = _GetWatchlist('People');";
    for query in [
        "People | summarize count() by Department",
        "People | project Unit = Department | summarize count() by Unit",
        "People | distinct Department",
        "People | sort by Department asc",
        "SigninLogs | join kind=inner People on UserId | summarize count() by UserId, Department",
        "SigninLogs | lookup (People | project UserId, Department) on UserId | summarize count() by Department",
        "People | project-rename Unit = Department | summarize count() by Unit",
        "union People, (SigninLogs | project UserId) | summarize count() by UserId",
    ] {
        columns(&format!("{list} {query}"));
    }
    assert!(is_refused("print a = dynamic([1]) | extend b = a | summarize count() by b"));
    assert!(is_refused("print a = dynamic([1]) | sort by a asc"));
}

#[test]
fn the_rows_of_a_partition_keep_their_columns() {
    assert_eq!(
        columns("SigninLogs | partition by UserId { AuditLogs | where Result == toscalar(UserId) }"),
        ["TimeGenerated", "Result"]
    );
    assert_eq!(columns("SigninLogs | partition by UserId (as One | union One | summarize n = count())"), ["n"]);
    assert!(is_refused("SigninLogs | partition by UserId { SigninLogs | where Nothing == 1 }"));
    assert!(is_refused("SigninLogs | partition by UserId in ('a') (take 1)"));
}
