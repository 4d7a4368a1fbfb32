//! `quaestor rules import`: rules of others, as they are.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use detect::{RuleSet, check, rule};
use kql_datafusion::Options;
use serde_json::json;

use crate::cli::Format;
use crate::commands::location::folder;
use crate::commands::{Status, query};
use crate::output::{self, count};

/// Arguments of `quaestor rules import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Files, folders or trees of rules in YAML: analytics rules of Sentinel, or Sigma rules and correlations.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only say what could be run and what could not.
    #[arg(long)]
    dry_run: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// A rule as it came, or as it was converted.
struct Candidate {
    /// The file's name without its ending.
    slug: String,
    text: String,
    /// What whoever uses it should know.
    notes: Vec<String>,
}

/// What became of the candidates.
#[derive(Default)]
struct Sorted {
    candidates: Vec<Candidate>,
    /// What was not taken, and why.
    refused: Vec<(String, String)>,
}

/// Copies what can be run into the archive's `rules` folder, names what cannot, and why.
pub(super) fn run(command: &Import, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let target = folder(data)?.join("rules").join("imported");
    let embedded = RuleSet::embedded();
    let session =
        ::query::Session::new(::query::Source::default().with_library(embedded.library()), Options::default());
    let runtime = query::runtime()?;
    let mut sorted = Sorted::default();
    for path in &command.paths {
        sort(path, &mut sorted)?;
    }
    let Sorted { candidates, mut refused } = sorted;
    let mut taken = Vec::new();
    for candidate in candidates {
        let name = format!("{}.yaml", candidate.slug);
        let rule = match rule::read(&name, &candidate.text) {
            Ok(rule) => rule,
            Err(problem) => {
                refused.push((candidate.slug, problem.reason));
                continue;
            }
        };
        let complaints = check::check(&runtime, &session, &RuleSet::default(), std::slice::from_ref(&rule), true);
        let (remarks, wrong): (Vec<_>, Vec<_>) = complaints.into_iter().partition(|complaint| complaint.note);
        let mut wrong: Vec<String> = wrong.into_iter().map(|complaint| complaint.message).collect();
        let notes =
            candidate.notes.into_iter().chain(remarks.into_iter().map(|remark| remark.message)).collect::<Vec<_>>();
        if embedded.find(&rule.slug).is_some() {
            wrong.push("a rule of ours has this name: rename the file".into());
        }
        if !wrong.is_empty() {
            refused.push((candidate.slug, wrong.join("; ")));
            continue;
        }
        if !command.dry_run {
            keep(&target, &name, &candidate.text)?;
        }
        taken.push((rule, notes));
    }
    if command.format == Format::Json {
        let taken: Vec<_> = taken
            .iter()
            .map(|(rule, notes)| json!({"rule": rule.slug, "id": rule.id, "name": rule.name, "notes": notes}))
            .collect();
        let refused: Vec<_> = refused.iter().map(|(name, reason)| json!({"rule": name, "reason": reason})).collect();
        output::json(&json!({"imported": taken, "refused": refused, "folder": target}))?;
    } else {
        for (name, reason) in &refused {
            output::data(&format!("not taken  {name}: {reason}\n"))?;
        }
        for (rule, notes) in &taken {
            for note in notes {
                output::data(&format!("note       {}: {note}\n", rule.slug))?;
            }
        }
        let action = if command.dry_run { "could be imported" } else { "imported" };
        output::say(&format!("{} rules {action}, {} not", count(taken.len() as u64), count(refused.len() as u64)));
    }
    Ok(Status::Done)
}

/// Finds the rules below a path: Sentinel's as they are, Sigma's converted, all of a tree together since they may refer to each other.
fn sort(path: &Path, sorted: &mut Sorted) -> anyhow::Result<()> {
    let set = RuleSet::folder(path).with_context(|| format!("cannot read {}", path.display()))?;
    for rule in &set.rules {
        let text = set.texts.get(&rule.slug).cloned().unwrap_or_default();
        sorted.candidates.push(Candidate { slug: rule.slug.clone(), text, notes: Vec::new() });
    }
    let columns = |table: &str| {
        let (shown, named) = ::query::schema::columns(table, ::query::schema::Dialect::default())?;
        Some(shown.into_iter().chain(named).map(|(name, _)| name).collect::<Vec<_>>())
    };
    let mut texts = Vec::new();
    for problem in set.problems {
        let file = if path.is_file() { path.to_owned() } else { path.join(&problem.name) };
        match std::fs::read_to_string(&file).ok().filter(|text| is_sigma(text)) {
            Some(text) => match sigma::convert(&[&text], &columns) {
                Err(error @ sigma::Error::Read(_)) => sorted.refused.push((problem.name, error.to_string())),
                // What refers to other files is tried again with them.
                Ok(_) | Err(_) => texts.push(text),
            },
            None => sorted.refused.push((problem.name, problem.reason)),
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let converted = sigma::convert(&texts, &columns).context("the Sigma rules cannot be read together")?;
    for converted in converted {
        let slug = slug(&converted.title);
        let rule = converted.rule.and_then(|mut rule| {
            // Sigma does without ids; Sentinel does not.
            rule.id.get_or_insert_with(|| detect::events::guid(&format!("sigma/{}", converted.title)));
            rule.to_yaml()
        });
        match rule {
            Ok(text) => sorted.candidates.push(Candidate { slug, text, notes: converted.notes }),
            Err(error) => sorted.refused.push((slug, error.to_string())),
        }
    }
    Ok(())
}

/// Whether a text is a Sigma rule, correlation or filter.
fn is_sigma(text: &str) -> bool {
    text.lines().any(|line| ["detection:", "correlation:", "filter:"].iter().any(|key| line.starts_with(key)))
}

/// `Sign-in with a legacy protocol` → `sign-in-with-a-legacy-protocol`.
fn slug(title: &str) -> String {
    let letters =
        title.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join("-")
}

/// Writes the rule's file as it came.
fn keep(target: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    std::fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
    let path = target.join(name);
    let fresh = target.join(format!(".{name}.new"));
    // First beside it, then in its place: a rule is there whole or not at all.
    let mut file = std::fs::File::create(&fresh).with_context(|| format!("cannot write {}", fresh.display()))?;
    std::io::Write::write_all(&mut file, text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", fresh.display()))?;
    std::fs::rename(&fresh, &path).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigma_is_told_from_other_yaml() {
        assert!(
            is_sigma("title: x\ndetection:\n  a: {}\n")
                && is_sigma("correlation:\n")
                && !is_sigma("query: |\n  detection:\n")
        );
        assert_eq!(slug("Sign-in with a legacy protocol (IMAP)"), "sign-in-with-a-legacy-protocol-imap");
    }
}
