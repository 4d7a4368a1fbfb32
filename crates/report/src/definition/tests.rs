use std::collections::BTreeSet;

use super::{Definitions, Lookback, Show, hidden, read};

const GOOD: &str = "id: a\ntitle: A\nquestion: What?\npopulation: all\ntables: [SigninLogs]\npanels:\n  - id: p\n    title: P\n    definition: counted\n    chart: table\n    query: SigninLogs | count\n";

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let text = GOOD.replace("    chart: table\n", "    chart: table\n    colour: red\n");
    let error = read("reports/a.yaml", &text).unwrap_err().to_string();
    assert!(error.starts_with("reports/a.yaml is no report: "), "{error}");
    assert!(error.contains("colour") && error.contains("11"), "{error}");
}

#[test]
fn one_and_several_ways_to_show_are_read() {
    assert_eq!(read("a.yaml", GOOD).unwrap().panels.first().unwrap().chart, [Show::Table]);
    let text = GOOD.replace("chart: table", "chart: [map, table]\n    x: Country\n    y: [A, B]\n    lookback: 4w");
    let panel = read("a.yaml", &text).unwrap().panels.remove(0);
    assert_eq!((panel.chart, panel.y), (vec![Show::Map, Show::Table], vec!["A".to_owned(), "B".to_owned()]));
    assert_eq!(panel.lookback, Lookback::Span(28 * 86_400_000_000));
    assert!(read("a.yaml", &GOOD.replace("chart: table", "chart: pie")).unwrap_err().to_string().contains("pie"));
    assert!(read("a.yaml", &GOOD.replace("chart: table", "chart: table\n    lookback: soon")).is_err());
}

#[test]
fn what_is_wrong_is_told() {
    assert_eq!(read("a.yaml", GOOD).unwrap().check(), []);
    for (from, to, told) in [
        ("chart: table", "chart: line", "a chart needs x"),
        ("chart: table", "chart: table\n    x: Day", "mean nothing without a chart"),
        ("chart: table", "chart: table\n    good: up", "for figures alone"),
        ("definition: counted", "definition: \"\"", "definition is empty"),
        ("query: SigninLogs | count", "query: SigninLogs | where (", "its query cannot be read"),
        ("title: P", "title: \"\"", "its title has 0 characters"),
        ("panels:", "parameters: [{name: StartTime, description: x}]\npanels:", "StartTime is there twice"),
        ("id: p", "id: reading", "may not be `reading`"),
        ("tables: [SigninLogs]", "tables: []", "tables is empty"),
        ("panels:", "parameters: [{name: N, description: x, from: 1}]\npanels:", "N has bounds and is a text"),
        (
            "panels:",
            "parameters: [{name: N, kind: number, description: x, from: 2, to: 1}]\npanels:",
            "no number at all",
        ),
        ("panels:", "parameters: [{name: N, kind: number, description: x, to: .nan}]\npanels:", "no number at all"),
        (
            "panels:",
            "parameters: [{name: N, kind: number, description: x, to: 1, default: \"2\"}]\npanels:",
            "N must be a number of 1 or less, and its default is “2”",
        ),
    ] {
        let found = read("a.yaml", &GOOD.replacen(from, to, 1)).unwrap().check();
        assert!(found.iter().any(|finding| finding.to_string().contains(told)), "{told}: {found:?}");
    }
}

#[test]
fn numbers_have_one_spelling_and_bounds() {
    let text = GOOD.replacen(
        "panels:",
        "parameters: [{name: N, kind: number, from: -12, to: 14, description: x}]\npanels:",
        1,
    );
    let definition = read("a.yaml", &text).unwrap();
    assert_eq!(definition.check(), []);
    let parameter = definition.parameters.first().unwrap();
    assert_eq!(parameter.to_string(), "a number from -12 to 14");
    for (given, value) in [("0", "0"), ("-0", "0"), ("+5.50", "5.5"), (" -12 ", "-12"), ("1.4e1", "14"), (".5", "0.5")]
    {
        assert_eq!(parameter.value(given).as_deref(), Some(value), "{given}");
    }
    for given in
        ["", " ", "abc", "5,5", "14.01", "-99", "inf", "NaN", "5h", "1 2", "0x1", "1'); SigninLogs | where ('1"]
    {
        assert_eq!(parameter.value(given), None, "{given}");
    }
    assert!(read("a.yaml", &text.replace("kind: number", "kind: date")).unwrap_err().to_string().contains("date"));
    assert!(read("a.yaml", &text.replace("to: 14", "until: 14")).unwrap_err().to_string().contains("until"));
}

