//! What is wrong with a rule, before it ever runs.

use std::collections::{BTreeMap, BTreeSet};

use kql_plan::Context;
use query::{Failure, Session};
use tokio::runtime::Runtime;

use crate::attack;
use crate::evaluate::ROOM_FOR_BINDING;
use crate::rule::Rule;
use crate::set::RuleSet;

/// How many cases of each kind a rule of ours must have.
const CASES: usize = 3;

/// Something wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The rule's short name, or the file.
    pub rule: String,
    /// What, and what to do.
    pub message: String,
    /// Whether the rule is right all the same: it runs, and an author may want to know.
    pub note: bool,
}

impl Complaint {
    fn of(rule: &str, message: String) -> Self {
        Self { rule: rule.to_owned(), message, note: false }
    }
}

/// Returns what is wrong with rules. `session` tells which tables and columns there are. Of `foreign` rules only what keeps them from running.
pub fn check(runtime: &Runtime, session: &Session, set: &RuleSet, rules: &[Rule], foreign: bool) -> Vec<Complaint> {
    let mut complaints: Vec<Complaint> =
        set.problems.iter().map(|problem| Complaint::of(&problem.name, problem.reason.clone())).collect();
    let mut ids: BTreeMap<String, &str> = BTreeMap::new();
    for rule in rules {
        complaints.extend(techniques(rule, foreign));
        let mut say = |message: String| complaints.push(Complaint::of(&rule.slug, message));
        if let Some(other) = ids.insert(rule.id.to_lowercase(), &rule.slug) {
            say(format!("its id is that of {other}: give it one of its own"));
        }
        fields(rule, &mut say);
        match columns(runtime, session, &rule.query) {
            Ok(columns) => named_columns(rule, &columns, &mut say, foreign),
            Err(reason) => say(reason),
        }
        if !foreign {
            of_ours(rule, &mut say);
        }
    }
    complaints
}

fn fields(rule: &Rule, say: &mut impl FnMut(String)) {
    let hexadecimal = |part: &str, length: usize| part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit());
    let parts: Vec<&str> = rule.id.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    if parts.len() != 5 || !parts.iter().zip(lengths).all(|(part, length)| hexadecimal(part, length)) {
        say(format!("its id `{}` is no GUID", rule.id));
    }
    for tactic in &rule.tactics {
        if let Some(problem) = attack::problem_with_tactic(tactic) {
            say(problem);
        }
    }
    if !["Scheduled", "NRT"].iter().any(|kind| rule.kind.eq_ignore_ascii_case(kind)) {
        say(format!("its kind `{}` is not one that is run here: Scheduled or NRT", rule.kind));
    }
}

/// What there is to say of a rule's techniques. An older id is no fault, Sentinel still has it; nor is one that we do not know in a rule of
/// others, which may know a newer ATT&CK than we do.
fn techniques(rule: &Rule, foreign: bool) -> impl Iterator<Item = Complaint> {
    rule.relevant_techniques.iter().filter_map(move |id| {
        let problem = attack::problem_with_technique(id);
        let note = problem.is_none() || foreign;
        let message = problem.or_else(|| attack::note_on_technique(id))?;
        Some(Complaint { note, ..Complaint::of(&rule.slug, message) })
    })
}

/// The columns of the query's result.
fn columns(runtime: &Runtime, session: &Session, query: &str) -> Result<BTreeSet<String>, String> {
    std::thread::scope(|scope| {
        let work = || {
            let _within = runtime.enter();
            match session.read(query, Context::default(), &[]) {
                Ok(question) => {
                    let plan = question.results.first().map(|(_, plan)| plan);
                    Ok(plan.map_or_else(BTreeSet::new, |plan| {
                        plan.columns.iter().map(|column| column.name.clone()).collect()
                    }))
                }
                Err(Failure::Query(findings)) => {
                    let index = kql::LineIndex::new(query);
                    let errors = findings.iter().filter(|finding| finding.severity == kql::Severity::Error);
                    Err(errors
                        .map(|error| {
                            let at = index.line_column(query, error.span.start);
                            format!("the query, line {}: {error}", at.line)
                        })
                        .collect::<Vec<_>>()
                        .join("; "))
                }
                Err(failure) => Err(failure.to_string()),
            }
        };
        let thread = std::thread::Builder::new().stack_size(ROOM_FOR_BINDING).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err("the query stops the engine: tell us".into()),
            Err(error) => Err(format!("no thread starts: {error}")),
        }
    })
}

