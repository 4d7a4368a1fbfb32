//! `quaestor notify`: tell people and machines of alerts.

mod machine;

use std::path::{Path, PathBuf};

use anyhow::Context;
use casework::case::Register;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use connect::notify::{self, Config, Kind, Network, Notice, Outbox, Round, Surroundings, deliver, route};
use detect::RuleSet;
use detect::state::{Alert, State, Status as AlertStatus};
use store::Clock;

use super::Status;
use super::location::{SystemClock, folder};
use crate::output::{self, Grid, count};

/// Arguments of `quaestor notify`.
#[derive(Debug, Args)]
pub(crate) struct Notify {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read `notify.yaml`, its secrets too, and say what goes where; connects to nobody.
    Check,
    /// Send what is due: new messages, digests, what failed before.
    Send,
    /// Send a trial message to a channel.
    Test {
        /// The channel, as `notify.yaml` names it.
        channel: String,
    },
    /// List the messages that were given up, and why.
    DeadLetters,
    /// Put a message back that was given up.
    Requeue {
        /// Its key, as `dead-letters` shows it.
        key: String,
    },
}

/// Runs the command.
pub(crate) fn run(command: &Notify, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let folder = folder(data)?;
    let config = read(&folder)?.with_context(|| {
        format!("there is no {}: docs/notifications.md says what it holds", file(&folder).display())
    })?;
    match &command.what {
        What::Check => {
            for channel in config.channels.keys() {
                let routes = config.routes.iter().filter(|route| route.channels.contains(channel)).count();
                output::data(&format!(
                    "{channel}: {}\n",
                    if routes == 0 { "no route leads to it".to_owned() } else { format!("{routes} routes") }
                ))?;
            }
        }
        What::Send => say(&send(&folder, &config)?),
        What::Test { channel } => {
            anyhow::ensure!(config.channels.contains_key(channel), "there is no channel {channel} in notify.yaml");
            let mut outbox = Outbox::in_memory()?;
            let now = now()?;
            let delivery = notify::Delivery { channel: channel.clone(), when: notify::When::Now };
            outbox.enqueue(&trial(now), &[delivery], u32::MAX, now)?;
            let round = deliver(&mut outbox, &Network::new(&config)?, surroundings())?;
            let refused = round.failed.iter().chain(&round.died).map(|(_, reason)| reason.clone()).collect::<Vec<_>>();
            anyhow::ensure!(refused.is_empty(), "{channel} did not take the trial message: {}", refused.join("; "));
            output::say(&format!("{channel} took the trial message"));
        }
        What::DeadLetters => {
            let mut grid = Grid::new(&["!key", "channel", ">attempts", "!given up", "reason"]);
            for letter in outbox(&folder)?.dead_letters()? {
                grid.row([
                    letter.key,
                    letter.channel,
                    letter.attempts.to_string(),
                    output::instant(letter.settled.timestamp_micros()),
                    letter.reason,
                ]);
            }
            grid.print()?;
        }
        What::Requeue { key } => {
            anyhow::ensure!(outbox(&folder)?.requeue(key, now()?)?, "no message with the key {key} was given up");
        }
    }
    Ok(Status::Done)
}

/// Puts what is to be told into the outbox, and sends what is due. Does nothing where there is no `notify.yaml`.
pub(crate) fn tell(
    folder: &Path,
    set: &RuleSet,
    state: &mut State,
    tenant: &str,
    remarks: &dyn Fn(&str) -> Vec<String>,
) -> anyhow::Result<()> {
    let Some(config) = read(folder)? else { return Ok(()) };
    let now = now()?;
    let mut alerts = state.untold(now.timestamp_micros())?;
    // What belongs to a covert case is told to nobody, until the case is closed or open to all.
    let cases = Register::of(&store::Archive::open(folder, SystemClock)?.acts()?);
    alerts.retain(|alert| !cases.silences(&alert.id));
    let mut outbox = outbox(folder)?;
    for alert in &alerts {
        let notice = notice(set, alert, tenant, remarks(&alert.rule));
        let deliveries = route(&config, &notice, now);
        outbox.enqueue(&notice, &deliveries, config.hourly, now)?;
    }
    // Only now: what was put in twice is there once, what was not put in would be lost.
    state.set_told(&alerts)?;
    drop(outbox);
    say(&send(folder, &config)?);
    Ok(())
}

