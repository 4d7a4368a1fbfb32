//! `quaestor rules test`.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use detect::events::Case;
use detect::trial::{Outcome, Thoroughness, try_case};
use detect::{Rule, RuleSet};
use kql_datafusion::Options;
use serde_json::json;
use tokio::runtime::Runtime;

use super::Chosen;
use crate::cli::Format;
use crate::commands::{Status, query};
use crate::output;

/// Arguments of `quaestor rules test`.
#[derive(Debug, Args)]
pub(super) struct Test {
    #[command(flatten)]
    chosen: Chosen,
    /// Try each case once, over all of its time; not window by window too.
    #[arg(long)]
    quick: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Tries every case of every rule. A case that fails ends the command with exit code 1.
pub(super) fn run(command: &Test, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (set, rules) = command.chosen.load(data)?;
    let cases: Vec<(&Rule, &Case)> =
        rules.iter().flat_map(|rule| rule.tests.iter().map(move |case| (rule, case))).collect();
    let thoroughness = if command.quick { Thoroughness::Once } else { Thoroughness::Windows };
    let outcomes = all(&query::runtime()?, &set, &cases, thoroughness);
    let positive = outcomes.iter().filter(|outcome| outcome.positive).count();
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.failure.is_some()).collect();
    let failures = failed.len() + set.problems.len();
    match command.format {
        Format::Json => {
            let unreadable = set
                .problems
                .iter()
                .map(|problem| json!({"rule": problem.name, "case": null, "reason": problem.reason}));
            let failed = failed
                .iter()
                .map(|outcome| json!({"rule": outcome.rule, "case": outcome.case, "reason": outcome.failure}))
                .chain(unreadable)
                .collect::<Vec<_>>();
            output::json(
                &json!({"rules": rules.len(), "positive": positive, "negative": outcomes.len() - positive, "failed": failed}),
            )?;
        }
        Format::Table | Format::Csv => {
            for outcome in &failed {
                let reason = outcome.failure.as_deref().unwrap_or_default();
                output::data(&format!("{}: {}: {reason}\n", outcome.rule, outcome.case))?;
            }
            for problem in &set.problems {
                output::data(&format!("{problem}\n"))?;
            }
            output::data(&format!(
                "{} rules, {positive} cases that fire, {} that do not, {failures} failed\n",
                rules.len(),
                outcomes.len() - positive
            ))?;
        }
    }
    anyhow::ensure!(failures == 0, "{failures} test case{} failed", if failures == 1 { "" } else { "s" });
    Ok(Status::Done)
}

/// Tries cases on all processors; the outcomes are in the order of the cases.
fn all(runtime: &Runtime, set: &RuleSet, cases: &[(&Rule, &Case)], thoroughness: Thoroughness) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Outcome)>> = Mutex::new(Vec::with_capacity(cases.len()));
    let options = Options { partitions: Some(1), ..Options::default() };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((rule, case)) = cases.get(at) else { break };
                    let outcome = try_case(runtime, set, rule, case, thoroughness, &options);
                    done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((at, outcome));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}
