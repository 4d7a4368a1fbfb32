//! `quaestor review`: a week, filled in; what deserves attention, what was decided about it, and by whom.

mod act;
mod entries;
mod new;
mod show;

use std::path::PathBuf;

use ::review::state::{ReviewState, Reviews, fold};
use ::review::{Period, Review as Made};
use anyhow::Context;
use clap::{Args, Subcommand};
use store::{Archive, Clock, Snapshot};

use super::Status;
use super::location::{SystemClock, open};
use super::period::span;

/// Arguments of `quaestor review`.
#[derive(Debug, Args)]
pub(crate) struct Review {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Fill in the review of a time; again, as long as it is not signed.
    New(new::New),
    /// Show a review: what was looked at, what wants a decision, the two forms.
    Show(show::Show),
    /// List the entries of a review, or show one whole.
    Entries(entries::Entries),
    /// Decide about entries.
    Decide(act::Decide),
    /// Give a review to somebody, or set when it is due.
    Assign(act::Assign),
    /// Sign a review; the second signature is another person's.
    Sign(act::Sign),
    /// Close a signed review for good.
    Lock(act::Lock),
    /// Add to a review that is signed.
    Amend(act::Amend),
    /// List reviews: where each stands, whose it is, when it is due.
    List(show::List),
}

/// Of which time.
#[derive(Debug, Default, Args)]
#[group(multiple = false)]
pub(crate) struct Of {
    /// A week such as 2026-W46, Monday to Sunday, UTC.
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    /// A month such as 2026-11; without one, the last that is over.
    #[arg(long, value_name = "MONTH", num_args = 0..=1, default_missing_value = "")]
    month: Option<String>,
    /// The days until now: 30d.
    #[arg(long, value_name = "SPAN", value_parser = span)]
    last: Option<i64>,
    /// Days such as 2026-11-01..2026-11-14.
    #[arg(long, value_name = "DAYS")]
    days: Option<String>,
}

impl Of {
    /// The period; the last week that is over where none is named.
    pub(crate) fn period(&self, now: i64) -> anyhow::Result<Period> {
        let named = [&self.week, &self.month, &self.days].into_iter().flatten().find(|name| !name.is_empty());
        let period = match (named, &self.month, self.last) {
            (Some(name), _, _) => Some(Period::by_name(name)?),
            (None, Some(_), _) => Period::last_month(now),
            (None, None, Some(span)) => Period::last(span, now),
            (None, None, None) => Period::last_week(now),
        };
        period.context("that time is not in any calendar")
    }
}

/// Runs the command.
pub(crate) fn run(command: &Review, data: Option<PathBuf>) -> anyhow::Result<Status> {
    match &command.what {
        What::New(new) => new::run(new, data.as_ref()),
        What::Show(show) => show::run(show, data),
        What::Entries(entries) => entries::run(entries, data),
        What::Decide(decide) => act::decide(decide, data),
        What::Assign(assign) => act::assign(assign, data),
        What::Sign(sign) => act::sign(sign, data),
        What::Lock(lock) => act::lock(lock, data),
        What::Amend(amend) => act::amend(amend, data),
        What::List(list) => show::list(list, data),
    }
}

/// A review with what was done about it.
pub(crate) struct Found {
    /// The archive as it is now.
    pub(crate) snapshot: Snapshot,
    /// The review as it was made.
    pub(crate) review: Made,
    /// What was done about it.
    pub(crate) state: ReviewState,
}

/// Finds a review by its name; the newest where none is named.
pub(crate) fn find(archive: &Archive, name: Option<&str>) -> anyhow::Result<Found> {
    let snapshot = archive.snapshot()?;
    let mut reviews = fold(snapshot.acts());
    warn(&reviews);
    let name = match name {
        Some(name) => name.to_owned(),
        None => newest(&reviews).context("there is no review yet: make one with `quaestor review new`")?,
    };
    let state = reviews.by_name.remove(&name).with_context(|| {
        let known: Vec<&str> = reviews.by_name.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
        format!("there is no review {name}; there are: {known}. Make one with `quaestor review new`")
    })?;
    let review = document(&snapshot, &state)?;
    Ok(Found { snapshot, review, state })
}

/// The review whose period ends last; of several the one that begins last.
fn newest(reviews: &Reviews) -> Option<String> {
    let by_end = |name: &&String| Period::by_name(name).map_or((0, 0), |period| (period.to, period.from));
    reviews.by_name.keys().max_by_key(by_end).cloned()
}

/// Reads the document of a review.
pub(crate) fn document(snapshot: &Snapshot, state: &ReviewState) -> anyhow::Result<Made> {
    let bytes = snapshot.document(&state.document)?;
    let review: Made =
        serde_json::from_slice(&bytes).with_context(|| format!("the review of {} cannot be read", state.name))?;
    anyhow::ensure!(
        review.format <= ::review::FORMAT,
        "the review of {} was made by a newer quaestor ({}): use that one",
        state.name,
        review.program
    );
    Ok(review)
}

/// Tells of acts that are not understood.
fn warn(reviews: &Reviews) {
    for unknown in &reviews.unknown {
        crate::output::say(&format!("not understood, and passed over: {unknown}"));
    }
}

/// What time it is.
fn now() -> i64 {
    SystemClock.now()
}

/// Opens the archive for reading.
fn archive(data: Option<PathBuf>) -> anyhow::Result<Archive> {
    open(data)
}
