use std::cell::RefCell;
use std::collections::BTreeMap;

use kql::tree::{Expression, LetValue, Statement};
use kql_plan::{Rows, Type, Value};
use proptest::prelude::*;

use super::{Made, ParameterError, Params, prelude, run};
use crate::ask::{Ask, AskError};
use crate::definition::{Definition, Kind, Parameter, read};
use crate::document::{Block, Level, Section};

const REPORT: &str = r#"
id: test
title: A test
question: Does it work?
prose: |
  One line
  and another.

  A second paragraph.
population: All of them.
tables: [SigninLogs, AuditLogs]
parameters:
  - {name: User, description: whose, default: "a\"'; drop"}
panels:
  - id: figures
    title: Figures
    definition: counted
    chart: figures
    good: up
    lookback: period
    query: SigninLogs | project Label, Value
  - id: days
    title: Days
    definition: counted
    chart: [column, table]
    x: Day
    y: Count
    shown: 7
    empty: No sign-in at all.
    query: AuditLogs | project Day, Count
"#;

/// A query, and the time that it saw.
type Asked = (String, (i64, i64));

/// Answers every query with the same rows, and remembers what it was asked.
struct Answers(Result<Rows, AskError>, RefCell<Vec<Asked>>);

impl Ask for Answers {
    fn ask(&self, query: &str, range: (i64, i64)) -> Result<Rows, AskError> {
        self.1.borrow_mut().push((query.to_owned(), range));
        self.0.clone()
    }
}

fn definition() -> Definition {
    read("reports/test.yaml", REPORT).unwrap()
}

fn rows(columns: &[(&str, Type)], rows: Vec<Vec<Value<'static>>>) -> Rows {
    Rows { columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(), rows }
}

fn made(tables: &[&str], answer: Result<Rows, AskError>) -> (Made, Vec<Asked>) {
    let coverage: BTreeMap<String, Vec<String>> =
        tables.iter().map(|table| ((*table).to_owned(), vec!["28 days".to_owned()])).collect();
    let day = 86_400_000_000;
    let params =
        Params { period: (10 * day, 17 * day), values: BTreeMap::new(), coverage: &coverage, facts: Vec::new() };
    let answers = Answers(answer, RefCell::default());
    let made = run(&definition(), &params, &answers).unwrap();
    (made, answers.1.into_inner())
}

fn section<'m>(made: &'m Made, id: &str) -> &'m Section {
    made.document.sections.iter().find(|section| section.id == id).unwrap()
}

#[test]
fn queries_know_the_period_and_the_parameters_and_see_the_lookback() {
    let (_, asked) = made(&["SigninLogs", "AuditLogs"], Ok(Rows::default()));
    let day = 86_400_000_000;
    let (query, range) = asked.first().unwrap();
    assert!(
        query.starts_with("let StartTime = datetime(1970-01-11T00:00:00.0000000Z);\nlet EndTime = datetime(1970-01-18"),
        "{query}"
    );
    assert!(query.contains("let User = 'a\"\\'; drop';\n"), "{query}");
    assert_eq!(*range, (3 * day, 17 * day));
    assert_eq!(asked.get(1).map(|(_, range)| *range), Some((10 * day, 17 * day)));
}

#[test]
fn figures_are_compared_with_the_period_before() {
    let columns = [("Label", Type::String), ("Value", Type::Real), ("Before", Type::Real), ("Unit", Type::String)];
    let row =
        |label, now: f64, before: f64, unit| vec![Value::from(label), now.into(), before.into(), Value::from(unit)];
    let answer = rows(
        &columns,
        vec![
            row("Rate", 96.4, 95.8, "%"),
            row("Failures", 50.0, 100.0, ""),
            row("New", 3.0, 0.0, ""),
            row("Odd", f64::NAN, 1.0, ""),
        ],
    );
    let (made, _) = made(&["SigninLogs", "AuditLogs"], Ok(answer));
    let Some(Block::Figures(figures)) = section(&made, "figures").blocks.first() else { panic!("no figures") };
    let told: Vec<_> = figures.iter().map(|f| (f.value.as_str(), f.change.as_deref(), f.level)).collect();
    assert_eq!(
        told,
        [
            ("96.4 %", Some("+0.6 points (95.8 % before)"), Level::Good),
            ("50", Some("-50 % (100 before)"), Level::Low),
            ("3", Some("+3 (0 before)"), Level::Good),
            ("–", None, Level::Info),
        ]
    );
    // The other panel draws columns that this answer does not have.
    assert_eq!(made.failures.len(), 1);
    assert!(made.failures.first().is_some_and(|failure| failure.reason.contains("draws Day as x")));
}

#[test]
fn a_query_that_fails_is_told_in_its_place() {
    let (made, _) = made(&["SigninLogs", "AuditLogs"], Err(AskError("no column Label".into())));
    assert_eq!(made.failures.len(), 2);
    let Some(Block::Notice(Level::High, text)) = section(&made, "days").blocks.first() else { panic!("no notice") };
    assert_eq!(text, "This could not be answered: no column Label");
}

#[test]
fn a_table_that_was_not_collected_is_no_zero() {
    let (made, asked) = made(&["SigninLogs"], Ok(Rows::default()));
    assert_eq!(asked.len(), 1, "what cannot be told is not asked");
    let days = section(&made, "days");
    let Some(Block::Notice(Level::Low, text)) = days.blocks.first() else { panic!("no notice") };
    assert_eq!(text, "Nothing can be told here: AuditLogs was not collected.");
    assert_eq!(days.source.as_ref().unwrap().coverage, ["AuditLogs: not collected"]);
    assert!(made.failures.is_empty() || made.failures.iter().all(|failure| failure.panel == "figures"));
}

