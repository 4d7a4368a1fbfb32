//! `quaestor rules`: the detection rules there are, what each says, whether they are right, what they cover, and those of others.

mod export;
mod import;
mod lint;
mod list;
mod matrix;
mod show;
mod test;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use detect::{Rule, RuleSet};

use super::Status;
use super::location::folder;

/// Arguments of `quaestor rules`.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the rules: those that come with the program, and the archive's own.
    List(list::List),
    /// Show a rule: what it means, what to check, its query.
    Show(show::Show),
    /// Try rules on their test cases.
    Test(test::Test),
    /// Check rules: fields, ids, techniques, queries, tests.
    Lint(lint::Lint),
    /// Lay the rules out as the matrix of MITRE ATT&CK: what they look for, and what they do not.
    Matrix(matrix::Matrix),
    /// Take over rules of others: Sentinel YAML, as it is.
    Import(import::Import),
    /// Write rules as Sentinel takes them.
    Export(export::Export),
}

/// Which rules a command is about.
#[derive(Debug, Args)]
pub(crate) struct Chosen {
    /// Take the rules of this folder instead of those that come with the program.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Only these: short names, or families such as `sign-in`; all when none is named.
    #[arg(value_name = "RULE")]
    names: Vec<String>,
}

impl Chosen {
    /// Returns the set and the rules that were named, in order.
    pub(crate) fn load(&self, data: Option<PathBuf>) -> anyhow::Result<(RuleSet, Vec<Rule>)> {
        let set = set(self.rules.as_deref(), data)?;
        let chosen = choose(&set, &self.names)?;
        Ok((set, chosen))
    }
}

/// Returns the rules of a folder, or those of the program and the archive.
pub(crate) fn set(rules: Option<&Path>, data: Option<PathBuf>) -> anyhow::Result<RuleSet> {
    if let Some(rules) = rules {
        return RuleSet::folder(rules).with_context(|| format!("cannot read the rules in {}", rules.display()));
    }
    let own = folder(data)?.join("rules");
    let embedded = RuleSet::embedded();
    if !own.is_dir() {
        return Ok(embedded);
    }
    let own = RuleSet::folder(&own).with_context(|| format!("cannot read the rules in {}", own.display()))?;
    Ok(embedded.with(own))
}

/// Returns the rules of these short names or families; all when none is named.
pub(crate) fn choose(set: &RuleSet, names: &[String]) -> anyhow::Result<Vec<Rule>> {
    if names.is_empty() {
        return Ok(set.rules.clone());
    }
    let mut chosen: Vec<Rule> = Vec::new();
    for name in names {
        let name = name.trim_end_matches('/');
        let stem = name.rsplit('/').next().unwrap_or(name);
        let family = set.rules.iter().filter(|rule| set.families.get(&rule.slug).is_some_and(|family| family == name));
        let family: Vec<Rule> = family.cloned().collect();
        match set.find(stem) {
            Some(rule) => chosen.push(rule.clone()),
            None if !family.is_empty() => chosen.extend(family),
            None => {
                let hint = set.nearest(stem).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                anyhow::bail!("there is no rule and no family named {name}{hint} `quaestor rules list` shows all");
            }
        }
    }
    Ok(chosen)
}

/// Runs the command.
pub(crate) fn run(command: &Rules, data: Option<PathBuf>) -> anyhow::Result<Status> {
    match &command.what {
        What::List(list) => list::run(list, data),
        What::Show(show) => show::run(show, data),
        What::Test(test) => test::run(test, data),
        What::Lint(lint) => lint::run(lint, data),
        What::Matrix(matrix) => matrix::run(matrix, data),
        What::Import(import) => import::run(import, data),
        What::Export(export) => export::run(export, data),
    }
}
