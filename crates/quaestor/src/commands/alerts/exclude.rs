//! What is known and need not be told.

use clap::{ArgGroup, Args};
use detect::state::{Exclusion, State, Subject};

use super::act::until;
use super::who;
use crate::cli::Format;
use crate::output::{self, Grid, instant};

/// A new exclusion.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("subject").required(true)))]
pub(super) struct Exclude {
    /// An account, by its name or id.
    #[arg(long, value_name = "NAME", group = "subject")]
    user: Option<String>,
    /// The accounts of a watchlist: the first column of `watchlists/NAME.csv`.
    #[arg(long, value_name = "NAME", group = "subject")]
    group: Option<String>,
    /// An address, or a range such as 192.0.2.0/24.
    #[arg(long, value_name = "ADDRESS", group = "subject")]
    address: Option<String>,
    /// The number of an autonomous system.
    #[arg(long, value_name = "NUMBER", group = "subject")]
    network: Option<String>,
    /// An application, by its name or id.
    #[arg(long, value_name = "NAME", group = "subject")]
    app: Option<String>,
    /// A named location of the watchlist `NamedLocations`.
    #[arg(long, value_name = "NAME", group = "subject")]
    location: Option<String>,
    /// Only for this rule.
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Until when: a time, or a span from now such as 90d.
    #[arg(long, value_name = "TIME or SPAN")]
    until: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// The exclusions there are.
#[derive(Debug, Args)]
pub(super) struct Exclusions {
    /// Take this one back.
    #[arg(long, value_name = "NUMBER", requires = "reason")]
    remove: Option<i64>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Also those that are over.
    #[arg(long)]
    all: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

pub(super) fn add(command: &Exclude, state: &mut State, now: i64) -> anyhow::Result<()> {
    let subjects = [
        (Subject::User, &command.user),
        (Subject::Group, &command.group),
        (Subject::Address, &command.address),
        (Subject::Network, &command.network),
        (Subject::Application, &command.app),
        (Subject::Location, &command.location),
    ];
    let Some((subject, value)) = subjects.into_iter().find_map(|(subject, value)| Some((subject, value.clone()?)))
    else {
        anyhow::bail!("say what to exclude");
    };
    let exclusion = Exclusion {
        number: 0,
        rule: command.rule.clone(),
        subject,
        value,
        reason: command.reason.clone(),
        author: who(),
        created: now,
        expires: until(&command.until, now)?,
        removed: None,
    };
    let number = state.exclude(&exclusion)?;
    output::say(&format!(
        "exclusion {number} holds until {}; it counts for what is found from now on, and `quaestor detect --from … --to …` applies it to what was found",
        instant(exclusion.expires)
    ));
    Ok(())
}

pub(super) fn list(command: &Exclusions, state: &mut State, now: i64) -> anyhow::Result<()> {
    if let Some(number) = command.remove {
        state.remove_exclusion(number, command.reason.as_deref().unwrap_or_default(), &who(), now)?;
        output::say(&format!("exclusion {number} is taken back"));
        return Ok(());
    }
    let mut exclusions = state.all_exclusions()?;
    exclusions.retain(|exclusion| command.all || exclusion.is_active(now));
    if command.format == Format::Json {
        return output::json(&exclusions);
    }
    let mut grid = Grid::new(&[">number", "what", "value", "rule", "!until", "author", "reason"]);
    for exclusion in exclusions {
        grid.row([
            exclusion.number.to_string(),
            exclusion.subject.name().to_owned(),
            exclusion.value,
            exclusion.rule.unwrap_or_else(|| "all".to_owned()),
            exclusion.removed.map_or_else(|| instant(exclusion.expires), |at| format!("removed {}", instant(at))),
            exclusion.author,
            exclusion.reason,
        ]);
    }
    if command.format == Format::Csv { grid.print_csv() } else { grid.print() }
}
