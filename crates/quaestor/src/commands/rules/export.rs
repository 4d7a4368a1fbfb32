//! `quaestor rules export`: our rules as Sentinel takes them.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Chosen;
use crate::commands::Status;
use crate::output;

/// Arguments of `quaestor rules export`.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    chosen: Chosen,
    /// The folder to write to: a file a rule, and the functions they call.
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
}

/// Writes each rule without the keys that are ours, and the stored functions that rules call.
pub(super) fn run(command: &Export, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (set, rules) = command.chosen.load(data)?;
    let write = |path: PathBuf, text: &str| -> anyhow::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let mut file = std::fs::File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        std::io::Write::write_all(&mut file, text.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))
    };
    for rule in &rules {
        write(command.out.join(format!("{}.yaml", rule.slug)), &detect::rule::write(&rule.for_sentinel())?)?;
    }
    for (name, text) in &set.functions {
        write(command.out.join("functions").join(format!("{name}.kql")), text)?;
    }
    output::say(&format!(
        "{} rules and {} functions written to {}",
        rules.len(),
        set.functions.len(),
        command.out.display()
    ));
    Ok(Status::Done)
}
