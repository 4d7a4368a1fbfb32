//! The courier: takes what is due from the outbox, sends it, and writes down what became of it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::backoff;
use super::message::Message;
use super::outbox::{Outbox, OutboxError};

/// A way to send messages.
pub trait Transport {
    /// Sends a message at a time. Returns what the other side said when it took it.
    fn send(&self, message: &Message, now: DateTime<Utc>) -> Result<String, Failure>;
}

/// Why a message was not taken. The reason holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Failure {
    /// What happened, and what to do where that is known.
    pub reason: String,
    /// Whether trying again makes sense.
    pub again: Again,
}

/// Whether trying again makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// No: the other side refused this message for good.
    Never,
    /// Yes, after a while of our choosing.
    Later,
    /// Yes, and the other side said after how long.
    After(Duration),
}

impl Failure {
    /// A refusal for good.
    pub fn never(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), again: Again::Never }
    }

    /// A failure that may pass.
    pub fn later(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), again: Again::Later }
    }
}

/// What the courier takes from its surroundings.
#[derive(Clone, Copy)]
pub struct Surroundings<'s> {
    /// The time.
    pub clock: &'s dyn Fn() -> DateTime<Utc>,
    /// A number from 0 to 1 by chance, which spreads attempts.
    pub chance: &'s dyn Fn() -> f64,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Surroundings")
    }
}

/// What one round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Messages that were taken.
    pub delivered: usize,
    /// Attempts that failed and will be repeated: channel and reason.
    pub failed: Vec<(String, String)>,
    /// Messages that became dead letters: channel and reason.
    pub died: Vec<(String, String)>,
}

/// Sends what is due, until nothing is. After a failure a channel is left alone for the rest of the round.
///
/// The caller holds the outbox's [`lock`](Outbox::lock).
pub fn deliver(
    outbox: &mut Outbox,
    transport: &dyn Transport,
    surroundings: Surroundings<'_>,
) -> Result<Round, OutboxError> {
    let mut round = Round::default();
    let mut without: Vec<String> = Vec::new();
    outbox.gather((surroundings.clock)())?;
    loop {
        let now = (surroundings.clock)();
        let wait = |attempt| backoff::wait(attempt, (surroundings.chance)());
        let Some(message) = outbox.begin(now, &without, wait)? else {
            return Ok(round);
        };
        let sent = transport.send(&message, now);
        let now = (surroundings.clock)();
        match sent {
            Ok(receipt) => {
                outbox.delivered(&message.key, &receipt, now)?;
                round.delivered += 1;
            }
            Err(Failure { reason, again: Again::Never }) => {
                outbox.died(&message.key, &reason, now)?;
                round.died.push((message.channel, reason));
            }
            Err(Failure { reason, again }) => {
                let old = outbox.since(&message.key)?.is_some_and(|since| now - since >= backoff::GIVE_UP);
                if old {
                    let hours = backoff::GIVE_UP.num_hours();
                    let reason = format!("given up after {hours} hours; the last attempt: {reason}");
                    outbox.died(&message.key, &reason, now)?;
                    round.died.push((message.channel.clone(), reason));
                } else {
                    outbox.failed(&message.key, &reason, asked(again).map(|wait| now + wait))?;
                    round.failed.push((message.channel.clone(), reason));
                }
                without.push(message.channel);
            }
        }
    }
}

/// The wait that the other side asked for, within reason.
fn asked(again: Again) -> Option<TimeDelta> {
    match again {
        Again::Never | Again::Later => None,
        Again::After(wait) => {
            Some(TimeDelta::from_std(wait).unwrap_or(backoff::LONGEST_ASKED).min(backoff::LONGEST_ASKED))
        }
    }
}
