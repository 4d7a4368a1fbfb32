//! The text of a query: parsed, bound against the tables that Microsoft's references declare, printed, and bound again.
#![no_main]

use std::collections::HashSet;
use std::sync::LazyLock;

use kql::Severity;
use kql_plan::bind::{Bound, bind};
use kql_plan::{Catalog, Context, Plan, Rows, RunError, TableSchema, Type, Value, explain};

/// The references, as the program has them.
const REFERENCES: [&str; 2] =
    [include_str!("../../crates/query/schemas/log-analytics.txt"), include_str!("../../crates/query/schemas/hunting.txt")];

static TABLES: LazyLock<Vec<TableSchema>> = LazyLock::new(|| {
    let lines = REFERENCES.iter().flat_map(|text| text.lines());
    let mut seen = HashSet::new();
    lines.filter_map(declared).filter(|table| seen.insert(table.name.clone())).collect()
});

fn declared(line: &str) -> Option<TableSchema> {
    let (name, columns) = line.split_once(": ")?;
    let columns = columns.split(", ").filter_map(|column| {
        let (name, kind) = column.split_once(' ')?;
        Some((name.to_owned(), Type::by_name(kind)?))
    });
    let kept = name.starts_with("Signin") || name.starts_with("Audit");
    Some(TableSchema {
        name: name.to_owned(),
        columns: columns.collect(),
        hidden: Vec::new(),
        aliases: Vec::new(),
        uncollected: !kept,
    })
}

#[derive(Debug)]
struct Declared;

impl Catalog for Declared {
    fn table(&self, name: &str) -> Option<TableSchema> {
        TABLES.iter().find(|table| table.name == name).cloned()
    }

    fn table_names(&self) -> Vec<String> {
        TABLES.iter().map(|table| table.name.clone()).collect()
    }

    fn function(&self, name: &str) -> Option<String> {
        match name {
            "Recent" => Some("(days: long = 7) { SigninLogs | where TimeGenerated > ago(days * 1d) }".to_owned()),
            "Again" => Some("(T: (*)) { Again(T) }".to_owned()),
            _ => None,
        }
    }

    fn watchlist(&self, name: &str) -> Option<Rows> {
        let mut rows = Rows::new(vec![("SearchKey".to_owned(), Type::String), ("Added".to_owned(), Type::Datetime)]);
        rows.rows.push(vec![Value::string("ada@contoso.example"), Value::Null]);
        (name == "People").then_some(rows)
    }

    fn external(&self, location: &str) -> Result<String, RunError> {
        if location.len() % 2 == 0 { Ok(location.to_owned()) } else { Err(RunError("not here".into())) }
    }

    fn compute(&self, plan: &Plan) -> Result<Rows, RunError> {
        let mut rows = Rows::new(plan.columns.iter().map(|column| (column.name.clone(), column.kind)).collect());
        for _ in 0..2 {
            rows.rows.push(plan.columns.iter().map(|column| Value::null(column.kind)).collect());
        }
        Ok(rows)
    }
}

/// The names and types of what a query results in.
fn columns(bound: &Bound) -> Vec<Vec<(String, Type)>> {
    let columns = |plan: &Plan| plan.columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
    bound.results.iter().map(|(_, plan)| columns(plan)).collect()
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let parsed = kql::parse(&text);
    let context = Context::default();
    let bound = bind(&parsed.tree, &Declared, &context, &[]);
    let wrong = bound.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(bound.results.is_empty(), wrong, "a plan, or an error that says why there is none");
    for (_, plan) in &bound.results {
        let mut names = HashSet::new();
        for column in &plan.columns {
            assert!(column.is_visible(), "`{}` is shown", column.name);
            assert!(names.insert(&column.name), "two columns are named `{}`", column.name);
        }
        assert!(!explain(plan).is_empty());
    }
    if parsed.is_ok() && !wrong {
        let printed = kql::print(&parsed.tree);
        let again = kql::parse(&printed);
        assert!(again.is_ok(), "what is printed can be read: {printed:?}");
        let again = bind(&again.tree, &Declared, &context, &[]);
        assert_eq!(columns(&again), columns(&bound), "what is printed means the same: {printed:?}");
    }
});
