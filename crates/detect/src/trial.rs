//! Tries rules on their test cases.

use kql_datafusion::Options;
use kql_plan::Context;
use query::{Session, Source};
use tokio::runtime::Runtime;

use crate::Evaluator;
use crate::events::{Case, rows};
use crate::rule::Rule;
use crate::set::RuleSet;

/// What became of a case.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The rule's short name.
    pub rule: String,
    /// The case's name.
    pub case: String,
    /// Whether the case expects a finding.
    pub positive: bool,
    /// Findings.
    pub findings: u64,
    /// What is wrong; none where the case holds.
    pub failure: Option<String>,
}

/// How thoroughly cases are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thoroughness {
    /// Over all of their time at once.
    Once,
    /// That, and window by window as the schedule has it: both must agree.
    Windows,
}

/// Tries a rule on one of its cases.
pub fn try_case(
    runtime: &Runtime,
    set: &RuleSet,
    rule: &Rule,
    case: &Case,
    thoroughness: Thoroughness,
    options: &Options,
) -> Outcome {
    let (findings, failure) = match verdict(runtime, set, rule, case, thoroughness, options) {
        Ok((findings, failure)) => (findings, failure),
        Err(reason) => (0, Some(reason)),
    };
    Outcome { rule: rule.slug.clone(), case: case.name.clone(), positive: case.fires.is_positive(), findings, failure }
}

fn verdict(
    runtime: &Runtime,
    set: &RuleSet,
    rule: &Rule,
    case: &Case,
    thoroughness: Thoroughness,
    options: &Options,
) -> Result<(u64, Option<String>), String> {
    let rows = rows(case, &set.records)?;
    let (from, to) = (rows.from, rows.to);
    let source = Source::held(rows.held).with_library(set.library_with(&case.watchlists));
    let session = Session::new(source, options.clone());
    let evaluator = Evaluator::new(runtime, &session, Context::default());
    let found = evaluator.findings(rule, from, to).map_err(|error| error.to_string())?;
    let count = found.len() as u64;
    if !case.fires.holds(count) {
        return Ok((count, Some(format!("expected {}, and there are {count}", case.fires))));
    }
    if let Some(finding) = found.iter().find(|finding| finding.title.contains("{{") || finding.title.is_empty()) {
        return Ok((count, Some(format!("the title is `{}`", finding.title))));
    }
    if let Some(finding) = found.iter().find(|finding| finding.records.is_empty() && !is_about_absence(rule)) {
        return Ok((count, Some(format!("`{}` names no record: give the row a column <Table>_Ids", finding.title))));
    }
    let schedule = rule.schedule();
    if schedule.any_span && thoroughness == Thoroughness::Windows {
        // As it runs every day: window by window. A window without a record and without a finding has nothing to say.
        let stepped = crate::rule::Schedule { any_span: false, ..schedule };
        let mut runs = stepped.runs(from, to);
        let happens = |time: &i64, (start, end): &(i64, i64)| time >= start && time < end;
        let moments: Vec<i64> = rows.times.iter().copied().chain(found.iter().map(|finding| finding.time)).collect();
        runs.retain(|run| moments.iter().any(|time| happens(time, run)));
        let speaks = |run: &&(i64, i64)| found.iter().any(|finding| happens(&finding.time, run));
        let silent = runs.iter().rev().filter(|run| !speaks(run)).take(MOST_SILENT_RUNS);
        let touched: Vec<(i64, i64)> =
            runs.iter().filter(speaks).take(MOST_SPEAKING_RUNS).chain(silent).copied().collect();
        let by_window = evaluator.in_runs(rule, &touched).map_err(|error| error.to_string())?;
        if case.fires.is_positive() == by_window.is_empty() {
            let text = format!(
                "over all of its time it has {count} findings, and window by window {}: the query depends on how time is cut",
                by_window.len()
            );
            return Ok((count, Some(text)));
        }
    }
    Ok((count, None))
}

/// Windows of one case that are tried in which something was found.
const MOST_SPEAKING_RUNS: usize = 3;
/// Windows of one case that are tried in which nothing was: the last ones, for which there is most to look back on.
const MOST_SILENT_RUNS: usize = 3;

/// Whether a rule is about what is not there, so that no record can prove it.
fn is_about_absence(rule: &Rule) -> bool {
    rule.other.get("absence").and_then(serde_json::Value::as_bool).unwrap_or(false)
}
