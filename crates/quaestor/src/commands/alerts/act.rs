//! What a person does about an alert.

use clap::{Args, ValueEnum};
use detect::state::{Alert, Closing, State, Status};

use super::who;
use crate::commands::period::{instant, span};
use crate::output;

/// A step without more words.
#[derive(Debug, Args)]
pub(super) struct Move {
    /// The alert, or the beginning of its name.
    #[arg(value_name = "ALERT")]
    id: String,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

/// Closing an alert.
#[derive(Debug, Args)]
pub(super) struct Close {
    /// The alert, or the beginning of its name.
    #[arg(value_name = "ALERT")]
    id: String,
    /// What it was.
    #[arg(long = "as", value_name = "WHAT")]
    closing: As,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// What an alert was.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum As {
    /// An attack, or a breach of the rules.
    TruePositive,
    /// It happened, and was meant to.
    Benign,
    /// It did not happen.
    FalsePositive,
}

/// Muting an alert.
#[derive(Debug, Args)]
pub(super) struct Mute {
    /// The alert, or the beginning of its name.
    #[arg(value_name = "ALERT")]
    id: String,
    /// Until when: a time, or a span from now such as 7d.
    #[arg(long, value_name = "TIME or SPAN")]
    until: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// A note.
#[derive(Debug, Args)]
pub(super) struct Note {
    /// The alert, or the beginning of its name.
    #[arg(value_name = "ALERT")]
    id: String,
    /// The note.
    #[arg(value_name = "TEXT")]
    text: String,
}

/// Reads a time, or a span from now.
pub(super) fn until(text: &str, now: i64) -> anyhow::Result<i64> {
    match span(text) {
        Ok(span) => Ok(now.saturating_add(span)),
        Err(_) => instant(text),
    }
}

pub(super) fn acknowledge(step: &Move, state: &mut State, now: i64) -> anyhow::Result<()> {
    say(&state.set_status(&step.id, Status::Acknowledged, None, &step.reason, &who(), now)?);
    Ok(())
}

pub(super) fn start(step: &Move, state: &mut State, now: i64) -> anyhow::Result<()> {
    say(&state.set_status(&step.id, Status::InProgress, None, &step.reason, &who(), now)?);
    Ok(())
}

pub(super) fn reopen(step: &Move, state: &mut State, now: i64) -> anyhow::Result<()> {
    say(&state.set_status(&step.id, Status::New, None, &step.reason, &who(), now)?);
    Ok(())
}

pub(super) fn close(close: &Close, state: &mut State, now: i64) -> anyhow::Result<()> {
    let closing = match close.closing {
        As::TruePositive => Closing::TruePositive,
        As::Benign => Closing::Benign,
        As::FalsePositive => Closing::FalsePositive,
    };
    say(&state.set_status(&close.id, Status::Closed, Some(closing), &close.reason, &who(), now)?);
    Ok(())
}

pub(super) fn mute(mute: &Mute, state: &mut State, now: i64) -> anyhow::Result<()> {
    say(&state.mute(&mute.id, until(&mute.until, now)?, &mute.reason, &who(), now)?);
    Ok(())
}

pub(super) fn note(note: &Note, state: &mut State, now: i64) -> anyhow::Result<()> {
    state.note(&note.id, &note.text, &who(), now)?;
    Ok(())
}

fn say(alert: &Alert) {
    output::say(&format!("{}  {}  {}", alert.id, alert.status.name(), alert.body.title));
}
