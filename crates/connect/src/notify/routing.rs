//! Which channels an alert goes to, and when: a function of the configuration, the alert and the time.

use chrono::{DateTime, Utc};

use super::config::{Config, Send};
use super::notice::Notice;
use super::schedule;

/// One way that an alert takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The channel.
    pub channel: String,
    /// When.
    pub when: When,
}

/// When an alert is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// By itself, at once.
    Now,
    /// With others, at a time.
    Digest(DateTime<Utc>),
}

/// The ways that an alert takes, one a channel at most; none when no route takes it.
///
/// For each channel the first route that names it and takes the alert decides. What would be sent at once in quiet hours
/// waits for their end, unless its severity is let through.
pub fn route(config: &Config, notice: &Notice, now: DateTime<Utc>) -> Vec<Delivery> {
    let deliveries = config.channels.keys().filter_map(|channel| {
        let route = config.routes.iter().find(|route| route.channels.contains(channel) && route.takes(notice))?;
        let when = match route.send {
            Send::Never => return None,
            Send::AtOnce => held(config, notice, now).map_or(When::Now, When::Digest),
            Send::Daily(time) => When::Digest(schedule::next(config.zone, now, time, None)?),
            Send::Weekly(weekly) => {
                When::Digest(schedule::next(config.zone, now, weekly.time, Some(weekly.day.chrono()))?)
            }
        };
        Some(Delivery { channel: channel.clone(), when })
    });
    deliveries.collect()
}

fn held(config: &Config, notice: &Notice, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let quiet = config.quiet.as_ref().filter(|quiet| !quiet.let_through.contains(&notice.severity))?;
    schedule::quiet_until(quiet, config.zone, now)
}
