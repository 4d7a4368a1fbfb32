//! Queries from their text to their rows.

use std::sync::Arc;

use kql_plan::{Catalog, Context, Plan, Rows, RunError, TableSchema};

use crate::{Engine, NoTables, Options};

/// A catalog with nothing in it: queries bring their rows along.
#[derive(Debug)]
struct Nothing;

impl Catalog for Nothing {
    fn table(&self, _name: &str) -> Option<TableSchema> {
        None
    }

    fn table_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn function(&self, _name: &str) -> Option<String> {
        None
    }

    fn watchlist(&self, _name: &str) -> Option<Rows> {
        None
    }

    fn external(&self, location: &str) -> Result<String, RunError> {
        Err(RunError(format!("{location} cannot be read here")))
    }

    fn compute(&self, _plan: &Plan) -> Result<Rows, RunError> {
        Err(RunError("no data here".to_owned()))
    }
}

fn engine() -> Engine {
    Engine::new(Options { partitions: Some(3), batch_size: 3, ..Options::default() })
}

/// The rows of a query, a line each, values as `tostring()` gives them.
async fn lines(query: &str) -> Vec<String> {
    let parsed = kql::parse(query);
    let context = Context::default();
    let bound = kql_plan::bind::bind(&parsed.tree, &Nothing, &context, &[]);
    let plan = bound.plan().unwrap_or_else(|| panic!("{query}: {:?}", bound.diagnostics));
    let mut answer = engine().run(plan, &context, &NoTables).await.unwrap();
    let rows = answer.rows().await.unwrap();
    rows.rows.iter().map(|row| row.iter().map(kql_plan::convert::text).collect::<Vec<_>>().join(" | ")).collect()
}

/// The physical plan of a query.
async fn plans(query: &str) -> String {
    let parsed = kql::parse(query);
    let context = Context::default();
    let bound = kql_plan::bind::bind(&parsed.tree, &Nothing, &context, &[]);
    let plan = bound.plan().unwrap_or_else(|| panic!("{query}: {:?}", bound.diagnostics));
    engine().explain(plan, &context, &NoTables).await.unwrap().1
}

/// Holds the rows of a query, in any order, against what is expected.
async fn any_order(query: &str, expected: &[&str]) {
    let mut found = lines(query).await;
    found.sort();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{query}");
}

/// Holds the rows of a query, in order, against what is expected.
async fn in_order(query: &str, expected: &[&str]) {
    assert_eq!(lines(query).await, expected, "{query}");
}

const USERS: &str = r#"
let users = datatable(User: string, Count: long)["mira", 3, "", 5, "ossip", long(null), "mira", 1, "tess", 4];"#;

#[tokio::test]
async fn rows_come_as_they_stand() {
    in_order(&format!("{USERS} users"), &["mira | 3", " | 5", "ossip | ", "mira | 1", "tess | 4"]).await;
}

#[tokio::test]
async fn sorted_rows_stay_sorted() {
    in_order(
        &format!("{USERS} users | sort by User asc, Count desc | where Count > 1 | extend Half = Count / 2 | take 3"),
        &[" | 5 | 2", "mira | 3 | 1", "tess | 4 | 2"],
    )
    .await;
    in_order(
        &format!("{USERS} users | sort by Count desc | take 3 | sort by Count asc | project Count"),
        &["3", "4", "5"],
    )
    .await;
    in_order(&format!("{USERS} users | top 2 by Count"), &[" | 5", "tess | 4"]).await;
    in_order(&format!("{USERS} users | sort by Count asc | summarize make_list(Count)"), &["[1,3,4,5]"]).await;
}

#[tokio::test]
async fn groups() {
    any_order(&format!("{USERS} users | distinct User"), &["", "mira", "ossip", "tess"]).await;
    any_order(
        &format!("{USERS} users | summarize Rows = count(), Sum = sum(Count) by User"),
        &[" | 1 | 5", "mira | 2 | 4", "ossip | 1 | 0", "tess | 1 | 4"],
    )
    .await;
    any_order(&format!("{USERS} users | where Count > 100 | summarize count(), max(Count)"), &["0 | "]).await;
    any_order(&format!("{USERS} users | where Count > 100 | summarize count() by User"), &[]).await;
}

#[tokio::test]
async fn ranges() {
    in_order("range x from 1 to 10 step 4", &["1", "5", "9"]).await;
    in_order("range x from 3 to 1 step -1", &["3", "2", "1"]).await;
    in_order("range x from 3 to 1 step 1", &[]).await;
    in_order("range x from 1 to 100 step 1 | summarize sum(x)", &["5050"]).await;
}

