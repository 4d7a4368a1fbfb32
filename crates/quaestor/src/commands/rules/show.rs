//! `quaestor rules show`.

use std::path::PathBuf;

use clap::Args;
use detect::rule::span_text;
use detect::{Rule, attack};

use super::Chosen;
use crate::commands::Status;
use crate::output;

/// Arguments of `quaestor rules show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    #[command(flatten)]
    chosen: Chosen,
    /// Print the rule's file as it is.
    #[arg(long)]
    raw: bool,
}

pub(super) fn run(command: &Show, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (set, rules) = command.chosen.load(data)?;
    for (at, rule) in rules.iter().enumerate() {
        if at > 0 {
            output::data("\n")?;
        }
        match (command.raw, set.texts.get(&rule.slug)) {
            (true, Some(text)) => output::data(text)?,
            _ => output::data(&page(rule))?,
        }
    }
    Ok(Status::Done)
}

fn page(rule: &Rule) -> String {
    let schedule = rule.schedule();
    let mut out = format!("{}  ({})\n\n{}\n", rule.name, rule.slug, rule.description.trim());
    out += &format!(
        "\nSeverity    {}\nTactics     {}\nTechniques  {}\nReads       {}\nRuns        every {}, over {}\n",
        rule.severity,
        rule.tactics.join(", "),
        rule.relevant_techniques.iter().map(|id| attack::described(id)).collect::<Vec<_>>().join("\n            "),
        rule.data_types().collect::<Vec<_>>().join(", "),
        span_text(schedule.frequency),
        span_text(schedule.period),
    );
    if let Some(warm_up) = rule.warm_up {
        out += &format!("Learns      for {warm_up} before it speaks\n");
    }
    for (title, items) in
        [("Check", &rule.response.check), ("Act", &rule.response.act), ("Harmless when", &rule.false_positives)]
    {
        if !items.is_empty() {
            out += &format!("\n{title}\n");
            for item in items {
                out += &format!("- {}\n", item.trim());
            }
        }
    }
    let positive = rule.tests.iter().filter(|case| case.fires.is_positive()).count();
    out += &format!("\nTests       {positive} that fire, {} that do not\n", rule.tests.len() - positive);
    out += &format!("\nQuery\n{}\n", rule.query.trim());
    out
}
