//! `quaestor rules matrix`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use detect::attack::matrix::{Cell, Matrix as Coverage};
use detect::attack::{VERSION, layer};
use serde_json::json;

use super::Chosen;
use crate::cli::Format;
use crate::commands::Status;
use crate::output::{self, Grid};

/// Arguments of `quaestor rules matrix`.
#[derive(Debug, Args)]
pub(super) struct Matrix {
    #[command(flatten)]
    chosen: Chosen,
    /// Show the techniques that no rule looks for too.
    #[arg(long)]
    all: bool,
    /// Write a layer for MITRE's ATT&CK Navigator (format 4.5) instead: scored by the number of rules.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["all", "format"])]
    layer: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Shows the rules by tactic and technique.
pub(super) fn run(command: &Matrix, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let (_, rules) = command.chosen.load(data)?;
    let matrix = Coverage::of(&rules);
    if let Some(file) = &command.layer {
        write(file, &serde_json::to_string_pretty(&layer::layer(&matrix))?)?;
        output::say(&format!("layer written to {}", file.display()));
    } else {
        let cells: Vec<&Cell<'_>> =
            if command.all { matrix.cells.iter().collect() } else { matrix.covered().collect() };
        match command.format {
            Format::Json => print_json(&matrix, &cells)?,
            Format::Csv => grid(&cells, false).print_csv()?,
            Format::Table => grid(&cells, true).print()?,
        }
    }
    for (rule, why) in &matrix.left_out {
        output::say(&format!("{}: {why}", rule.slug));
    }
    let figures = matrix.figures();
    output::say(&format!(
        "{} of {} rules look for {} of the {} techniques of ATT&CK {VERSION}, under {} of its {} tactics",
        figures.rules,
        rules.len(),
        figures.techniques,
        figures.all_techniques,
        figures.tactics,
        figures.all_tactics
    ));
    Ok(Status::Done)
}

/// The cells as rows. Grouped, only the first row of a tactic names it.
fn grid(cells: &[&Cell<'_>], grouped: bool) -> Grid {
    let mut grid = Grid::new(&["!tactic", "!technique", "name", ">rules", "looked for by"]);
    let mut before = "";
    for cell in cells {
        let again = grouped && before == cell.tactic.shortname;
        before = cell.tactic.shortname;
        grid.row([
            if again { String::new() } else { cell.tactic.name.to_owned() },
            cell.technique.id.to_owned(),
            cell.technique.title(),
            cell.rules.len().to_string(),
            slugs(cell).join(" "),
        ]);
    }
    grid
}

fn print_json(matrix: &Coverage<'_>, cells: &[&Cell<'_>]) -> anyhow::Result<()> {
    let figures = matrix.figures();
    let techniques: Vec<_> = cells
        .iter()
        .map(|cell| {
            json!({"tactic": cell.tactic.shortname, "technique": cell.technique.id, "name": cell.technique.title(), "rules": slugs(cell)})
        })
        .collect();
    let left_out: Vec<_> =
        matrix.left_out.iter().map(|(rule, why)| json!({"rule": rule.slug, "reason": why})).collect();
    output::json(&json!({
        "attack": VERSION,
        "rules": figures.rules,
        "techniques": {"covered": figures.techniques, "of": figures.all_techniques},
        "tactics": {"covered": figures.tactics, "of": figures.all_tactics},
        "cells": techniques,
        "left_out": left_out,
    }))
}

fn slugs<'a>(cell: &Cell<'a>) -> Vec<&'a str> {
    cell.rules.iter().map(|rule| rule.slug.as_str()).collect()
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    std::io::Write::write_all(&mut file, format!("{text}\n").as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))
}