fn named_columns(rule: &Rule, columns: &BTreeSet<String>, say: &mut impl FnMut(String), foreign: bool) {
    let mut want = |column: &str, by: &str| {
        if !columns.contains(column) {
            let hint = kql::nearest(column, columns.iter().map(String::as_str));
            let hint = hint.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            say(format!("{by} names the column {column}, which the query does not give{hint}"));
        }
    };
    for mapping in &rule.entity_mappings {
        for field in &mapping.field_mappings {
            want(&field.column_name, &format!("the {} entity", mapping.entity_type));
        }
    }
    for (label, column) in &rule.custom_details {
        want(column, &format!("the detail {label}"));
    }
    let details = rule.alert_details_override.as_ref();
    for format in [
        details.and_then(|details| details.alert_display_name_format.as_deref()),
        details.and_then(|details| details.alert_description_format.as_deref()),
    ]
    .into_iter()
    .flatten()
    {
        for column in format.split("{{").skip(1).filter_map(|part| Some(part.split_once("}}")?.0)) {
            want(column.trim(), "the alert's text");
        }
    }
    if !foreign {
        want("TimeGenerated", "a rule of ours");
    }
}

/// What a rule of ours must have beside what Sentinel asks for.
fn of_ours(rule: &Rule, say: &mut impl FnMut(String)) {
    let schedule = rule.schedule();
    if !schedule.any_span {
        say("its query asks the clock, it has a threshold of rows, or all rows of a run are one alert: it can only be run step by step".into());
    }
    if schedule.lookback() > 0 && !rule.query.contains("ago(frequency)") {
        say("it looks back further than it runs often, and does not say what is new: TimeGenerated > ago(frequency)"
            .into());
    }
    let positive = rule.tests.iter().filter(|case| case.fires.is_positive()).count();
    let negative = rule.tests.len() - positive;
    if positive < CASES || negative < CASES {
        say(format!("it has {positive} cases that fire and {negative} that do not: {CASES} of each, at least"));
    }
    let mut names = BTreeSet::new();
    for case in &rule.tests {
        if !names.insert(case.name.as_str()) {
            say(format!("two cases are called `{}`", case.name));
        }
    }
    for (what, missing) in [
        ("description", rule.description.trim().is_empty()),
        ("tactics", rule.tactics.is_empty()),
        ("relevantTechniques", rule.relevant_techniques.is_empty()),
        ("requiredDataConnectors", rule.data_types().next().is_none()),
        ("falsePositives", rule.false_positives.is_empty()),
        ("response.check", rule.response.check.is_empty()),
        ("response.act", rule.response.act.is_empty()),
        ("version", rule.version.is_none()),
        (
            "alertDetailsOverride.alertDescriptionFormat",
            rule.alert_details_override.as_ref().is_none_or(|d| d.alert_description_format.is_none()),
        ),
    ] {
        if missing {
            say(format!("`{what}` is missing"));
        }
    }
    let known = ["requiredDataConnectors", "suppressionDuration", "suppressionEnabled", "tags", "metadata", "absence"];
    for key in rule.other.keys().filter(|key| !known.contains(&key.as_str())) {
        say(format!("`{key}` is no key of a rule"));
    }
    for name in rule.data_types() {
        if tables::by_name(name).is_none() {
            say(format!("it reads {name}, which the archive does not keep"));
        }
    }
}
