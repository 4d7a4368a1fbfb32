//! `quaestor kql explain`: how a query is understood, and how it would be computed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kql_datafusion::Options;

use super::Text;
use crate::commands::{Status, query};
use crate::output;

/// Arguments of `quaestor kql explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    text: Text,
    /// Show only this stage.
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,
    /// A value for `declare query_parameters`.
    #[arg(long, value_name = "NAME=VALUE", value_parser = query::parameter)]
    set: Vec<(String, String)>,
}

/// From text to rows, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The tree of the text.
    Tree,
    /// The typed plan: every name resolved, every conversion written out.
    Plan,
    /// The engine's plan, optimized.
    Logical,
    /// What the engine runs, and which files it reads.
    Physical,
}

/// Explains a query against the archive; nothing of it runs but what the plan itself depends on.
pub(super) fn run(command: &Explain, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (name, text) = super::read(&command.text.query)?;
    let runtime = query::runtime()?;
    let session = query::open(data, Options::default(), Vec::new(), false)?;
    query::declared(&text, &command.set)?;
    let question = query::understood(&name, &text, query::read(&runtime, &session, &text, &command.set))?;
    let mut told = String::new();
    let mut tell = |stage: Stage, title: &str, body: &str| match command.stage {
        Some(only) if only != stage => {}
        Some(_) => told += &format!("{}\n", body.trim_end()),
        None => told += &format!("── {title} ──\n{}\n\n", body.trim_end()),
    };
    tell(Stage::Tree, "tree", &kql::parse(&text).tree.to_outline());
    for (result, plan) in &question.results {
        let title = |stage: &str| match result {
            Some(result) if question.results.len() > 1 => format!("{stage} of {result}"),
            _ => stage.to_owned(),
        };
        tell(Stage::Plan, &title("plan"), &query::deep(|| kql_plan::explain(plan)));
        if matches!(command.stage, None | Some(Stage::Logical | Stage::Physical)) {
            let (logical, physical) = runtime.block_on(session.explain(&question, plan))?;
            tell(Stage::Logical, &title("logical plan"), &logical);
            tell(Stage::Physical, &title("physical plan"), &physical);
        }
    }
    output::data(&(told.trim_end().to_owned() + "\n"))?;
    Ok(Status::Done)
}
