//! `quaestor coverage`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use store::{Covered, TableCoverage, WindowKind};

use super::Status;
use super::location::open;
use crate::cli::Format;
use crate::output::{self, Grid, count, instant};

/// Arguments of `quaestor coverage`.
#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// Show each source's window, not only what they cover together.
    #[arg(long)]
    sources: bool,
}

/// Prints what is covered, and what is not.
pub(crate) fn run(command: &Coverage, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let coverage = open(data)?.coverage()?.0;
    match command.format {
        Format::Json => output::json(&coverage.iter().map(document).collect::<Vec<_>>())?,
        Format::Csv => windows(&coverage).print_csv()?,
        Format::Table if coverage.is_empty() => {
            output::say("nothing is covered yet; quaestor import PATHS brings records");
        }
        Format::Table => {
            if command.sources {
                windows(&coverage).print()?;
            } else {
                summary(&coverage).print()?;
            }
            output::data(&remarks(&coverage))?;
        }
    }
    Ok(Status::Done)
}

fn summary(coverage: &[TableCoverage]) -> Grid {
    let mut grid = Grid::new(&["tenant", "table", "!from", "!to", ">records", ">sources", "remark"]);
    for table in coverage {
        let sources = table.windows.len() as u64;
        let records = table.windows.iter().map(|w| w.rows).sum();
        let cut = table.windows.iter().filter(|w| w.cut.is_some()).count();
        for (index, (from, to)) in table.intervals.iter().enumerate() {
            let gap = table.silences.get(index).map(|(from, to)| format!("then nothing for {}", days(*from, *to)));
            let cut = (index == 0 && cut > 0).then(|| format!("{cut} probably cut"));
            grid.row([
                if index == 0 { table.tenant.clone() } else { String::new() },
                if index == 0 { table.table.clone() } else { String::new() },
                instant(*from),
                instant(*to),
                if index == 0 { count(records) } else { String::new() },
                if index == 0 { count(sources) } else { String::new() },
                [cut, gap].into_iter().flatten().collect::<Vec<_>>().join("; "),
            ]);
        }
    }
    grid
}

fn windows(coverage: &[TableCoverage]) -> Grid {
    let mut grid = Grid::new(&["tenant", "table", "!from", "!to", ">records", "state", "format", "cut", "source"]);
    for table in coverage {
        for window in &table.windows {
            grid.row([
                table.tenant.clone(),
                table.table.clone(),
                instant(window.from),
                instant(window.to),
                window.rows.to_string(),
                state(&window.kind),
                window.format.clone().unwrap_or_default(),
                window.cut.clone().unwrap_or_default(),
                source(window),
            ]);
        }
    }
    grid
}

fn remarks(coverage: &[TableCoverage]) -> String {
    let mut text = String::from(
        "\nAn export tells its first and last record, not the window that was asked for: days without a record may be quiet, or missing.\n",
    );
    for table in coverage {
        for (from, to) in table.silences.iter().filter(|_| table.busy) {
            text += &format!(
                "gap      {} {}: no record from {} to {}\n",
                table.tenant,
                table.table,
                instant(*from),
                instant(*to)
            );
        }
        for gone in &table.removed {
            text += &format!(
                "removed  {} {}: {} records of {} to {}, on {}, by {}\n",
                table.tenant,
                table.table,
                count(gone.rows),
                instant(gone.from),
                instant(gone.to),
                instant(gone.at),
                gone.policy
            );
        }
        for window in &table.windows {
            if let Some(sign) = &window.cut {
                text += &format!("cut      {} {}: {sign} ({})\n", table.tenant, table.table, source(window));
            }
        }
    }
    text
}

fn source(window: &Covered) -> String {
    match &window.member {
        Some(member) => format!("{}!{member}", window.path),
        None => window.path.clone(),
    }
}

fn state(kind: &WindowKind) -> String {
    match kind {
        WindowKind::Imported => "imported".into(),
        WindowKind::Collected => "collected".into(),
        WindowKind::VerifiedEmpty => "verified empty".into(),
        WindowKind::Gap(reason) => format!("gap: {reason}"),
        WindowKind::Expired => "expired at source".into(),
        WindowKind::NotLicensed => "not licensed".into(),
        WindowKind::NotPermitted => "not permitted".into(),
    }
}

/// Returns a stretch of whole days in words.
fn days(from: i64, to: i64) -> String {
    let days = (to - from + 1) / 86_400_000_000;
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

fn document(table: &TableCoverage) -> Value {
    let stretch = |(from, to): &(i64, i64)| json!({"from": instant(*from), "to": instant(*to)});
    let window = |w: &Covered| {
        json!({
            "from": instant(w.from), "to": instant(w.to), "records": w.rows, "state": state(&w.kind), "evidence": w.evidence,
            "path": w.path, "member": w.member, "format": w.format, "cut": w.cut,
        })
    };
    let removed = |gone: &store::CoverageRemoved| {
        json!({
            "from": instant(gone.from), "to": instant(gone.to), "records": gone.rows, "policy": gone.policy, "at": instant(gone.at),
        })
    };
    json!({
        "tenant": table.tenant,
        "table": table.table,
        "covered": table.intervals.iter().map(stretch).collect::<Vec<_>>(),
        "silent": table.silences.iter().map(stretch).collect::<Vec<_>>(),
        "gaps": if table.busy { table.silences.iter().map(stretch).collect() } else { Vec::new() },
        "sources": table.windows.iter().map(window).collect::<Vec<_>>(),
        "removed": table.removed.iter().map(removed).collect::<Vec<_>>(),
    })
}
