//! `quaestor simulate`.

use std::path::PathBuf;
use std::time::Instant;

use ::simulate::{Attacks, Directory, Format, Plan, write};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Status;
use crate::output::{Grid, bytes, count, duration, say, watched};

/// Arguments of `quaestor simulate`.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// Employees; guests, service accounts and an emergency account come on top.
    #[arg(long, value_name = "N", default_value_t = 500)]
    people: u32,
    /// Days.
    #[arg(long, value_name = "N", default_value_t = 30)]
    days: u32,
    /// Decides everything: the same arguments write the same bytes.
    #[arg(long, value_name = "N", default_value_t = 7)]
    seed: u64,
    /// The first day, UTC.
    #[arg(long, value_name = "DATE", default_value = "2026-10-01")]
    start: NaiveDate,
    /// Folder to write to; it must be empty or absent.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Formats to write, separated by commas; `all` for every one [default: what a typical collection holds].
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = format)]
    formats: Vec<Formats>,
    /// Attacks and their harmless look-alikes to weave in, separated by commas; `all` or `none`.
    #[arg(long, value_name = "NAMES", default_value = "all")]
    attacks: String,
    /// Percent of a true-to-life volume.
    #[arg(long, value_name = "PERCENT", default_value_t = 100)]
    intensity: u32,
    /// Stop after this many records.
    #[arg(long, value_name = "N")]
    records: Option<u64>,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Formats {
    All,
    One(Format),
}

fn format(name: &str) -> Result<Formats, ::simulate::Error> {
    if name == "all" { Ok(Formats::All) } else { name.parse().map(Formats::One) }
}

/// Writes the tenant's logs.
pub(crate) fn run(command: &Simulate) -> anyhow::Result<Status> {
    let out = &command.out;
    let occupied = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        bail!("{} is not empty; name another folder with --out, or empty it", out.display());
    }
    let mut plan = Plan::new(command.people, command.days, command.seed, command.start);
    plan.intensity = command.intensity;
    plan.records = command.records;
    plan.threads = command.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    plan.attacks = match command.attacks.as_str() {
        "all" => Attacks::All,
        "none" => Attacks::None,
        names => Attacks::Only(names.split(',').map(|name| name.trim().to_owned()).collect()),
    };
    if !command.formats.is_empty() {
        let chosen = command.formats.iter().flat_map(|format| match format {
            Formats::All => Format::ALL.to_vec(),
            Formats::One(format) => vec![*format],
        });
        plan.formats = chosen.collect();
    }
    let started = Instant::now();
    let bar = if watched() { ProgressBar::new(1000) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent} %  {eta} left  {wide_msg}") {
        bar.set_style(style.progress_chars("━╸ "));
    }
    let summary = write(&plan, &mut Directory::new(out), &mut |progress| {
        bar.set_position(u64::from(progress.done));
        bar.set_message(format!("{} records", count(progress.records)));
    })
    .with_context(|| format!("cannot write the tenant to {}", out.display()))?;
    bar.finish_and_clear();
    let mut grid = Grid::new(&["written", ">records", ">size"]);
    for file in &summary.files {
        grid.row([file.path.clone(), count(file.records), bytes(file.bytes)]);
    }
    grid.print()?;
    say(&format!(
        "{} ({}, tenant {}): {} records, {} attacks and look-alikes, in {}",
        summary.company,
        summary.domain,
        summary.tenant,
        count(summary.records),
        summary.scenarios,
        duration(started.elapsed().as_secs_f64()),
    ));
    Ok(Status::Done)
}
