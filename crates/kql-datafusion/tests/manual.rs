//! The manual of the language, run: every query in `docs/kql/**/*.md` gives the table that stands below it.
//!
//! A `kusto` block is a query; the table after it is its answer, in this order unless "in any order" stands between the two. An `error` block
//! after it holds the number of the diagnostic that it gives instead. A backtick-quoted cell is taken without its backticks.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may")]

use std::path::{Path, PathBuf};

use kql_datafusion::{Engine, NoTables, Options};
use kql_plan::{Catalog, Context, Plan, Rows, RunError, TableSchema, Value, convert};

/// Queries of the manual bring their rows along.
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
        Err(RunError(format!("{location} is not read in tests")))
    }

    fn compute(&self, plan: &Plan) -> Result<Rows, RunError> {
        let run = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut answer =
                    engine().run(plan, &context(), &NoTables).await.map_err(|error| RunError(error.to_string()))?;
                answer.rows().await.map_err(|error| RunError(error.to_string()))
            })
        };
        std::thread::scope(|scope| scope.spawn(run).join().unwrap_or_else(|_| panic!("the engine")))
    }
}

fn engine() -> Engine {
    Engine::new(Options { partitions: Some(2), batch_size: 4, ..Options::default() })
}

fn context() -> Context {
    let now = kql::literal::parse_datetime("2026-03-01T12:00:00Z").unwrap_or_default();
    Context { now, principal: "anna@example.com".to_owned(), database: "quaestor".to_owned(), ..Context::default() }
}

/// A query of the manual and what it gives.
struct Case {
    place: String,
    query: String,
    any_order: bool,
    expected: Expected,
}

enum Expected {
    /// The names of the columns, and the rows.
    Table(Vec<String>, Vec<Vec<String>>),
    /// The number of a diagnostic.
    Error(String),
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    // A bar inside a cell is written `\|`.
    let cell = |text: &str| {
        let text = text.trim().replace('\u{1}', "|");
        text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).map_or(text.clone(), str::to_owned)
    };
    inner.replace("\\|", "\u{1}").split('|').map(cell).collect()
}

/// The cases of a page, in order.
fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at] != "```kusto" {
            at += 1;
            continue;
        }
        let place = format!("{}:{}", path.display(), at + 1);
        let end = (at + 1..lines.len())
            .find(|line| lines[*line] == "```")
            .unwrap_or_else(|| panic!("{place}: the block does not end"));
        let query = lines[at + 1..end].join("\n");
        at = end + 1;
        let mut any_order = false;
        while at < lines.len() && !lines[at].starts_with('|') && !lines[at].starts_with("```") {
            any_order |= lines[at].to_lowercase().contains("in any order");
            at += 1;
        }
        let expected = if at < lines.len() && lines[at] == "```error" {
            at += 1;
            Expected::Error(lines[at].trim().to_owned())
        } else {
            let table: Vec<Vec<String>> =
                lines[at..].iter().take_while(|line| line.starts_with('|')).map(|line| cells(line)).collect();
            at += table.len();
            let mut rows = table.into_iter();
            let columns = rows.next().unwrap_or_else(|| panic!("{place}: no table follows the query"));
            Expected::Table(columns, rows.skip(1).collect())
        };
        found.push(Case { place, query, any_order, expected });
    }
    found
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        other => convert::text(other).replace('\n', "⏎"),
    }
}

/// The names of the columns and the rows as text, or the diagnostics.
type Answer = Result<(Vec<String>, Vec<Vec<String>>), Vec<String>>;

async fn answer(query: &str) -> Answer {
    let parsed = kql::parse(query);
    let context = context();
    let bound = kql_plan::bind::bind(&parsed.tree, &Nothing, &context, &[]);
    let Some(plan) = bound.plan().filter(|_| parsed.is_ok()) else {
        return Err(parsed.diagnostics.iter().chain(&bound.diagnostics).map(ToString::to_string).collect());
    };
    let mut answer = engine().run(plan, &context, &NoTables).await.map_err(|error| vec![error.to_string()])?;
    let rows = answer.rows().await.map_err(|error| vec![error.to_string()])?;
    let columns = plan.columns.iter().map(|column| column.name.clone()).collect();
    Ok((columns, rows.rows.iter().map(|row| row.iter().map(shown).collect()).collect()))
}

fn holds(case: &Case, result: &Answer) -> bool {
    match (result, &case.expected) {
        (Err(diagnostics), Expected::Error(number)) => diagnostics.iter().any(|text| text.contains(number.as_str())),
        (Ok((columns, rows)), Expected::Table(wanted, expected)) => {
            let (mut rows, mut expected) = (rows.clone(), expected.clone());
            if case.any_order {
                rows.sort();
                expected.sort();
            }
            columns == wanted && rows == expected
        }
        _ => false,
    }
}

#[tokio::test]
async fn the_manual_is_true() {
    let mut found = Vec::new();
    pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/kql"), &mut found);
    let (mut count, mut failures) = (0, Vec::new());
    for case in found.iter().flat_map(|path| cases(path)) {
        count += 1;
        let result = answer(&case.query).await;
        if !holds(&case, &result) {
            let expected = match &case.expected {
                Expected::Table(columns, rows) => format!("{columns:?} {rows:?}"),
                Expected::Error(number) => number.clone(),
            };
            failures.push(format!("{}\n{}\n  expected {expected}\n  got      {result:?}", case.place, case.query));
        }
    }
    assert!(count > 0, "no cases were found");
    assert!(failures.is_empty(), "{} of {count} cases differ:\n\n{}", failures.len(), failures.join("\n\n"));
}
