//! `quaestor retention`: what goes when, what must stay, and proof of both.

mod condition;
mod print;

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use casework::case::Register;
use casework::retention::{DEFAULTS, FILE, Policies, resolve};
use clap::{Args, Subcommand};
use store::{Archive, Clock, Planned, Removal, Selection, Snapshot};

pub(crate) use condition::fits;

use super::Status;
use super::ask::Archived;
use super::location::{SystemClock, beside, folder, open};
use super::period::instant;
use super::person::{operator, who};
use crate::cli::Format;
use crate::output;

/// Arguments of `quaestor retention`.
#[derive(Debug, Args)]
pub(crate) struct Retention {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show the policies in force, and what each keeps.
    Show(Show),
    /// Show what would go, and what holds keep. Changes nothing.
    Plan(Plan),
    /// Remove what the policies give up, and leave proof of it in the seal chain.
    Apply(Apply),
    /// Remove what concerns a person who asked for it: every record that mentions the names, where no hold keeps it.
    Forget(Forget),
}

#[derive(Debug, Args)]
struct Show {
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Debug, Args)]
struct Plan {
    /// As of this time instead of now.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<i64>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Debug, Args)]
struct Apply {
    /// Do it without asking. Where nobody sits at a terminal, nobody is asked.
    #[arg(long)]
    yes: bool,
    /// Why, for the record.
    #[arg(long, value_name = "TEXT", default_value = "retention")]
    reason: String,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// As of this time instead of now; not later than now.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<i64>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Debug, Args)]
struct Forget {
    /// A name that is the person's alone: a user principal name, a mail address, an object id. May be given again.
    #[arg(long = "user", value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Do it. Without this, what would go is shown, and nothing is done.
    #[arg(long)]
    yes: bool,
    /// Why, for the record; the chain cannot forget, so name no person in it.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Runs the command.
pub(crate) fn run(command: &Retention, data: Option<PathBuf>) -> anyhow::Result<Status> {
    match &command.what {
        What::Show(show) => {
            let (policies, from) = policies(&folder(data)?)?;
            print::policies(&policies, &from, show.format)?;
        }
        What::Plan(plan) => {
            let archive = open(data.clone())?;
            let snapshot = archive.snapshot()?;
            let removal = by_policy(&snapshot, data, plan.now.unwrap_or_else(|| SystemClock.now()))?;
            let removal = Removal { who: operator(), reason: "a plan".to_owned(), ..removal };
            print::planned(
                &foreseen(&snapshot, &removal, |removal| snapshot.plan_removal(removal))?,
                &removal,
                plan.format,
            )?;
        }
        What::Apply(apply) => {
            let now = SystemClock.now();
            if apply.now.is_some_and(|at| at > now) {
                bail!("--now lies ahead: what is kept until then cannot go today");
            }
            let archive = open(data.clone())?;
            let make = |snapshot: &Snapshot| by_policy(snapshot, data.clone(), apply.now.unwrap_or(now));
            let yes = apply.yes || confirmed()?;
            remove(&archive, make, &who(apply.by.as_deref())?, &apply.reason, yes, apply.format)?;
        }
        What::Forget(forget) => {
            let archive = open(data.clone())?;
            let make = |snapshot: &Snapshot| {
                let conditions = condition::of_holds(snapshot, &Archived::open(data.clone())?)?;
                let (policy, subject) = ("removal of one person's records".to_owned(), forget.names.clone());
                Ok(Removal { policy, subject, conditions, ..Removal::default() })
            };
            remove(&archive, make, &who(forget.by.as_deref())?, &forget.reason, forget.yes, forget.format)?;
        }
    }
    Ok(Status::Done)
}

/// Asks whoever sits at the terminal; a script that says `apply` means it.
fn confirmed() -> anyhow::Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Ok(true);
    }
    output::say(
        "What the policies give up will be gone for good; `quaestor retention plan` shows it. Type yes to go on:",
    );
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).context("the answer cannot be read")?;
    Ok(answer.trim() == "yes")
}

