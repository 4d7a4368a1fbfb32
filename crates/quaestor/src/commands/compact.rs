//! `quaestor compact`.

use std::path::PathBuf;

use clap::Args;

use super::Status;
use super::location::open;
use crate::output;

/// Arguments of `quaestor compact`.
#[derive(Debug, Args)]
pub(crate) struct Compact {}

/// Merges small files.
pub(crate) fn run(_command: &Compact, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let archive = open(data)?;
    let files = |archive: &store::Archive| anyhow::Ok(archive.tables()?.iter().map(|t| t.files).sum::<u64>());
    let before = files(&archive)?;
    let mut writer = archive.writer()?;
    writer.compact()?;
    writer.close()?;
    output::say(&format!("{before} files before, {} after", files(&archive)?));
    Ok(Status::Done)
}