#[tokio::test]
async fn expansions() {
    in_order(
        r#"datatable(Id: long, Tags: dynamic)[1, dynamic(["a", "b"]), 2, dynamic(null), 3, dynamic([]), 4, dynamic("c")]
        | mv-expand with_itemindex=Place Tags"#,
        &["1 | a | 0", "1 | b | 1", "2 |  | 0", "4 | c | 0"],
    )
    .await;
    in_order(
        r#"print a = dynamic([1, 2, 3]), b = dynamic({"x": 1, "y": [2]}) | mv-expand a to typeof(long), b"#,
        &[r#"1 | {"x":1}"#, r#"2 | {"y":[2]}"#, "3 | "],
    )
    .await;
}

#[tokio::test]
async fn unions_and_queries_inside() {
    any_order(
        &format!("{USERS} union (users | where Count > 4), (users | where User == \"ossip\" | project User)"),
        &[" | 5", "ossip | "],
    )
    .await;
    any_order(&format!("{USERS} users | where Count == toscalar(users | summarize max(Count))"), &[" | 5"]).await;
    any_order(
        &format!("{USERS} users | where User in ((users | where Count == 3 | project User))"),
        &["mira | 3", "mira | 1"],
    )
    .await;
    any_order(
        &format!("{USERS} let m = materialize(users | where Count > 3); union m, (m | extend User = \"again\")"),
        &[" | 5", "tess | 4", "again | 5", "again | 4"],
    )
    .await;
}

#[tokio::test]
async fn a_query_may_run_out_of_memory() {
    let parsed = kql::parse("range x from 1 to 1000000 step 1 | summarize make_list(x, 1000000) by x % 3");
    let context = Context::default();
    let bound = kql_plan::bind::bind(&parsed.tree, &Nothing, &context, &[]);
    let engine = Engine::new(Options { memory_limit: 1 << 20, partitions: Some(2), ..Options::default() });
    let mut answer = engine.run(bound.plan().unwrap(), &context, &NoTables).await.unwrap();
    let error = answer.rows().await.unwrap_err();
    assert!(matches!(error, crate::EngineError::Memory { .. }), "{error:?}");
}

#[tokio::test]
async fn a_query_may_run_out_of_time() {
    let parsed = kql::parse("range x from 1 to 1000000000 step 1 | summarize count()");
    let context = Context::default();
    let bound = kql_plan::bind::bind(&parsed.tree, &Nothing, &context, &[]);
    let limit = Some(std::time::Duration::from_millis(50));
    let engine = Engine::new(Options { timeout: limit, partitions: Some(2), ..Options::default() });
    let mut answer = engine.run(bound.plan().unwrap(), &context, &NoTables).await.unwrap();
    let error = answer.rows().await.unwrap_err();
    assert!(matches!(error, crate::EngineError::Time { .. }), "{error:?}");
    assert!(Arc::new(error).to_string().contains("0.05 s"));
}

const LOGINS: &str = r#"
let left = datatable(Id: long, User: string)[1, "mira", 1, "mira again", 2, "ossip", long(null), "nobody"];
let right = datatable(Id: long, Place: string)[1, "Oslo", 1, "Bergen", 3, "Roma", long(null), "nowhere"];"#;

#[tokio::test]
async fn joins() {
    let join = |kind: &str| format!("{LOGINS} left | join kind={kind} right on Id");
    any_order(
        &join("inner"),
        &[
            "1 | mira | 1 | Oslo",
            "1 | mira | 1 | Bergen",
            "1 | mira again | 1 | Oslo",
            "1 | mira again | 1 | Bergen",
            " | nobody |  | nowhere",
        ],
    )
    .await;
    any_order(&join("innerunique"), &["1 | mira | 1 | Oslo", "1 | mira | 1 | Bergen", " | nobody |  | nowhere"]).await;
    any_order(
        &format!("{} | where User != 'mira again'", join("fullouter")),
        &[
            "1 | mira | 1 | Oslo",
            "1 | mira | 1 | Bergen",
            "2 | ossip |  | ",
            " | nobody |  | nowhere",
            " |  | 3 | Roma",
        ],
    )
    .await;
    any_order(&join("leftanti"), &["2 | ossip"]).await;
    any_order(&join("rightsemi"), &["1 | Oslo", "1 | Bergen", " | nowhere"]).await;
    any_order(
        r#"datatable(A: string, X: long)["", 1, "a", 2] | join kind=leftouter (datatable(A: string, Y: long)["", 3]) on A"#,
        &[" | 1 |  | 3", "a | 2 |  | "],
    )
    .await;
}

#[tokio::test]
async fn windows() {
    in_order(
        "range x from 1 to 8 step 1 | extend p = prev(x, 2, -1), n = next(x, 5), s = row_cumsum(x, x == 5), r = row_number()",
        &[
            "1 | -1 | 6 | 1 | 1",
            "2 | -1 | 7 | 3 | 2",
            "3 | 1 | 8 | 6 | 3",
            "4 | 2 |  | 10 | 4",
            "5 | 3 |  | 5 | 5",
            "6 | 4 |  | 11 | 6",
            "7 | 5 |  | 18 | 7",
            "8 | 6 |  | 26 | 8",
        ],
    )
    .await;
    in_order(
        r#"datatable(g: string, x: long)["b", 5, "a", 1, "a", 1, "a", 3, "b", 5] | sort by g asc, x asc
        | extend d = row_rank_dense(x, g != prev(g)), m = row_rank_min(x), s = row_window_session(datetime(2026-01-01) + x * 1m, 3m, 2m, g != prev(g))"#,
        &["a | 1 | 1 | 1 | 2026-01-01T00:01:00.0000000Z", "a | 1 | 1 | 1 | 2026-01-01T00:01:00.0000000Z", "a | 3 | 2 | 3 | 2026-01-01T00:03:00.0000000Z", "b | 5 | 1 | 4 | 2026-01-01T00:05:00.0000000Z", "b | 5 | 1 | 4 | 2026-01-01T00:05:00.0000000Z"],
    )
    .await;
}

/// Rows of users in an order of their own, some of them without a name.
const VISITS: &str = r#"
let visits = union (range x from 1 to 200 step 1), (range x from 201 to 400 step 1)
    | extend User = iff(x % 11 == 0, "", strcat("user ", x * x % 7)), Time = x * 37 % 401, Place = tostring(x % 3);"#;

#[tokio::test]
async fn rows_before_of_the_same_user() {
    let pairs = |order: &str, same: &str| {
        format!(
            "{VISITS} visits | sort by {order} | extend Before = prev(Place), Who = prev(User) | extend At = prev(Time)
            | project User, Time, Who, Place, Before, At | where Before != Place and {same} and Time - At < 30"
        )
    };
    for order in ["User asc, Time asc", "User asc, Time desc", "User desc, Time asc", "Time asc, User asc"] {
        let (found, plain) = (pairs(order, "Who == User"), pairs(order, "strcat(Who) == User"));
        let expected = lines(&plain).await;
        assert_eq!(lines(&found).await, expected, "{order}");
        assert!(!expected.is_empty(), "{order}");
        assert_eq!(lines(&pairs(order, "User == Who")).await, expected, "{order}");
    }
    let physical = plans(&pairs("User asc, Time asc", "Who == User")).await;
    assert!(physical.contains("of the same c") && physical.contains("partitioning=Hash"), "{physical}");
    assert_eq!(physical.matches("SortExec").count(), 1, "{physical}");
    let twice = "extend Before = prev(Place) | extend Before = prev(Before), Who = prev(User)";
    let once = "extend Before = prev(Place), Who = prev(User)";
    let physical = plans(&pairs("User asc, Time asc", "Who == User").replace(once, twice)).await;
    assert!(!physical.contains("of the same c"), "{physical}");
    // A row that looks further, or for another default, may look across the bound of a key.
    for other in ["prev(User, 2)", "prev(User, 1, 'user 1')", "next(User)"] {
        let physical = plans(&pairs("User asc, Time asc", "Who == User").replace("prev(User)", other)).await;
        assert!(!physical.contains("of the same c"), "{other}: {physical}");
    }
}

#[tokio::test]
async fn distinct_values_are_counted_in_parts() {
    any_order(
        &format!("{VISITS} visits | summarize count_distinct(User), dcount(User), dcountif(User, Time > 200), count_distinct(Time), count() by Place"),
        &["0 | 5 | 5 | 5 | 133 | 133", "1 | 5 | 5 | 5 | 134 | 134", "2 | 5 | 5 | 5 | 133 | 133"],
    )
    .await;
    in_order(
        &format!("{VISITS} visits | summarize count_distinct(User), dcount(Place, 4), count_distinctif(Time, Time <= 100), count_distinct(toint(x % 5))"),
        &["5 | 3 | 100 | 5"],
    )
    .await;
    in_order(
        &format!("{USERS} users | where Count > 100 | summarize count_distinct(User), dcount(User), dcount(Count)"),
        &["0 | 0 | 0"],
    )
    .await;
    in_order(
        &format!("{USERS} users | summarize count_distinct(User), count_distinct(Count), dcount(Count)"),
        &["4 | 4 | 4"],
    )
    .await;
}

#[tokio::test]
async fn bins_of_an_axis() {
    in_order(
        "print d = bin_at(datetime(2024-05-06 07:08), 1d, datetime(2024-01-01 06:00)) | project d",
        &["2024-05-06T06:00:00.0000000Z"],
    )
    .await;
    in_order(
        "range x from -2 to 3 step 1 | extend t = datetime(0001-01-01) + (x + 2) * 1h
        | project a = bin_at(x, 5, 1), b = bin_at(t, 3h, datetime(0001-01-01 01:00)), c = bin_at(x * 1h, 2h, 1h), d = bin(x, 2)",
        &[
            "-4 |  | -03:00:00 | -2",
            "-4 | 0001-01-01T01:00:00.0000000Z | -01:00:00 | -2",
            "-4 | 0001-01-01T01:00:00.0000000Z | -01:00:00 | 0",
            "1 | 0001-01-01T01:00:00.0000000Z | 01:00:00 | 0",
            "1 | 0001-01-01T04:00:00.0000000Z | 01:00:00 | 2",
            "1 | 0001-01-01T04:00:00.0000000Z | 03:00:00 | 2",
        ],
    )
    .await;
}

#[tokio::test]
async fn json_in_texts_is_read_in_place() {
    in_order(
        r#"datatable(s: string)['[{"a":"a text that is not short"},{"a":"x"}]', '[{"a": 1.50}]', 'none', '', '{"a":2,"a":3}', '[]', 'null']
        | extend d = parse_json(s) | project d, t = gettype(d) | mv-expand d | project d, t, a = tostring(d.a)"#,
        &[
            r#"{"a":"a text that is not short"} | array | a text that is not short"#,
            r#"{"a":"x"} | array | x"#,
            r#"{"a":1.5} | array | 1.5"#,
            "none | string | ",
            " | null | ",
            r#"{"a":3} | dictionary | 3"#,
            " | null | ",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_null_is_different_but_in_no_order() {
    any_order(&format!("{USERS} users | where Count == 3"), &["mira | 3"]).await;
    any_order(&format!("{USERS} users | where Count != 3 | project User"), &["", "ossip", "mira", "tess"]).await;
    any_order(&format!("{USERS} users | where not(Count == 3) | project User"), &["", "ossip", "mira", "tess"]).await;
    any_order(&format!("{USERS} users | where Count > 3 or Count <= 3 | count"), &["4"]).await;
    any_order(&format!("{USERS} users | where Count in (3, 4) | project User"), &["mira", "tess"]).await;
    any_order(&format!("{USERS} users | where Count !in (3, 4) | project User"), &["", "ossip", "mira"]).await;
    any_order(&format!("{USERS} users | where isempty(User) or User == 'tess' | project Count"), &["5", "4"]).await;
    any_order(&format!("{USERS} users | where isnotempty(User) and User != 'mira' | project User"), &["ossip", "tess"])
        .await;
}

#[tokio::test]
async fn dynamics_are_read_in_place() {
    in_order(
        r#"datatable(d: dynamic)[dynamic({"a": {"b": [1, "x\"y", null]}}), dynamic({"a": "s"}), dynamic(null)]
        | extend e = d.a.b[1], n = tolong(d.a.b[0]), l = d.a.b[-2], s = tostring(d.a) | project e, n, l, s, t = tostring(e)"#,
        &[r#"x"y | 1 | x"y | {"b":[1,"x\"y",null]} | x"y"#, " |  |  | s | ", " |  |  |  | "],
    )
    .await;
}

#[tokio::test]
async fn rows_of_extremes() {
    any_order(
        &format!("{USERS} users | summarize arg_max(Count, *) by User"),
        &["mira | 3", " | 5", "ossip | ", "tess | 4"],
    )
    .await;
    any_order(&format!("{USERS} users | summarize arg_min(Count, User)"), &["1 | mira"]).await;
    any_order(
        &format!("{USERS} users | summarize countif(Count > 2), sum(Count), min(Count), max(Count) by isempty(User)"),
        &["False | 2 | 8 | 1 | 4", "True | 1 | 5 | 5 | 5"],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_union_are_sorted_by_what_is_constant_in_each_part() {
    let parts = "union (print k = 'c', n = 1), (print k = 'a', n = 2), (print k = 'd', n = 3), (print k = 'b', n = 4)";
    let found = lines(&format!("{parts} | summarize make_set(n) by k | sort by k asc")).await;
    assert_eq!(found, ["a | [2]", "b | [4]", "c | [1]", "d | [3]"]);
    let tables = "let T = range n from 1 to 8 step 1; union (T | where n == 5), (T | where n == 2), (T | where n == 7), (T | where n == 1)";
    let found = lines(&format!("{tables} | summarize make_set(n) by n | sort by n asc | project n")).await;
    assert_eq!(found, ["1", "2", "5", "7"]);
}
