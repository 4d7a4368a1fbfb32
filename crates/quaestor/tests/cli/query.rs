//! `quaestor query` and `quaestor kql explain`, as somebody at a keyboard or a script meets them.
#![expect(clippy::unwrap_used, reason = "a test without its ground has nothing to say")]

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::support;

/// An archive of a small tenant, with a watchlist, a stored function, and a file for `externaldata`; made once.
fn archive() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, archive) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let (tenant, archive) = (folder.path().join("tenant"), folder.path().join("archive"));
        support::tenant(&tenant, 6, 2, &[]);
        let imported = support::run(&archive, &["import", tenant.join("graph").to_str().unwrap()]);
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        for (place, text) in [
            ("watchlists/vip.csv", "SearchKey,Team\nada@contoso.example,Finance\nben@contoso.example,Board\n"),
            ("functions/Twice.kql", "(n:long) { n * 2 }"),
            ("external/prices.csv", "pear,3\nplum,5\n"),
        ] {
            let path = archive.join(place);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            write(&path, text);
        }
        (folder, archive)
    });
    archive
}

fn write(path: &Path, text: &str) {
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), text.as_bytes()).unwrap();
}

fn query(arguments: &[&str]) -> Output {
    support::run(archive(), &[&["query"], arguments].concat())
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a query that succeeds prints.
fn answer(arguments: &[&str]) -> String {
    let output = query(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output.stderr));
    said(&output.stdout)
}

const FRUIT: &str = r#"datatable(Fruit: string, Count: long, Bag: dynamic, At: datetime, Took: timespan)[
    "pear", 3, dynamic({"a": 1}), datetime(2026-01-02 03:04:05), 1h,
    "=plum|x", long(null), dynamic(null), datetime(null), 90s]"#;

#[test]
fn a_table_is_aligned_with_numbers_to_the_right() {
    let lines = answer(&[FRUIT]);
    assert_eq!(
        lines,
        " Fruit    Count  Bag      At                        Took\n \
           pear         3  {\"a\":1}  2026-01-02 03:04:05Z  01:00:00\n \
           =plum|x                                        00:01:30\n"
    );
}

#[test]
fn csv_does_not_run_in_a_spreadsheet() {
    let text = answer(&["--format", "csv", FRUIT]);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "Fruit,Count,Bag,At,Took");
    assert_eq!(lines[1], "pear,3,\"{\"\"a\"\":1}\",2026-01-02T03:04:05.0000000Z,01:00:00");
    assert_eq!(lines[2], "'=plum|x,,,,00:01:30");
}

#[test]
fn json_keeps_numbers_nulls_and_dynamics() {
    let expected = json!([
        {"Fruit": "pear", "Count": 3, "Bag": {"a": 1}, "At": "2026-01-02T03:04:05.0000000Z", "Took": "01:00:00"},
        {"Fruit": "=plum|x", "Count": null, "Bag": null, "At": null, "Took": "00:01:30"},
    ]);
    let document: Value = serde_json::from_str(&answer(&["--format", "json", FRUIT])).unwrap();
    assert_eq!(document, expected);
    let lines = answer(&["--format", "jsonl", FRUIT]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(lines), expected);
    assert_eq!(answer(&["--format", "json", "print x = 1 | where x > 1"]), "[]\n");
}

#[test]
fn markdown_stays_a_table() {
    let text = answer(&["--format", "markdown", FRUIT]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "| --- | ---: | --- | --- | ---: |");
    assert_eq!(lines[3], "| =plum\\|x |  |  |  | 00:01:30 |");
}

#[test]
fn parquet_and_workbook_are_files_of_their_kind() {
    let folder = tempfile::tempdir().unwrap();
    for (format, magic) in [("parquet", b"PAR1"), ("xlsx", b"PK\x03\x04")] {
        let path = folder.path().join(format);
        assert_eq!(answer(&["--format", format, "--out", path.to_str().unwrap(), FRUIT]), "");
        assert!(std::fs::read(&path).unwrap().starts_with(magic), "{format}");
    }
}

