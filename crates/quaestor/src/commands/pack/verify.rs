//! `quaestor pack verify`: unaltered, altered, or incomplete.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use store::Head;

use crate::commands::Status;
use crate::output;

/// Checking a pack.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The pack, or the folder it was unpacked into.
    #[arg(value_name = "PACK")]
    path: PathBuf,
    /// The key that must have signed it, as it came another way: 64 hexadecimal digits.
    #[arg(long, value_name = "KEY", value_parser = ::pack::public_key)]
    key: Option<String>,
    /// A head of the chain that somebody noted, `N:hash`; the chain must contain it.
    #[arg(long, value_name = "HEAD")]
    anchor: Option<Head>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// How a verdict is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

/// Checks a pack.
pub(super) fn run(command: &Verify) -> anyhow::Result<Status> {
    let anchor = command.anchor.as_ref().map(|head| ::pack::Head { entry: head.entry, hash: head.hash.clone() });
    let verdict = ::pack::verify(&command.path, &::pack::Options { key: command.key.clone(), anchor })?;
    match command.format {
        Format::Text => output::data(&verdict.to_string())?,
        Format::Json => output::json(&verdict)?,
    }
    Ok(match verdict.state {
        ::pack::State::Unaltered => Status::Done,
        ::pack::State::Altered => Status::NotVerified,
        ::pack::State::Incomplete => Status::NotWhole,
    })
}
