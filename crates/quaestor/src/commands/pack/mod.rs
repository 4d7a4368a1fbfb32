//! `quaestor pack`: a review as evidence that can be checked without quaestor.

mod contents;
mod records;
mod verify;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use store::Clock;

use super::Status;
use super::location::{SystemClock, folder, open};
use super::person::who;
use crate::output::{self, bytes, count};

/// Arguments of `quaestor pack`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Pack {
    #[command(subcommand)]
    what: Option<What>,
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(value_name = "REVIEW")]
    name: Option<String>,
    /// The file to write [default: review-NAME.zip].
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Put the files in which the records stand into it as well, whole, as they were received.
    #[arg(long)]
    with_evidence: bool,
    /// Who makes it [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Check a pack: unaltered, altered, or incomplete.
    Verify(verify::Verify),
}

/// Makes a pack, or checks one.
pub(crate) fn run(command: &Pack, data: Option<PathBuf>) -> anyhow::Result<Status> {
    if let Some(What::Verify(verify)) = &command.what {
        return verify::run(verify);
    }
    let archive = open(data.clone())?;
    let found = super::review::find(&archive, command.name.as_deref())?;
    let by = who(command.by.as_deref())?;
    let path = command.out.clone().unwrap_or_else(|| PathBuf::from(format!("review-{}.zip", found.state.name)));
    let contents = contents::contents(&found, &folder(data)?, &by, SystemClock.now(), command.with_evidence)?;
    let failed = || format!("cannot write {}", path.display());
    let mut file = super::saved::beside(&path).with_context(failed)?;
    let sign = |hash: &str| {
        let store::Signature { key, signature } = archive.sign("pack", hash)?;
        Ok(::pack::Signature { key, signature })
    };
    let written = ::pack::write(contents, sign, &mut file)?;
    file.flush().with_context(failed)?;
    file.persist(&path).with_context(failed)?;
    output::say(&format!(
        "{}: {} files, {}\nmanifest {}\nsigned by {}\ncheck it with `quaestor pack verify {}`, or with the verify.py in it",
        path.display(),
        count(written.files),
        bytes(written.bytes),
        written.manifest,
        written.key,
        path.display()
    ));
    if found.state.signatures.is_empty() {
        output::say(&format!("the review is not signed: it is {}, and the pack says so", found.state.status.title()));
    }
    Ok(Status::Done)
}
