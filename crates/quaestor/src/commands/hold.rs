//! `quaestor hold`: what must stay, whatever the retention says.

use std::path::PathBuf;

use anyhow::bail;
use casework::case::Register;
use clap::{Args, Subcommand};
use serde_json::json;
use store::{Hold as Held, HoldTerms, Release};

use super::Status;
use super::location::open;
use super::period::{end, instant};
use super::person::who;
use crate::cli::Format;
use crate::output::{self, Grid, instant as shown};

/// Arguments of `quaestor hold`.
#[derive(Debug, Args)]
pub(crate) struct Hold {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Hold what concerns people, addresses, a time, or meets a condition; nothing of it is removed until two people release it.
    Add(Add),
    /// List the holds that are in force.
    List(List),
    /// Ask for the release of a hold; or confirm it, when somebody else has asked.
    Release(Let),
}

#[derive(Debug, Args)]
struct Add {
    /// The case it is for: `case-17`.
    #[arg(value_name = "CASE")]
    case: String,
    /// A person, by a name that records give: a user principal name, a mail address, an object id. May be given again.
    #[arg(long = "user", value_name = "NAME")]
    people: Vec<String>,
    /// An address, or a network such as 192.0.2.0/24. May be given again.
    #[arg(long = "ip", value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// The first instant [default: no first].
    #[arg(long, value_name = "TIME", value_parser = instant)]
    from: Option<i64>,
    /// The instant before which it ends; a date alone means its end [default: no end].
    #[arg(long, value_name = "TIME", value_parser = end)]
    to: Option<i64>,
    /// Only this table. May be given again.
    #[arg(long = "table", value_name = "TABLE")]
    tables: Vec<String>,
    /// A condition in the Kusto Query Language on the rows of each table: `IPAddress startswith "198.51."`.
    #[arg(long = "where", value_name = "KQL")]
    condition: Option<String>,
    /// Hold everything: no person, address, time, table or condition is named.
    #[arg(long, conflicts_with_all = ["people", "addresses", "from", "to", "tables", "condition"])]
    everything: bool,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

#[derive(Debug, Args)]
struct List {
    /// Who looks [default: the account of the machine]; holds for a covert case are shown to its members alone.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Debug, Args)]
struct Let {
    /// The hold's number, as `quaestor hold list` gives it.
    #[arg(value_name = "NUMBER")]
    number: u64,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who acts [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Runs the command.
pub(crate) fn run(command: &Hold, data: Option<PathBuf>) -> anyhow::Result<Status> {
    match &command.what {
        What::Add(add) => self::add(add, data)?,
        What::List(list) => self::list(list, data)?,
        What::Release(release) => self::release(release, data)?,
    }
    Ok(Status::Done)
}

fn add(command: &Add, data: Option<PathBuf>) -> anyhow::Result<()> {
    let by = who(command.by.as_deref())?;
    if let Some(unknown) = command.tables.iter().find(|table| tables::by_name(table).is_none()) {
        bail!("--table {unknown}: there is no such table; `quaestor tables` lists those that have records");
    }
    for address in &command.addresses {
        is_network(address)?;
    }
    let archive = open(data.clone())?;
    if let Some(condition) = &command.condition {
        super::retention::fits(&archive.snapshot()?, data, condition, &command.tables)?;
    }
    let bounds = command.from.is_some() || command.to.is_some() || command.condition.is_some();
    let names = [&command.people, &command.addresses, &command.tables].iter().any(|named| !named.is_empty());
    anyhow::ensure!(
        bounds || names || command.everything,
        "say what is held: --user, --ip, --from, --to, --table or --where; or --everything"
    );
    let terms = HoldTerms {
        case: command.case.clone(),
        people: command.people.clone(),
        addresses: command.addresses.clone(),
        from: command.from,
        // The store's end is the last instant in it.
        to: command.to.map(|to| to - 1),
        tables: command.tables.clone(),
        condition: command.condition.clone(),
        reason: command.reason.clone(),
    };
    let conceals = Register::of(archive.snapshot()?.acts()).conceals(&terms.case);
    let mut writer = archive.writer()?;
    let hold = writer.hold(&by, terms)?;
    if conceals {
        writer.confide()?;
    }
    writer.commit()?;
    writer.close()?;
    output::say(&format!("hold {} for {}: {}", hold.number, hold.terms.case, what(&hold)));
    Ok(())
}

/// Refuses what is neither an address nor a network.
fn is_network(text: &str) -> anyhow::Result<()> {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let widest = match address.parse() {
        Ok(std::net::IpAddr::V4(_)) => 32,
        Ok(std::net::IpAddr::V6(_)) => 128,
        Err(_) => bail!("--ip {text}: neither an address nor a network such as 192.0.2.0/24"),
    };
    let fits = length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= widest));
    anyhow::ensure!(fits, "--ip {text}: the length of the network is none; it goes to {widest}");
    Ok(())
}

/// Whether somebody may know of a hold: of one for a covert case, members of the case and who added it.
fn is_known_to(hold: &Held, cases: &Register, viewer: &str) -> bool {
    cases.seen_by(viewer).shows(&hold.terms.case) || hold.by.eq_ignore_ascii_case(viewer)
}

/// What a hold holds, in words.
fn what(hold: &Held) -> String {
    let terms = &hold.terms;
    let mut parts = Vec::new();
    let named: Vec<&str> = terms.people.iter().chain(&terms.addresses).map(String::as_str).collect();
    parts.push(match (named.is_empty(), &terms.condition) {
        (true, None) => "everything".to_owned(),
        (true, Some(condition)) => format!("rows where {condition}"),
        (false, None) => format!("rows that mention {}", named.join(", ")),
        (false, Some(condition)) => format!("rows that mention {}, or where {condition}", named.join(", ")),
    });
    if !terms.tables.is_empty() {
        parts.push(format!("of {}", terms.tables.join(", ")));
    }
    if let Some(from) = terms.from {
        parts.push(format!("from {}", shown(from)));
    }
    if let Some(to) = terms.to {
        parts.push(format!("to {}", shown(to)));
    }
    parts.join(" ")
}

fn list(command: &List, data: Option<PathBuf>) -> anyhow::Result<()> {
    let snapshot = open(data)?.snapshot()?;
    let (cases, viewer) = (Register::of(snapshot.acts()), who(command.by.as_deref())?);
    let mut holds = snapshot.holds();
    holds.retain(|hold| is_known_to(hold, &cases, &viewer));
    if command.format == Format::Json {
        let lines: Vec<_> = holds.iter().map(|hold| json!({"hold": hold, "holds": what(hold)})).collect();
        return output::json(&lines);
    }
    let mut grid = Grid::new(&[">hold", "case", "holds", "reason", "by", "!since", "release"]);
    for hold in &holds {
        let request = hold
            .request
            .as_ref()
            .map_or_else(String::new, |request| format!("asked for by {}: {}", request.by, request.reason));
        grid.row([
            hold.number.to_string(),
            hold.terms.case.clone(),
            what(hold),
            hold.terms.reason.clone(),
            hold.by.clone(),
            shown(hold.at),
            request,
        ]);
    }
    if command.format == Format::Csv {
        return grid.print_csv();
    }
    if grid.is_empty() {
        output::say("no hold is in force");
        return Ok(());
    }
    grid.print()
}

fn release(command: &Let, data: Option<PathBuf>) -> anyhow::Result<()> {
    let by = who(command.by.as_deref())?;
    let archive = open(data)?;
    let snapshot = archive.snapshot()?;
    let cases = Register::of(snapshot.acts());
    let hold = snapshot.holds().into_iter().find(|hold| hold.number == command.number);
    // Of a hold that is not for this person to know, the same is said as of one that there is not.
    let Some(hold) = hold.filter(|hold| is_known_to(hold, &cases, &by)) else {
        bail!("there is no hold {} in force; `quaestor hold list` shows those there are", command.number);
    };
    let mut writer = archive.writer()?;
    let release = writer.release(command.number, &by, &command.reason)?;
    if cases.conceals(&hold.terms.case) {
        writer.confide()?;
    }
    writer.commit()?;
    writer.close()?;
    output::say(&match release {
        Release::Requested => {
            format!("the release of hold {} is asked for; it lasts until somebody else confirms", command.number)
        }
        Release::Released => format!("hold {} is released", command.number),
    });
    Ok(())
}
