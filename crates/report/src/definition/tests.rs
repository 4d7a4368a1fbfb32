use super::{Definitions, Lookback, Show, read};

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
    ] {
        let found = read("a.yaml", &GOOD.replacen(from, to, 1)).unwrap().check();
        assert!(found.iter().any(|finding| finding.to_string().contains(told)), "{told}: {found:?}");
    }
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
