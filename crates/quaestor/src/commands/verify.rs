//! `quaestor verify`.

use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use store::{Aspect, Completeness, Depth, Finding, Head, Integrity, Truncation, Verdicts, VerifyOptions};

use super::Status;
use super::location::folder;
use crate::cli::Format;
use crate::output::{self, Grid, bytes, count, watched};

/// Arguments of `quaestor verify`.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A head that was kept outside the archive; the chain must still contain it.
    #[arg(long, value_name = "N:SHA256")]
    anchor: Option<Head>,
    /// Check chain and files only, without decoding rows and evidence.
    #[arg(long)]
    quick: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Findings of one aspect shown on the terminal.
const SHOWN: usize = 20;

/// Checks the archive and prints the three verdicts.
pub(crate) fn run(command: &Verify, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let options = VerifyOptions {
        depth: if command.quick { Depth::Quick } else { Depth::Full },
        anchor: command.anchor.clone(),
        threads: 0,
    };
    let bar = if watched() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left") {
        bar.set_style(style.progress_chars("━╸ "));
    }
    let verdicts = store::verify(&folder(data)?, &options, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    match command.format {
        Format::Json => output::json(&document(&verdicts))?,
        Format::Csv => findings(&verdicts.findings).print_csv()?,
        Format::Table => output::data(&text(&verdicts))?,
    }
    Ok(if verdicts.holds() { Status::Done } else { Status::NotVerified })
}

fn text(verdicts: &Verdicts) -> String {
    let line = |name: &str, verdict: &str| format!("{name:14}{verdict}\n");
    let integrity = match &verdicts.integrity {
        Integrity::Ok => "ok: everything that was sealed is here, unchanged".into(),
        Integrity::Broken { object, what } => format!("BROKEN: {object}: {what}"),
    };
    let truncation = match &verdicts.truncation {
        Truncation::Ok => "ok: the chain reaches its head".into(),
        Truncation::Truncated { object, what } => format!("TRUNCATED: {object}: {what}"),
    };
    let completeness = match verdicts.completeness {
        Completeness::Complete if verdicts.checked.entries == 0 => String::from("nothing has been imported yet"),
        Completeness::Complete => String::from("complete: no gap, no cut export, no rejected record is known"),
        Completeness::Incomplete => {
            let reasons = verdicts.findings.iter().filter(|f| f.aspect == Aspect::Completeness).count();
            format!(
                "incomplete: {} for it, below",
                if reasons == 1 { "1 reason".into() } else { format!("{reasons} reasons") }
            )
        }
    };
    let mut text =
        line("integrity", &integrity) + &line("truncation", &truncation) + &line("completeness", &completeness);
    for (aspect, _) in ASPECTS {
        let of: Vec<&Finding> = verdicts.findings.iter().filter(|f| f.aspect == aspect).collect();
        if !of.is_empty() {
            text += "\n";
        }
        for finding in of.iter().take(SHOWN) {
            text += &format!("{:14}{}: {}\n", name(aspect), finding.object, finding.what);
        }
        if of.len() > SHOWN {
            text += &format!("{:14}… and {} more; --format json lists them\n", "", of.len() - SHOWN);
        }
    }
    let checked = &verdicts.checked;
    text + &format!(
        "\nchecked {}, {}, {}, {}, {}\n",
        plural(checked.entries, "entry", "entries"),
        plural(checked.evidence, "evidence object", "evidence objects"),
        plural(checked.files, "table file", "table files"),
        plural(checked.rows, "row", "rows"),
        bytes(checked.bytes),
    )
}

fn plural(number: u64, one: &str, more: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { more })
}

const ASPECTS: [(Aspect, &str); 4] = [
    (Aspect::Integrity, "integrity"),
    (Aspect::Truncation, "truncation"),
    (Aspect::Completeness, "completeness"),
    (Aspect::Note, "note"),
];

fn name(aspect: Aspect) -> &'static str {
    ASPECTS.iter().find(|(known, _)| *known == aspect).map_or("", |(_, name)| name)
}

fn findings(findings: &[Finding]) -> Grid {
    let mut grid = Grid::new(&["aspect", "object", "finding"]);
    for finding in findings {
        grid.row([name(finding.aspect).to_owned(), finding.object.clone(), finding.what.clone()]);
    }
    grid
}

fn document(verdicts: &Verdicts) -> serde_json::Value {
    let (integrity, broken) = match &verdicts.integrity {
        Integrity::Ok => ("ok", None),
        Integrity::Broken { object, what } => ("broken", Some(json!({"object": object, "what": what}))),
    };
    let (truncation, truncated) = match &verdicts.truncation {
        Truncation::Ok => ("ok", None),
        Truncation::Truncated { object, what } => ("truncated", Some(json!({"object": object, "what": what}))),
    };
    let completeness = match verdicts.completeness {
        Completeness::Complete => "complete",
        Completeness::Incomplete => "incomplete",
    };
    let checked = &verdicts.checked;
    json!({
        "integrity": {"verdict": integrity, "first": broken},
        "truncation": {"verdict": truncation, "first": truncated},
        "completeness": {"verdict": completeness},
        "findings": verdicts.findings.iter().map(|f| json!({"aspect": name(f.aspect), "object": f.object, "what": f.what})).collect::<Vec<_>>(),
        "checked": {
            "entries": checked.entries, "evidence": checked.evidence, "files": checked.files, "rows": checked.rows, "bytes": checked.bytes,
        },
    })
}