/// What would go: nothing, where no policy gives anything up. Holds for covert cases keep what they keep, and are not named.
fn foreseen(
    snapshot: &Snapshot,
    removal: &Removal,
    ask: impl FnOnce(&Removal) -> Result<Planned, store::Error>,
) -> anyhow::Result<Planned> {
    if removal.selections.is_empty() && removal.subject.is_empty() {
        return Ok(Planned::default());
    }
    let mut planned = ask(removal)?;
    let cases = Register::of(snapshot.acts());
    for hold in snapshot.holds().iter().filter(|hold| cases.conceals(&hold.terms.case)) {
        planned.holds.remove(&hold.number);
    }
    Ok(planned)
}

/// Plans a removal and, when it is wanted, makes it. The right to write is held from the plan to its end, so that what was planned is what goes.
fn remove(
    archive: &Archive,
    make: impl FnOnce(&Snapshot) -> anyhow::Result<Removal>,
    by: &str,
    reason: &str,
    yes: bool,
    format: Format,
) -> anyhow::Result<()> {
    let ordered = |removal| Removal { who: by.to_owned(), reason: reason.to_owned(), ..removal };
    if !yes {
        let snapshot = archive.snapshot()?;
        let removal = ordered(make(&snapshot)?);
        print::planned(&foreseen(&snapshot, &removal, |removal| snapshot.plan_removal(removal))?, &removal, format)?;
        output::say("nothing was done: add --yes to do it");
        return Ok(());
    }
    let mut writer = archive.writer()?;
    let snapshot = archive.snapshot()?;
    let removal = ordered(make(&snapshot)?);
    let planned = foreseen(&snapshot, &removal, |removal| writer.plan_removal(removal))?;
    if planned.is_empty() {
        writer.close()?;
        print::planned(&planned, &removal, format)?;
        return Ok(());
    }
    let removed = writer.remove(&removal)?;
    writer.close()?;
    print::removed(&removed, &archive.head()?, format)
}

/// The policies of the archive, and where they stand.
fn policies(place: &Path) -> anyhow::Result<(Policies, String)> {
    let path = place.join(FILE);
    Ok(match beside(place, FILE)? {
        Some(text) => (Policies::read(&text)?, path.display().to_string()),
        None => (Policies::read(DEFAULTS)?, format!("the program's own, since there is no {}", path.display())),
    })
}

/// What the policies give up at an instant.
fn by_policy(snapshot: &Snapshot, data: Option<PathBuf>, now: i64) -> anyhow::Result<Removal> {
    let (policies, from) = policies(&folder(data.clone())?)?;
    for (policy, before) in policies.unreached() {
        output::say(&format!("policy {} is never reached: {} before it takes all its rows", policy.name, before.name));
    }
    let tables = snapshot.tables();
    let names: Vec<&str> = tables.iter().map(|table| table.table.as_str()).collect();
    let tenants: BTreeSet<&str> = tables.iter().flat_map(|table| table.tenants.iter().map(String::as_str)).collect();
    let tenants: Vec<&str> = tenants.into_iter().collect();
    let ask = Archived::open(data)?;
    let mut selections = Vec::new();
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    for given_up in resolve(&policies, &names, &tenants, now) {
        let keys = match &given_up.condition {
            None => None,
            Some(condition) => {
                let found = condition::keys(snapshot, &ask, &given_up.table, condition, (i64::MIN, given_up.before));
                let found = found
                    .with_context(|| format!("policy {} cannot be followed for {}", given_up.policy, given_up.table))?;
                Some(found.with_context(|| {
                    format!(
                        "policy {}: {} has no column that its condition names; write its tables out",
                        given_up.policy, given_up.table
                    )
                })?)
            }
        };
        used.insert(given_up.policy.clone(), given_up.keep.to_string());
        let (table, tenant, before) = (given_up.table, Some(given_up.tenant), Some(given_up.before));
        selections.push(Selection { table, tenant, before, keys });
    }
    let used: Vec<String> = used.into_iter().map(|(policy, keep)| format!("{policy} ({keep})")).collect();
    let policy = if used.is_empty() { format!("nothing is given up by {from}") } else { used.join(", ") };
    let conditions = condition::of_holds(snapshot, &ask)?;
    Ok(Removal { policy, selections, conditions, ..Removal::default() })
}
