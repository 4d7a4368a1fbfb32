//! One file a command: its arguments, and what it wires together.

pub(crate) mod activity;
pub(crate) mod alerts;
pub(crate) mod ask;
pub(crate) mod case;
pub(crate) mod compact;
pub(crate) mod coverage;
pub(crate) mod detect;
pub(crate) mod evidence;
pub(crate) mod expiry;
pub(crate) mod verify;

pub(crate) mod digest;
pub(crate) mod head;
pub(crate) mod hold;
pub(crate) mod import;
pub(crate) mod kql;
pub(crate) mod location;
pub(crate) mod notify;
pub(crate) mod pack;
pub(crate) mod period;
pub(crate) mod person;
pub(crate) mod query;
pub(crate) mod report;
pub(crate) mod retention;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod saved;
pub(crate) mod simulate;
pub(crate) mod tables;

use crate::cli::{Arguments, Command};

/// How a command ended, other than by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// It did what was asked.
    Done,
    /// `verify` found the archive altered or cut, or `pack verify` the pack altered.
    NotVerified,
    /// `import --strict` met a file it does not know, or rejected a record; `pack verify` found the pack incomplete.
    NotWhole,
    /// `query` was given up by Ctrl-C.
    Cancelled,
}

impl From<Status> for std::process::ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::NotVerified => Self::from(3),
            Status::NotWhole => Self::from(4),
            // As a shell says it of a program that Ctrl-C ended.
            Status::Cancelled => Self::from(130),
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<Status> {
    let data = arguments.data;
    match arguments.command {
        Command::Import(command) => import::run(&command, data),
        Command::Tables(command) => tables::run(&command, data),
        Command::Coverage(command) => coverage::run(&command, data),
        Command::Verify(command) => verify::run(&command, data),
        Command::Activity(command) => activity::run(&command, data),
        Command::Digest(command) => digest::run(&command, data),
        Command::Head(command) => head::run(&command, data),
        Command::Evidence(command) => evidence::run(&command, data),
        Command::Compact(command) => compact::run(&command, data),
        Command::Query(command) => query::run(&command, data),
        Command::Detect(command) => detect::run(&command, data),
        Command::Alerts(command) => alerts::run(&command, data),
        Command::Notify(command) => notify::run(&command, data),
        Command::Pack(command) => pack::run(&command, data),
        Command::Report(command) => report::run(&command, data),
        Command::Hold(command) => hold::run(&command, data),
        Command::Retention(command) => retention::run(&command, data),
        Command::Review(command) => review::run(&command, data),
        Command::Case(command) => case::run(&command, data),
        Command::Expiry(command) => expiry::run(&command, data),
        Command::Rules(command) => rules::run(&command, data),
        Command::Kql(command) => kql::run(&command, data),
        Command::Simulate(command) => simulate::run(&command),
    }
}
