//! `quaestor review show` and `list`.

use std::path::{Path, PathBuf};

use ::review::contract::contract;
use ::review::show::document as shown;
use ::review::state::fold;
use ::review::template::{DefenderReview, SignInReview};
use ::review::{DefenderAlert, RiskyUser};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::{Found, archive, find, now};
use crate::cli::Format;
use crate::commands::Status;
use crate::commands::saved;
use crate::output::{self, Grid, instant};

/// How a review is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The two forms and the entries, for the terminal.
    Table,
    /// What scripts rely on.
    Contract,
    /// A document to read.
    Document(report::Form),
}

/// Reads the name of a form: those of reports, and `table`; `json` is what scripts rely on.
pub(super) fn form(name: &str) -> anyhow::Result<Form> {
    match name {
        "table" => Ok(Form::Table),
        "json" => Ok(Form::Contract),
        other => saved::form(other).map(Form::Document).context("or table, for the terminal"),
    }
}

/// Showing a review.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The review, such as 2026-W46 [default: the newest].
    #[arg(value_name = "REVIEW")]
    name: Option<String>,
    #[command(flatten)]
    how: How,
}

/// How to write a review, and where.
#[derive(Debug, Args)]
pub(super) struct How {
    /// How to print it: table, json (what scripts rely on), html, md, csv, xlsx [default: as the file's name ends, else table].
    #[arg(long, value_name = "FORMAT", value_parser = form)]
    format: Option<Form>,
    /// Write it to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

impl How {
    /// The form that is asked for, or that the file's name asks for.
    ///
    /// # Errors
    /// When there is a file to write and no form for it: a table is for the terminal.
    pub(super) fn form(&self) -> anyhow::Result<Form> {
        let form = match (self.format, &self.out) {
            (Some(form), _) => form,
            (None, None) => Form::Table,
            (None, Some(out)) => match saved::form_of(out) {
                Some(report::Form::Json) => Form::Contract,
                Some(form) => Form::Document(form),
                None => Form::Table,
            },
        };
        anyhow::ensure!(
            form != Form::Table || self.out.is_none(),
            "a table is for the terminal: to write a file, add --format html, md, csv, xlsx or json"
        );
        Ok(form)
    }
}

/// Shows a review.
pub(super) fn run(command: &Show, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let form = command.how.form()?;
    let found = find(&archive(data)?, command.name.as_deref())?;
    print(&found, form, command.how.out.as_deref())?;
    Ok(Status::Done)
}

/// Prints a review, or writes it to a file.
pub(super) fn print(found: &Found, form: Form, out: Option<&Path>) -> anyhow::Result<()> {
    match form {
        Form::Table => terminal(found),
        Form::Contract => {
            let text = serde_json::to_string_pretty(&contract(&found.review, &found.state, now()))? + "\n";
            saved::save(out, text.as_bytes(), false)
        }
        Form::Document(form) => saved::render(out, form, &shown(&found.review, &found.state, now())),
    }
}

/// The two forms and the entries, as a terminal shows them.
fn terminal(found: &Found) -> anyhow::Result<()> {
    let Found { review, state, .. } = found;
    let (sign_in, defender) = (SignInReview::of(review, state), DefenderReview::of(review, state));
    let overdue = if state.is_overdue(now()) { ", overdue" } else { "" };
    let mut text = format!(
        "REVIEW {}  {}\n{}{overdue}; owner {}, due {}\n\n",
        review.period.name,
        review.period.title(),
        state.status.title(),
        state.owner,
        instant(state.due)
    );
    text += "POPULATION AND COVERAGE\n";
    text += &field(
        "looked at",
        &[format!(
            "{} sign-ins, those of {} people among them: {} success, {} failure, {} interrupted",
            output::count(review.population.sign_ins),
            output::count(review.population.people),
            output::count(review.population.success),
            output::count(review.population.failure),
            output::count(review.population.interrupted)
        )],
    );
    let unseen: Vec<String> = review.coverage.iter().filter_map(|covered| covered.remark.clone()).collect();
    text += &field(
        "not seen",
        &if unseen.is_empty() { vec!["nothing: every log was there all the time".to_owned()] } else { unseen },
    );
    text += &field("closed since", &review.gaps_closed);
    text += &field("problems", &review.problems);
    text += "\nAUDIT AND SIGN-IN LOG REVIEW (ENTRA)\n";
    let ids: Vec<String> = sign_in
        .ids_retrieved
        .iter()
        .map(|ids| {
            format!(
                "resource {}, its tenant {}, home tenant {}",
                ids.resource_id, ids.resource_tenant_id, ids.home_tenant_id
            )
        })
        .collect();
    for (name, values) in [
        ("Date of review", vec![sign_in.date_of_review]),
        ("Outcome", vec![sign_in.outcome]),
        ("Actions taken", sign_in.actions_taken),
        ("IDs retrieved", ids),
        ("IP address logged", vec![sign_in.ip_addresses.join(", ")]),
        ("User identified", vec![sign_in.users_identified.join(", ")]),
        ("Update", vec![sign_in.update]),
        ("Recommendation", vec![sign_in.recommendation]),
    ] {
        text += &field(name, &values);
    }
    text += "\nDEFENDER REVIEW (MICROSOFT 365)\n";
    let risky = defender.risky_users.iter().map(RiskyUser::told).collect();
    let alerts = defender.alerts_incidents.iter().map(DefenderAlert::told).collect();
    for (name, values) in [
        ("Date of review", vec![defender.date_of_review]),
        ("Risky users", risky),
        ("Alerts and incidents", alerts),
        ("Actions taken", defender.actions_taken),
        ("Conclusion", vec![defender.conclusion]),
        ("Recommendation", vec![defender.recommendation]),
    ] {
        text += &field(name, &values);
    }
    text += "\nENTRIES\n";
    output::data(&text)?;
    super::entries::grid(found).print()
}

/// A field with its values, a line each; at most a dozen.
fn field(name: &str, values: &[String]) -> String {
    let width = output::width().unwrap_or(120).clamp(60, 160) - 22;
    let mut out = String::new();
    for (at, value) in values.iter().filter(|value| !value.is_empty()).take(12).enumerate() {
        for (line_at, line) in wrapped(value, width).into_iter().enumerate() {
            let label = if at == 0 && line_at == 0 { name } else { "" };
            out += &format!("  {label:<18}  {line}\n");
        }
    }
    if values.len() > 12 {
        out += &format!("  {:<18}  and {} more (--format html shows all)\n", "", values.len() - 12);
    }
    out
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Listing reviews.
#[derive(Debug, Args)]
pub(super) struct List {
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Lists reviews.
pub(super) fn list(command: &List, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let archive = archive(data)?;
    let snapshot = archive.snapshot()?;
    let reviews = fold(snapshot.acts());
    super::warn(&reviews);
    let mut grid = Grid::new(&["!review", "status", "owner", "!due", ">entries", ">to decide", "signed by"]);
    let mut lines = Vec::new();
    for state in reviews.by_name.values() {
        let review = super::document(&snapshot, state)?;
        let open = state.open(&review).len();
        let signed: Vec<&str> = state.signatures.iter().map(|signature| signature.who.as_str()).collect();
        let overdue = state.is_overdue(now());
        lines.push(json!({
            "name": state.name, "status": state.status, "owner": state.owner, "due": ::review::iso(state.due), "overdue": overdue,
            "entries": review.entries.len(), "open": open, "signed_by": signed,
        }));
        grid.row([
            state.name.clone(),
            format!("{}{}", state.status.title(), if overdue { ", overdue" } else { "" }),
            state.owner.clone(),
            instant(state.due),
            review.entries.len().to_string(),
            open.to_string(),
            signed.join(", "),
        ]);
    }
    match command.format {
        Format::Json => output::json(&lines)?,
        Format::Csv => grid.print_csv()?,
        Format::Table if grid.is_empty() => output::say("there is no review yet: make one with `quaestor review new`"),
        Format::Table => grid.print()?,
    }
    Ok(Status::Done)
}
