//! `quaestor head`.

use std::path::PathBuf;

use clap::Args;

use super::Status;
use super::location::open;
use crate::output;

/// Arguments of `quaestor head`.
///
/// Whoever keeps this line outside the archive (in a ticket, in a mail to the auditor, on paper) can later tell with
/// `quaestor verify --anchor LINE` whether anything sealed before it was taken away.
#[derive(Debug, Args)]
pub(crate) struct Head {}

/// Prints the head.
pub(crate) fn run(_command: &Head, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let head = open(data)?.head()?;
    output::data(&format!("{head}\n"))?;
    Ok(Status::Done)
}
