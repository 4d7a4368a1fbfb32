//! The command line: what may be said, and what it means.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands;

/// Audit-ready access logs for Microsoft Entra and Microsoft 365.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Folder of the archive [default: the platform's data folder].
    #[arg(long, value_name = "DIR", env = "QUAESTOR_DATA", global = true)]
    pub(crate) data: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 failed, or the query is wrong; 2 wrong usage; 3 `verify` found the archive altered or cut, or `pack verify` the pack altered; \
4 `import --strict` met a file it does not know, or rejected a record, or `pack verify` found the pack incomplete; \
130 `query` was cancelled with Ctrl-C.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Take in exports: any mix of files, folders and archives, recognised by content.
    Import(commands::import::Import),
    /// Show what is in the archive: table, rows, first, last, tenants, size.
    Tables(commands::tables::Tables),
    /// Show which source covers which time, where the gaps and cut exports are.
    Coverage(commands::coverage::Coverage),
    /// Check the archive: integrity, truncation, completeness.
    Verify(commands::verify::Verify),
    /// Show everything a person, address or application did, across all logs, in one list.
    Activity(commands::activity::Activity),
    /// Show the raw evidence behind a row, or list the evidence objects.
    Evidence(commands::evidence::Evidence),
    /// Print a checksum of each table's rows, equal for archives of equal rows.
    Digest(commands::digest::Digest),
    /// Print the head of the seal chain, to be kept outside the archive.
    Head(commands::head::Head),
    /// Merge small files; nothing that is sealed changes.
    Compact(commands::compact::Compact),
    /// Ask the archive in the Kusto Query Language.
    Query(commands::query::Query),
    /// Look for what an experienced analyst would circle, worst first, each with its story.
    Detect(commands::detect::Detect),
    /// Show open conditions; acknowledge, close, mute them, leave things out.
    Alerts(commands::alerts::Alerts),
    /// Tell people and machines of alerts: mail, webhook, Teams, Slack.
    Notify(commands::notify::Notify),
    /// Review a week: filled in from the records, decided, signed, kept.
    Review(commands::review::Review),
    /// Make a report: numbers with their definition, population, coverage and query.
    Report(commands::report::Report),
    /// Make an evidence pack of a review, that can be checked without quaestor; check one.
    Pack(commands::pack::Pack),
    /// Keep together what belongs together: cases, their timeline, regulatory clocks, blockers.
    Case(commands::case::Case),
    /// Show what Microsoft will soon no longer keep, and is not held yet.
    Expiry(commands::expiry::Expiry),
    /// Hold what must stay, whatever the retention says; only two people release it.
    Hold(commands::hold::Hold),
    /// Show what goes when; remove it, with proof; remove what concerns a person who asked for it.
    Retention(commands::retention::Retention),
    /// List, show, try and check detection rules.
    Rules(commands::rules::Rules),
    /// Lay out, check, show or explain a query in the Kusto Query Language.
    Kql(commands::kql::Kql),
    /// Write the logs of a make-believe tenant, to try quaestor on.
    Simulate(commands::simulate::Simulate),
}

/// How a command prints what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// An aligned table.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values, safe to open in a spreadsheet.
    Csv,
}
