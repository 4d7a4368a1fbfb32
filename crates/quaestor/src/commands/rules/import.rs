//! `quaestor rules import`: rules of others, as they are.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use detect::check::{self, Complaint};
use detect::{Rule, RuleSet};
use kql_datafusion::Options;
use serde_json::json;

use crate::cli::Format;
use crate::commands::location::folder;
use crate::commands::{Status, query};
use crate::output::{self, count};

/// Arguments of `quaestor rules import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Files, folders or trees of Sentinel rules in YAML.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only say what could be run and what could not.
    #[arg(long)]
    dry_run: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Copies what can be run into the archive's `rules` folder, names what cannot, and why.
pub(super) fn run(command: &Import, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let target = folder(data)?.join("rules").join("imported");
    let embedded = RuleSet::embedded();
    let session =
        ::query::Session::new(::query::Source::default().with_library(embedded.library()), Options::default());
    let runtime = query::runtime()?;
    let (mut taken, mut refused, mut noted) = (Vec::new(), Vec::new(), Vec::new());
    for path in &command.paths {
        let set = RuleSet::folder(path).with_context(|| format!("cannot read {}", path.display()))?;
        refused.extend(set.problems.iter().map(|problem| (problem.name.clone(), problem.reason.clone())));
        for rule in &set.rules {
            let complaints = check::check(&runtime, &session, &RuleSet::default(), std::slice::from_ref(rule), true);
            let (notes, wrong): (Vec<Complaint>, Vec<Complaint>) =
                complaints.into_iter().partition(|complaint| complaint.note);
            let wrong: Vec<String> = wrong.into_iter().map(|complaint| complaint.message).collect();
            if !wrong.is_empty() {
                refused.push((rule.slug.clone(), wrong.join("; ")));
                continue;
            }
            if embedded.find(&rule.slug).is_some() {
                refused.push((rule.slug.clone(), "a rule of ours has this name: rename the file".into()));
                continue;
            }
            if !command.dry_run {
                keep(&target, rule, set.texts.get(&rule.slug).map(String::as_str).unwrap_or_default())?;
            }
            noted.extend(notes);
            taken.push(rule.clone());
        }
    }
    if command.format == Format::Json {
        let taken: Vec<_> =
            taken.iter().map(|rule| json!({"rule": rule.slug, "id": rule.id, "name": rule.name})).collect();
        let refused: Vec<_> = refused.iter().map(|(name, reason)| json!({"rule": name, "reason": reason})).collect();
        let notes: Vec<_> = noted.iter().map(|note| json!({"rule": note.rule, "message": note.message})).collect();
        output::json(&json!({"imported": taken, "refused": refused, "notes": notes, "folder": target}))?;
    } else {
        for (name, reason) in &refused {
            output::data(&format!("not taken  {name}: {reason}\n"))?;
        }
        for note in &noted {
            output::data(&format!("note       {}: {}\n", note.rule, note.message))?;
        }
        let action = if command.dry_run { "could be imported" } else { "imported" };
        output::say(&format!("{} rules {action}, {} not", count(taken.len() as u64), count(refused.len() as u64)));
    }
    Ok(Status::Done)
}

/// Writes the rule's file as it came.
fn keep(target: &Path, rule: &Rule, text: &str) -> anyhow::Result<()> {
    std::fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
    let path = target.join(format!("{}.yaml", rule.slug));
    let fresh = target.join(format!(".{}.yaml.new", rule.slug));
    // First beside it, then in its place: a rule is there whole or not at all.
    let mut file = std::fs::File::create(&fresh).with_context(|| format!("cannot write {}", fresh.display()))?;
    std::io::Write::write_all(&mut file, text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", fresh.display()))?;
    std::fs::rename(&fresh, &path).with_context(|| format!("cannot write {}", path.display()))
}