#[test]
fn an_answer_without_rows_says_what_that_means() {
    let answer = rows(&[("Day", Type::Datetime), ("Count", Type::Long)], Vec::new());
    let (made, _) = made(&["SigninLogs", "AuditLogs"], Ok(answer));
    assert_eq!(section(&made, "days").blocks, [Block::Notice(Level::Info, "No sign-in at all.".into())]);
}

#[test]
fn an_answer_is_shown_in_each_way_that_is_asked_for() {
    let answer =
        rows(&[("Day", Type::Datetime), ("Count", Type::Long)], vec![vec![Value::Datetime(0), Value::Long(4)]]);
    let (made, _) = made(&["SigninLogs", "AuditLogs"], Ok(answer));
    let [Block::Chart(chart), Block::Table(table)] = section(&made, "days").blocks.as_slice() else { panic!("two") };
    assert_eq!((chart.x.as_str(), chart.y.as_slice(), table.shown), ("Day", ["Count".to_owned()].as_slice(), 7));
    assert_eq!(section(&made, "reading").blocks, [Block::Prose("One line and another.\n\nA second paragraph.".into())]);
}

#[test]
fn parameters_are_asked_for_by_name() {
    let mut definition = definition();
    definition.parameters.first_mut().unwrap().default = None;
    let coverage = BTreeMap::new();
    let mut params = Params { period: (0, 1), values: BTreeMap::new(), coverage: &coverage, facts: Vec::new() };
    let answers = Answers(Ok(Rows::default()), RefCell::default());
    let error = run(&definition, &params, &answers).unwrap_err();
    assert_eq!(error.to_string(), "the report test needs a value for User; give it with `--set User=…`: whose");
    for blank in ["", " ", "\t\u{a0}"] {
        params.values.insert("User".into(), blank.into());
        assert_eq!(run(&definition, &params, &answers).unwrap_err(), error, "{blank:?}");
    }
    params.values.clear();
    params.values.insert("Usr".into(), "x".into());
    assert!(matches!(run(&definition, &params, &answers), Err(ParameterError::Unknown { .. })));
}

#[test]
fn a_parameter_that_is_a_number_is_refused_when_it_is_none() {
    let mut definition = definition();
    let hours = Parameter { kind: Kind::Number, from: Some(-12.0), to: Some(14.0), ..Parameter::default() };
    let named = |name: &str, default: &str| Parameter {
        name: name.into(),
        description: "hours".into(),
        default: Some(default.into()),
        ..hours.clone()
    };
    definition.parameters = vec![named("Offset", "0"), named("Other", "+2.50")];
    let coverage = BTreeMap::new();
    let mut params = Params { period: (0, 1), values: BTreeMap::new(), coverage: &coverage, facts: Vec::new() };
    let answers = Answers(Ok(Rows::default()), RefCell::default());
    for wrong in ["abc", "99", ""] {
        params.values.insert("Offset".into(), wrong.into());
        let error = run(&definition, &params, &answers).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the report test needs a number from -12 to 14 for Offset; give it with `--set Offset=…`: hours; “{wrong}” is none"
            )
        );
    }
    params.values.insert("Offset".into(), " -8 ".into());
    let made = run(&definition, &params, &answers).unwrap();
    let told: Vec<_> =
        made.document.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str())).skip(1).collect();
    assert_eq!(told, [("Offset", "-8"), ("Other", "2.5")]);
}

/// What a query's own `let` of this name is, and of how many statements the query is.
fn declared(text: &str, name: &str) -> (String, usize) {
    let parsed = kql::parse(text);
    assert!(parsed.errors().next().is_none(), "{text}");
    let value = parsed.tree.statements.iter().find_map(|statement| match statement {
        Statement::Let(declared) if declared.name.text == name => match &declared.value {
            LetValue::Expression(Expression::String(value)) => Some(value.value.clone()),
            _ => None,
        },
        _ => None,
    });
    (value.unwrap(), parsed.tree.statements.len())
}

#[test]
fn no_value_becomes_part_of_a_query() {
    for value in [
        "o'brien@contoso.example",
        r#"a" | union AuditLogs // "#,
        r#"'"; AuditLogs; print '"#,
        r"'; AuditLogs //",
        r"ends with a backslash\",
        "two\r\nlines; AuditLogs",
        "``` AuditLogs ```",
        "@'x'; h\"y\"",
        "\u{0}\u{1b}\u{202e}\u{2028}\u{feff}é",
    ] {
        let text = prelude::of(&definition(), (0, 1), &|_| value.to_owned());
        assert_eq!(declared(&(text + "User"), "User"), (value.to_owned(), 4), "{value:?}");
    }
}

proptest! {
    #[test]
    fn any_value_is_the_string_it_was(value in r#"([\"'`;|/@\\\r\n\t]|\PC|.){0,24}"#) {
        let text = prelude::of(&definition(), (0, 1), &|_| value.clone());
        prop_assert_eq!(declared(&(text + "User"), "User"), (value, 4));
    }
}

#[test]
fn a_period_is_told_with_its_last_day() {
    let day = 86_400_000_000;
    assert_eq!(super::period((10 * day, 17 * day)), "1970-01-11 to 1970-01-17 (7 days, UTC)");
    assert_eq!(super::period((day / 2, day)), "1970-01-01 12:00Z to 1970-01-02 (12 hours, the end not included)");
}
