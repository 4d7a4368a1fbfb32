//! `quaestor kql`: look at a query without running it.

mod explain;

use std::io::Read;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::Status;
use crate::output;

/// Arguments of `quaestor kql`.
#[derive(Debug, Args)]
pub(crate) struct Kql {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Lay out a query: one operator a line, comments kept.
    Fmt(Text),
    /// Say what is wrong with a query, and what is probably not meant so.
    Lint(Text),
    /// Show the tree of a query.
    Tree(Text),
    /// Show how a query is understood and would be computed: tree, typed plan, logical and physical plan.
    Explain(explain::Explain),
}

#[derive(Debug, Args)]
struct Text {
    /// The query, or a file that holds it; `-` reads standard input.
    #[arg(value_name = "QUERY or FILE")]
    query: String,
}

/// Lays out, checks, shows or explains a query. A query with errors ends with exit code 1.
pub(crate) fn run(command: &Kql, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let text = match &command.what {
        What::Fmt(text) | What::Lint(text) | What::Tree(text) => text,
        What::Explain(explain) => return explain::run(explain, data),
    };
    let (name, query) = read(&text.query)?;
    let parsed = kql::parse(&query);
    let mut findings = parsed.diagnostics.clone();
    if let What::Lint(_) = command.what {
        findings.extend(kql::lint(&parsed.tree));
    }
    let told = output::findings(&name, &query, &findings);
    match command.what {
        What::Lint(_) => output::data(&told)?,
        What::Fmt(_) | What::Tree(_) | What::Explain(_) => output::say_all(&told),
    }
    let errors = parsed.errors().count();
    anyhow::ensure!(errors == 0, "{name} has {errors} error{}", if errors == 1 { "" } else { "s" });
    match command.what {
        What::Fmt(_) => output::data(&(kql::format(&query)?.trim_end().to_owned() + "\n"))?,
        What::Tree(_) => output::data(&parsed.tree.to_outline())?,
        What::Lint(_) | What::Explain(_) => {}
    }
    Ok(Status::Done)
}

/// Returns the query and what to call it.
pub(crate) fn read(argument: &str) -> anyhow::Result<(String, String)> {
    if argument == "-" {
        let mut query = String::new();
        std::io::stdin().read_to_string(&mut query).context("cannot read the query from standard input")?;
        return Ok(("standard input".into(), query));
    }
    let path = PathBuf::from(argument);
    if path.is_file() {
        let query = std::fs::read_to_string(&path).with_context(|| format!("cannot read {argument}"))?;
        return Ok((argument.into(), query));
    }
    // A misspelt file would be taken for a table otherwise.
    let is_named = path.extension().is_some_and(|end| ["kql", "csl", "kusto"].iter().any(|known| end == *known));
    anyhow::ensure!(!is_named || argument.contains(char::is_whitespace), "there is no file {argument}");
    Ok(("the query".into(), argument.into()))
}