#[test]
fn several_results_go_to_several_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    answer(&["--format", "csv", "--out", path.to_str().unwrap(), "range x from 1 to 3 step 1 | fork (count) (take 1)"]);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "Count\r\n3\r\n");
    assert_eq!(std::fs::read_to_string(folder.path().join("a-2.csv")).unwrap(), "x\r\n1\r\n");
}

#[test]
fn a_table_shows_a_thousand_rows_and_says_so() {
    let output = query(&["range x from 1 to 1500 step 1"]);
    assert_eq!(said(&output.stdout).lines().count(), 1001);
    assert_eq!(said(&output.stderr), "the first 1,000 rows; --limit 0 shows all\n");
    assert_eq!(answer(&["--limit", "0", "range x from 1 to 1500 step 1"]).lines().count(), 1501);
    assert_eq!(answer(&["--limit", "2", "--format", "jsonl", "range x from 1 to 9 step 1"]).lines().count(), 2);
}

#[test]
fn charts_are_drawn_with_characters() {
    let bars = answer(&["--chart", r#"datatable(k: string, n: long)["a", 4, "b", 2] | render barchart"#]);
    let lengths: Vec<usize> = bars.lines().map(|line| line.matches('█').count()).collect();
    assert_eq!(lengths.len(), 2);
    assert_eq!(lengths[0], lengths[1] * 2);
    let pie = answer(&["--chart", r#"datatable(k: string, n: long)["a", 3, "b", 1] | render piechart"#]);
    assert!(pie.contains(" 75 %") && pie.contains(" 25 %"), "{pie}");
    let time = "range d from 1 to 5 step 1 | extend t = datetime(2026-01-01) + d * 1d";
    let line = answer(&["--chart", &format!("{time} | project t, d | render timechart with (title=\"Days\")")]);
    assert!(line.starts_with("Days\n5 │") && line.contains("2026-01-02T00:00:00") && line.contains('·'), "{line}");
    let series = format!("{time} | make-series n = count() on t step 1d | render timechart");
    assert!(answer(&["--chart", &series]).contains('●'));
    assert!(answer(&["print a = 1 | render barchart"]).contains(" a\n"), "a file or a pipe gets the table");
}

#[test]
fn a_mistake_is_shown_where_it_is() {
    let output = query(&["SigninLogs\n| where UserPrincipleName == 'x'\n| count"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let told = said(&output.stderr);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("the query:2:9: error[KQL0201]"), "{told}");
    assert!(lines[0].contains("did you mean `UserPrincipalName`?"), "{told}");
    assert_eq!(lines[1], "    | where UserPrincipleName == 'x'");
    assert_eq!(lines[2], format!("    {}{}", " ".repeat(8), "^".repeat(17)));
    assert_eq!(lines[3], "quaestor: the query has 1 error");
}

#[test]
fn notes_go_to_standard_error() {
    let output = query(&["--format", "csv", "DeviceProcessEvents | count"]);
    assert_eq!(said(&output.stdout), "Count\r\n0\r\n");
    assert!(said(&output.stderr).contains("note[KQL0214]"), "{}", said(&output.stderr));
    let costs = query(&["--stats", "SigninLogs | count"]);
    assert!(said(&costs.stderr).starts_with("1 row in "), "{}", said(&costs.stderr));
}

#[test]
fn queries_come_from_files_and_standard_input_and_take_parameters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("greet.kql");
    write(&path, "declare query_parameters(who: string = 'you', n: long = 1); print strcat_delim(' ', who, n)");
    let path = path.to_str().unwrap();
    assert!(answer(&["-f", path]).contains("you 1"));
    assert!(answer(&[path, "--set", "who=Ada", "--set", "n=7"]).contains("Ada 7"));
    let misspelt = query(&[path, "--set", "whom=Ada"]);
    assert!(!misspelt.status.success());
    assert!(said(&misspelt.stderr).contains("it declares who, n"), "{}", said(&misspelt.stderr));
    assert!(!query(&[path, "--set", "n=seven"]).status.success());
    assert!(said(&query(&["missing.kql"]).stderr).contains("there is no file missing.kql"));

    let mut command = support::quaestor(archive());
    command.args(["query", "-"]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"print 'from a pipe'").unwrap();
    assert!(said(&child.wait_with_output().unwrap().stdout).contains("from a pipe"));
}

#[test]
fn watchlists_functions_and_files_beside_the_archive_are_read() {
    let board = answer(&["--format", "csv", "_GetWatchlist('vip') | where Team == 'Board' | project SearchKey"]);
    assert_eq!(board, "SearchKey\r\nben@contoso.example\r\n");
    assert_eq!(answer(&["--format", "csv", "print n = Twice(21)"]), "n\r\n42\r\n");
    let prices =
        "externaldata(fruit: string, price: long)['prices.csv'] with (format='csv') | summarize total = sum(price)";
    assert_eq!(answer(&["--format", "csv", prices]), "total\r\n8\r\n");
    let missing = query(&["_GetWatchlist('nobody') | count"]);
    assert!(!missing.stderr.is_empty(), "a watchlist that is not there is told of");
}

#[test]
fn a_batch_goes_on_after_a_bad_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("questions.jsonl");
    write(
        &path,
        "{\"id\": \"good\", \"query\": \"print n = 1\"}\n{\"id\": \"bad\", \"query\": \"SigninLogs | cuont\"}\nnonsense\n\n{\"query\": \"print n = 2\"}\n",
    );
    let output = query(&["--batch", path.to_str().unwrap()]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", said(&output.stderr));
    let lines: Vec<Value> = said(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let columns = json!([{"name": "n", "type": "long"}]);
    assert_eq!(lines[0], json!({"id": "good", "columns": columns, "rows": [[1]]}));
    assert_eq!(lines[1]["error"]["code"], "KQL0007");
    assert_eq!(lines[1]["error"]["span"], json!({"start": 13, "end": 18}));
    assert_eq!(lines[2]["error"]["code"], "line");
    assert_eq!(lines[3], json!({"id": 5, "columns": columns, "rows": [[2]]}));
    assert_eq!(lines.len(), 4);

    let timed = answer(&["--batch", path.to_str().unwrap(), "--stats"]);
    let first: Value = serde_json::from_str(timed.lines().next().unwrap()).unwrap();
    assert!(first["elapsed_ms"].as_f64().is_some_and(|time| time > 0.0), "{first}");
}

#[test]
fn without_an_archive_every_table_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let output = support::run(&folder.path().join("none"), &["query", "--format", "csv", "SigninLogs | count"]);
    assert!(output.status.success());
    assert_eq!(said(&output.stdout), "Count\r\n0\r\n");
    assert!(said(&output.stderr).contains("there is no archive in "), "{}", said(&output.stderr));
}

#[test]
fn a_query_ends_with_the_time_it_was_given() {
    let output = query(&["--timeout", "1s", "range x from 1 to 100000000000 step 1 | summarize dcount(x)"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output.stderr).contains("longer than the 1 s"), "{}", said(&output.stderr));
}

#[test]
fn explain_shows_every_stage() {
    let asked = "SigninLogs | where ResultType != '0' | summarize n = count() by UserPrincipalName";
    let explain = |more: &[&str]| support::run(archive(), &[&["kql", "explain", asked], more].concat());
    let whole = said(&explain(&[]).stdout);
    for stage in ["── tree ──", "── plan ──", "── logical plan ──", "── physical plan ──"]
    {
        assert!(whole.contains(stage), "{whole}");
    }
    let plan = said(&explain(&["--stage", "plan"]).stdout);
    assert!(plan.contains("filter (ResultType != \"0\")") && !plan.contains("──"), "{plan}");
    let wrong = support::run(archive(), &["kql", "explain", "SiginLogs | count"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said(&wrong.stderr).contains("did you mean `SigninLogs`?"));
}

/// Every table at once, each of its hundred columns asked: a deep plan on the thread that asks.
#[test]
fn every_column_of_every_table_can_be_searched() {
    let output = query(&["union * | where * has 'nowhere-to-be-found' | count", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), json!([{"Count": 0}]));
}
