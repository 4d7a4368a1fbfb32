//! Plans built by hand, run.

use std::sync::Arc;

use kql_plan::plan::{Node, SortKey};
use kql_plan::{Column, ColumnId, Context, Expression, Plan, Type, Value};

use crate::{Engine, NoTables, Options};

/// Columns numbered from `first`.
fn columns(first: u32, kinds: &[(&str, Type)]) -> Vec<Column> {
    kinds
        .iter()
        .zip(first..)
        .map(|((name, kind), id)| Column { id: ColumnId(id), name: (*name).to_owned(), kind: *kind })
        .collect()
}

/// Users and how often they signed in.
fn users() -> Plan {
    let row = |name: &str, count: Option<i64>| vec![Value::string(name.to_owned()), Value::or_null(count)];
    let rows = vec![row("mira", Some(3)), row("", Some(5)), row("ossip", None), row("mira", Some(1))];
    Plan {
        node: Node::Values(Arc::new(rows)),
        columns: columns(0, &[("User", Type::String), ("Count", Type::Long)]),
        ordered: false,
    }
}

async fn run(plan: &Plan) -> Vec<Vec<Value<'static>>> {
    let engine = Engine::new(Options { partitions: Some(3), ..Options::default() });
    let mut answer = engine.run(plan, &Context::default(), &NoTables).await.unwrap();
    answer.rows().await.unwrap().rows
}

#[tokio::test]
async fn rows_come_as_they_stand() {
    let plan = users();
    let rows = run(&plan).await;
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1], vec![Value::string(""), Value::Long(5)]);
    assert_eq!(rows[2], vec![Value::string("ossip"), Value::Null]);
}

#[tokio::test]
async fn sorted_rows_stay_sorted() {
    let input = users();
    let columns = input.columns.clone();
    let key = |index: usize, descending| SortKey {
        expression: Expression::column(&columns[index]),
        descending,
        nulls_first: !descending,
    };
    let sorted = Plan {
        node: Node::Sort { input: Box::new(input), keys: vec![key(0, false), key(1, true)] },
        columns: columns.clone(),
        ordered: true,
    };
    let plan = Plan {
        node: Node::Limit { input: Box::new(sorted), partition: Vec::new(), keys: Vec::new(), count: 3 },
        columns: columns.clone(),
        ordered: true,
    };
    let rows = run(&plan).await;
    assert_eq!(
        rows,
        vec![
            vec![Value::string(""), Value::Long(5)],
            vec![Value::string("mira"), Value::Long(3)],
            vec![Value::string("mira"), Value::Long(1)],
        ]
    );
}

#[tokio::test]
async fn distinct_keys() {
    let input = users();
    let keys = vec![Expression::column(&input.columns[0])];
    let plan = Plan {
        node: Node::Aggregate { input: Box::new(input), keys, aggregates: Vec::new() },
        columns: columns(10, &[("User", Type::String)]),
        ordered: false,
    };
    let mut names: Vec<String> = run(&plan).await.iter().map(|row| row[0].as_str().to_owned()).collect();
    names.sort();
    assert_eq!(names, ["", "mira", "ossip"]);
}