#[test]
fn the_period_is_not_looked_for_where_a_column_hides_it() {
    for (query, names) in [
        ("SecurityAlert | where TimeGenerated >= StartTime", "StartTime"),
        ("SecurityAlert | where TimeGenerated between (StartTime .. EndTime)", "EndTime StartTime"),
        (
            "SecurityAlert | summarize arg_max(TimeGenerated, *) by SystemAlertId | extend Now = TimeGenerated >= StartTime",
            "StartTime",
        ),
        ("SecurityAlert | summarize N = count() by Now = TimeGenerated >= StartTime", "StartTime"),
        ("SecurityAlert | summarize N = countif(TimeGenerated >= StartTime)", "StartTime"),
        ("SecurityAlert | extend Day = iff(TimeGenerated < bin(EndTime, 1d), 1, 0)", "EndTime"),
        ("let Alerts = SecurityAlert | where Status == 'New'; Alerts | where TimeGenerated >= StartTime", "StartTime"),
        ("print toscalar(SecurityAlert | where TimeGenerated >= StartTime | count)", "StartTime"),
        ("union SigninLogs, SecurityAlert | where TimeGenerated >= StartTime", "StartTime"),
        (
            "SigninLogs | join kind=inner (SecurityAlert | project UserId, StartTime) on UserId | where TimeGenerated >= StartTime",
            "StartTime",
        ),
        ("SecurityAlert | mv-apply E = todynamic(Entities) on (where TimeGenerated >= StartTime)", "StartTime"),
        // Here it is the period.
        ("SigninLogs | where TimeGenerated >= StartTime", ""),
        ("let Begin = StartTime; SecurityAlert | where TimeGenerated >= Begin", ""),
        ("SecurityAlert | summarize N = count() by Day = startofday(TimeGenerated) | where Day >= StartTime", ""),
        ("SecurityAlert | project TimeGenerated | where TimeGenerated >= StartTime", ""),
        ("SecurityAlert | project-away StartTime, EndTime | where TimeGenerated >= StartTime", ""),
        ("SecurityAlert | project-rename Began = StartTime | where Began < StartTime", ""),
        (
            "EveryDay(StartTime, EndTime) | join kind=leftouter (SecurityAlert | summarize N = count() by Day = startofday(TimeGenerated)) on Day",
            "",
        ),
        (
            "SigninLogs | where UserId in ((SecurityAlert | project CompromisedEntity)) and TimeGenerated >= StartTime",
            "",
        ),
        ("SigninLogs | join kind=leftanti SecurityAlert on TenantId | where TimeGenerated >= StartTime", ""),
        // And here the column is told as it is.
        ("SecurityAlert | project StartTime, Until = EndTime | sort by StartTime asc", ""),
        ("SecurityAlert | summarize First = min(StartTime), arg_max(TimeGenerated, EndTime) by AlertName", ""),
        ("OfficeActivity | where tostring(parse_json(Parameters).StartTime) != '' and TimeGenerated < EndTime", ""),
    ] {
        let parsed = kql::parse(query);
        assert!(parsed.errors().next().is_none(), "{query}");
        let found: Vec<&str> = hidden::hidden(&parsed.tree).into_iter().map(|(name, _)| name).collect();
        assert_eq!(found.join(" "), names, "{query}");
    }
    let text = GOOD.replace("query: SigninLogs | count", "query: SecurityAlert | where TimeGenerated >= StartTime");
    let found = read("a.yaml", &text).unwrap().check();
    let told = "panel p: its query computes with StartTime where that is a column of SecurityAlert and not the period; write `let Begin = StartTime;`";
    assert!(found.first().is_some_and(|finding| finding.to_string().starts_with(told)), "{found:?}");
}

#[test]
fn the_tables_that_hide_the_period_are_known() {
    let mut table = "";
    let mut hiding = BTreeSet::new();
    for line in include_str!("../../../tables/tests/schema.txt").lines() {
        match line.strip_prefix("  ").and_then(|column| column.split(' ').next()) {
            Some("StartTime" | "EndTime") => {
                hiding.insert(table);
            }
            Some(_) => {}
            None => table = line,
        }
    }
    assert_eq!(hiding.into_iter().collect::<Vec<_>>(), hidden::TABLES);
}

#[test]
fn an_operators_own_report_replaces_one_that_comes_with_the_program() {
    let mut own = Definitions::default();
    let mut mine = read("a.yaml", GOOD).unwrap();
    mine.title = "Mine".into();
    own.definitions.push(mine);
    let theirs = Definitions { definitions: vec![read("a.yaml", GOOD).unwrap()], problems: Vec::new() };
    let both = theirs.with(own);
    assert_eq!(both.definitions.len(), 1);
    assert_eq!(both.find("a").map(|definition| definition.title.as_str()), Some("Mine"));
    assert_eq!(both.nearest("aa"), Some("a"));
}

#[test]
fn the_files_of_a_folder_are_reports_or_problems() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.yaml", GOOD), ("b.yml", GOOD), ("c.yaml", "id: ["), ("notes.txt", "no report")] {
        #[expect(clippy::disallowed_methods, reason = "a scratch file")]
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let set = Definitions::folder(folder.path()).unwrap();
    assert_eq!(set.definitions.len(), 1);
    assert_eq!(set.problems.len(), 2);
    assert!(set.problems.iter().any(|problem| problem.to_string().contains("must be the name of the file")));
    assert!(Definitions::folder(&folder.path().join("nowhere")).is_err());
}

#[test]
fn every_report_that_comes_with_the_program_can_be_run() {
    let set = Definitions::embedded();
    assert!(set.problems.is_empty(), "{:#?}", set.problems);
    for definition in &set.definitions {
        assert_eq!(definition.check(), [], "reports/{}.yaml", definition.id);
        let guide = include_str!("../../../../docs/reporting.md");
        assert!(
            guide.contains(&format!("`{}`", definition.id)),
            "docs/reporting.md does not tell of {}",
            definition.id
        );
    }
}
