//! `quaestor review new`: fills a review in.

use std::path::PathBuf;

use ::review::make::{Making, make};
use ::review::state::{NewAct, ReviewState, fold};
use ::review::{Detection, Period};
use clap::Args;
use detect::state::State;

use super::{Of, archive, document, now, show};
use crate::commands::ask::Archived;
use crate::commands::period::instant;
use crate::commands::person::who;
use crate::commands::{Status, detect as detection, rules};
use crate::output::{self, duration};

/// Days after its end until which a review is due, unless it says otherwise.
const DUE: i64 = 7 * 86_400_000_000;

/// Filling a review in.
#[derive(Debug, Args)]
pub(super) struct New {
    #[command(flatten)]
    of: Of,
    /// Whose task it is [default: who makes it].
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Until when it is to be signed [default: a week after the period's end; of days of your choice, a week from now].
    #[arg(long, value_name = "TIME", value_parser = instant)]
    due: Option<i64>,
    /// Who makes it [default: the account of the machine].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Take the alerts as they are, without looking for what is new first.
    #[arg(long)]
    no_detect: bool,
    /// Make it as of this time instead of now.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<i64>,
    #[command(flatten)]
    how: show::How,
}

/// Makes the review, seals it, and shows it.
pub(super) fn run(command: &New, data: Option<&PathBuf>) -> anyhow::Result<Status> {
    let began = std::time::Instant::now();
    let form = command.how.form()?;
    let now = command.now.unwrap_or_else(now);
    let period = command.of.period(now)?;
    let by = who(command.by.as_deref())?;
    if period.to > now {
        output::say(&format!(
            "{} is not over: what comes in later is not in it; until it is signed, the same command makes it anew",
            period.name
        ));
    }
    let archive = archive(data.cloned())?;
    // Refused before the work, not after it.
    if let Some(before) = fold(&archive.acts()?).by_name.get(&period.name) {
        before.may_be_made_anew()?;
    }
    let set = rules::set(None, data.cloned())?;
    let judged_until = period.to.min(last(&archive.coverage()?).unwrap_or(period.to));
    let state = if command.no_detect {
        State::open(&crate::commands::location::folder(data.cloned())?)?
    } else {
        let caught = detection::catch_up(&set, data.cloned(), judged_until, now)?;
        for failure in &caught.failures {
            output::say(&failure.to_string());
        }
        caught.state
    };
    let judged =
        (!command.no_detect).then(|| format!(" ({} of it detection)", duration(began.elapsed().as_secs_f64())));
    let snapshot = archive.snapshot()?;
    let coverage = snapshot.coverage();
    let reviews = fold(snapshot.acts());
    super::warn(&reviews);
    let preceding = reviews
        .by_name
        .values()
        .filter(|state| {
            Period::by_name(&state.name).is_ok_and(|known| known.to == period.from && known.length() <= period.length())
        })
        .max_by_key(|state| state.name.clone())
        .map(|state| document(&snapshot, state))
        .transpose()?;
    let alerts = state.alerts()?;
    let detection = progress(&state, &set, judged_until)?;
    let ask = Archived::open(data.cloned())?;
    let head = snapshot.head().to_string();
    let (review, answers) = make(&Making {
        period: &period,
        now,
        by: &by,
        program: env!("CARGO_PKG_VERSION"),
        head: &head,
        alerts: &alerts,
        detection: &detection,
        rules: &set,
        coverage: &coverage,
        memory: &reviews.memory,
        before: preceding.as_ref(),
        ask: &ask,
    });
    let mut writer = archive.writer()?;
    // What was done meanwhile counts: it may have been signed.
    let meanwhile = fold(&archive.acts()?);
    let before = meanwhile.by_name.get(&period.name);
    before.map_or(Ok(()), ReviewState::may_be_made_anew)?;
    let documents = vec![
        writer.put_document(&format!("review {}", period.name), &serde_json::to_vec(&review)?)?,
        writer.put_document(&format!("results of review {}", period.name), &serde_json::to_vec(&answers)?)?,
    ];
    let owner =
        command.owner.clone().or_else(|| before.map(|before| before.owner.clone())).unwrap_or_else(|| by.clone());
    // A week or a month comes round; days of one's choice are due when somebody chose them.
    let end = if period.is_regular() { period.to } else { period.to.max(now) };
    let due = command.due.or(before.map(|before| before.due)).unwrap_or(end.saturating_add(DUE));
    let act = NewAct::new_review(before, &review, documents, &owner, due)?;
    writer.act(&by, act.what, &act.subject, act.body, act.documents)?;
    writer.commit()?;
    writer.close()?;
    let found = super::find(&archive, Some(&period.name))?;
    show::print(&found, form, command.how.out.as_deref())?;
    output::say(&format!(
        "review {} made in {}{}: {} entries, {} to decide",
        period.name,
        duration(began.elapsed().as_secs_f64()),
        judged.unwrap_or_default(),
        found.review.entries.len(),
        found.state.open(&found.review).len()
    ));
    Ok(Status::Done)
}

/// The last instant of which there is a record.
fn last(coverage: &store::Coverage) -> Option<i64> {
    coverage.0.iter().flat_map(|table| table.windows.iter().map(|window| window.to)).max()
}

/// How many rules have judged everything until an instant, and which have not.
fn progress(state: &State, set: &detect::RuleSet, until: i64) -> anyhow::Result<Detection> {
    let mut detection = Detection::default();
    for rule in &set.rules {
        match state.progress(&rule.slug)? {
            Some(progress) if progress.evaluated >= until => detection.rules += 1,
            _ => detection.behind.push(rule.slug.clone()),
        }
    }
    Ok(detection)
}
