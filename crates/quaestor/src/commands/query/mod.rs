//! `quaestor query`: ask the archive in the Kusto Query Language.

mod batch;
mod one;
mod understand;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use kql_datafusion::Options;
use query::{Session, Source};
use store::{Archive, Clock};

pub(crate) use understand::{declared, deep, read, understood};

use super::Status;
use super::location::{SystemClock, folder};
use crate::output::{self, answer::Form};

/// Arguments of `quaestor query`.
#[derive(Debug, Args)]
pub(crate) struct Query {
    /// The query, or a file that holds it; `-` reads standard input.
    #[arg(value_name = "QUERY or FILE", required_unless_present_any = ["file", "batch"])]
    text: Option<String>,
    /// Read the query from this file.
    #[arg(long, short, value_name = "FILE", conflicts_with = "text")]
    file: Option<PathBuf>,
    /// How to print the answer.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Form,
    /// Write the answer to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How many rows to print at most; 0 for all [default: 1000 of a table or Markdown, else all].
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Draw what `render` asks for, also where standard output is no terminal.
    #[arg(long)]
    chart: bool,
    /// A value for `declare query_parameters`.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    set: Vec<(String, String)>,
    /// Answer many queries: a file with an object a line, {"id": …, "query": …}; one line comes out for each.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "file", "format", "out", "limit", "chart"])]
    batch: Option<PathBuf>,
    /// Tell on standard error what the query cost; with --batch also in each line, as `elapsed_ms`.
    #[arg(long)]
    stats: bool,
    /// Memory a query may use, such as 512MB or 2GiB; more goes to temporary files where it can.
    #[arg(long, value_name = "SIZE", default_value = "2GiB", value_parser = size)]
    memory: usize,
    /// Time a query may take, such as 30s or 5m.
    #[arg(long, value_name = "SPAN", value_parser = time)]
    timeout: Option<Duration>,
    /// A folder whose files `externaldata` may read, beside the archive's own `external`.
    #[arg(long, value_name = "DIR")]
    external: Vec<PathBuf>,
    /// Fail where `externaldata` names a place that is not read here, instead of giving no rows.
    #[arg(long)]
    strict: bool,
}

/// Asks, and prints the answer.
pub(crate) fn run(command: &Query, data: Option<PathBuf>) -> anyhow::Result<Status> {
    if command.format.is_binary() && command.out.is_none() && output::width().is_some() {
        bail!("{:?} is no text: name a file with --out", command.format);
    }
    let runtime = runtime()?;
    let options = Options { memory_limit: command.memory, timeout: command.timeout, ..Options::default() };
    let session = std::sync::Arc::new(open(data, options, command.external.clone(), command.strict)?);
    match &command.batch {
        Some(file) => batch::run(&runtime, &session, command, file),
        None => one::run(&runtime, &session, command),
    }
}

/// The threads that queries run on.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    // Queries nest: what reads, binds and plans them goes down with them.
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(64 << 20)
        .build()
        .context("cannot start the threads that queries run on")
}

/// Opens what is asked: an archive, or none, when there is none yet. `external` are folders that `externaldata` may read too.
pub(crate) fn open(
    data: Option<PathBuf>,
    options: Options,
    external: Vec<PathBuf>,
    strict: bool,
) -> anyhow::Result<Session> {
    let source =
        source(data)?.with_external(external).strict(strict).with_library(detect::RuleSet::embedded_shared().library());
    Ok(Session::new(source, options))
}

/// Opens an archive for rules, which call the stored functions of `library`.
pub(crate) fn open_with(data: Option<PathBuf>, options: Options, library: ::query::Library) -> anyhow::Result<Session> {
    Ok(Session::new(source(data)?.with_library(library), options))
}

/// The first column of a watchlist's items; of `NamedLocations` the ranges of the location of this name.
pub(crate) fn members(session: &Session, runtime: &tokio::runtime::Runtime, name: &str) -> Vec<String> {
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let query = format!(
        "union (_GetWatchlist(\"NamedLocations\") | where Name =~ \"{quoted}\" | project Item = Range), (_GetWatchlist(\"{quoted}\") | project Item = SearchKey)"
    );
    let only = format!("_GetWatchlist(\"NamedLocations\") | where Name =~ \"{quoted}\" | project Item = Range");
    let question = read(runtime, session, &query, &[]).or_else(|_| read(runtime, session, &only, &[]));
    let Ok(question) = question else { return Vec::new() };
    let Some((_, plan)) = question.results.first() else { return Vec::new() };
    let rows =
        runtime.block_on(async { session.answer(&question, plan).await?.rows().await.map_err(::query::Failure::from) });
    rows.map(|rows| rows.rows.iter().filter_map(|row| Some(row.first()?.as_str().to_owned())).collect())
        .unwrap_or_default()
}

/// What is asked: an archive, or none, when there is none yet.
fn source(data: Option<PathBuf>) -> anyhow::Result<Source> {
    let folder = folder(data)?;
    let snapshot = match Archive::open(&folder, SystemClock) {
        Ok(archive) => Some(archive.snapshot()?),
        Err(store::Error::Absent { location }) => {
            output::say(&format!("there is no archive in {location}: every table is empty"));
            None
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Source::new(snapshot, Some(&folder)))
}

/// What a query may know of the world.
pub(crate) fn context() -> kql_plan::Context {
    let now = SystemClock.now().saturating_mul(10).saturating_add(kql_plan::value::UNIX_EPOCH);
    kql_plan::Context { now, principal: "local".to_owned(), database: "archive".to_owned(), ..Default::default() }
}

/// Reads a parameter's name and value.
pub(crate) fn parameter(text: &str) -> anyhow::Result<(String, String)> {
    let (name, value) = text.split_once('=').context("write NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

/// Reads a size such as 512MB.
fn size(text: &str) -> anyhow::Result<usize> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let number: usize = digits.parse().context("a size begins with a whole number: 512MB, 2GiB")?;
    let unit = match text.strip_prefix(digits.as_str()).unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        _ => bail!("a size ends with MB, GB, MiB or GiB: 512MB, 2GiB"),
    };
    number.checked_mul(unit).context("that is more than any machine has")
}

/// Reads a time such as 30s.
fn time(text: &str) -> anyhow::Result<Duration> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let number: u64 = digits.parse().context("a time begins with a whole number: 30s, 5m")?;
    let unit = match text.strip_prefix(digits.as_str()).unwrap_or_default() {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => bail!("a time ends with s, m or h: 30s, 5m"),
    };
    Ok(Duration::from_secs(number.checked_mul(unit).context("that is longer than time")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_read_as_people_write_them() {
        assert_eq!(size("2GiB").unwrap(), 2 << 30);
        assert_eq!(size("512MB").unwrap(), 512_000_000);
        assert_eq!(size("100").unwrap(), 100);
        assert!(size("2 boxes").is_err() && size("99999999999GiB").is_err());
        assert_eq!(time("5m").unwrap(), Duration::from_mins(5));
        assert!(time("5d").is_err());
        assert_eq!(parameter("name=a=b").unwrap(), ("name".to_owned(), "a=b".to_owned()));
    }
}