fn notice(set: &RuleSet, alert: &Alert, tenant: &str, coverage: Vec<String>) -> Notice {
    let severity = notify::Severity::ALL.into_iter().find(|severity| severity.name() == alert.severity.name());
    let time = |micros: i64| DateTime::from_timestamp_micros(micros).unwrap_or_default();
    Notice {
        alert: alert.id.clone(),
        revision: u32::try_from(alert.revision).unwrap_or(u32::MAX),
        kind: match alert.status {
            AlertStatus::Closed | AlertStatus::Withdrawn => Kind::Closed,
            _ if alert.revision <= 1 => Kind::New,
            _ => Kind::Updated,
        },
        rule: alert.rule.clone(),
        title: alert.body.title.clone(),
        story: alert.body.story.clone(),
        severity: severity.unwrap_or(notify::Severity::Informational),
        tenant: tenant.to_owned(),
        entities: alert
            .body
            .entities
            .iter()
            .map(|entity| notify::Entity { kind: entity.kind.clone(), name: entity.value.clone() })
            .collect(),
        techniques: alert.body.techniques.clone(),
        first: time(alert.first),
        last: time(alert.last),
        counts: [("findings".to_owned(), alert.findings), ("records".to_owned(), alert.body.records.len() as u64)]
            .into(),
        check: set.find(&alert.rule).map(|rule| rule.response.check.clone()).unwrap_or_default(),
        link: None,
        command: Some(format!("quaestor alerts show {}", alert.id)),
        coverage,
    }
}

/// A message that says of itself that it is a trial.
fn trial(now: DateTime<Utc>) -> Notice {
    Notice {
        alert: "trial".into(),
        revision: 1,
        kind: Kind::New,
        rule: "trial".into(),
        title: "Trial message of quaestor".into(),
        story: "Somebody ran `quaestor notify test`. Nothing happened in the tenant.".into(),
        severity: notify::Severity::Informational,
        tenant: "none".into(),
        entities: Vec::new(),
        techniques: Vec::new(),
        first: now,
        last: now,
        counts: std::collections::BTreeMap::new(),
        check: Vec::new(),
        link: None,
        command: None,
        coverage: Vec::new(),
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("notify.yaml")
}

/// Reads the configuration; none where there is none.
fn read(folder: &Path) -> anyhow::Result<Option<Config>> {
    let path = file(folder);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            Ok(Some(Config::read(&text, folder, &machine::Machine).with_context(|| format!("in {}", path.display()))?))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn outbox(folder: &Path) -> anyhow::Result<Outbox> {
    let state = folder.join("state");
    std::fs::create_dir_all(&state).with_context(|| format!("cannot make {}", state.display()))?;
    Ok(Outbox::open(&state.join("outbox.db"))?)
}

fn send(folder: &Path, config: &Config) -> anyhow::Result<Round> {
    let mut outbox = outbox(folder)?;
    let _lock = outbox.lock()?;
    Ok(deliver(&mut outbox, &Network::new(config)?, surroundings())?)
}

fn say(round: &Round) {
    if round.delivered > 0 {
        output::say(&format!("{} messages sent", count(round.delivered as u64)));
    }
    for (channel, reason) in &round.failed {
        output::say(&format!("{channel}: {reason}; it is tried again later"));
    }
    for (channel, reason) in &round.died {
        output::say(&format!("{channel}: {reason}; given up, see `quaestor notify dead-letters`"));
    }
}

fn now() -> anyhow::Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(SystemClock.now()).context("the machine's clock is beyond all calendars")
}

fn surroundings() -> Surroundings<'static> {
    Surroundings {
        clock: &|| DateTime::from_timestamp_micros(SystemClock.now()).unwrap_or_default(),
        chance: &machine::chance,
    }
}
