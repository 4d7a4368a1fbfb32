//! `quaestor detect`: what an experienced analyst would circle.

mod story;

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;
use clap::Args;
use detect::condition::conditions;
use detect::coverage::{Seen, seen};
use detect::state::State;
use detect::watch::{self, Watch};
use detect::{Condition, Evaluator, Failure, Finding, Rule, RuleSet, Severity};
use kql_datafusion::Options;
use serde_json::{Value, json};
use store::{Archive, Clock};

use super::location::{SystemClock, folder, open};
use super::period::{Period, instant};
use super::{Status, notify, query, rules};
use crate::cli::Format;
use crate::output::{self, count, duration};

/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;
/// The most bytes that are held of what rules share.
const HELD: usize = 1 << 30;

/// Arguments of `quaestor detect`.
#[derive(Debug, Args)]
pub(crate) struct Detect {
    #[command(flatten)]
    period: Period,
    /// Judge as of this time instead of now, so that old evidence can be judged as of its own time.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<i64>,
    /// Only these rules: short names, or families such as `sign-in`.
    #[arg(long = "rule", value_name = "RULE")]
    names: Vec<String>,
    /// Take the rules of this folder instead of those that come with the program.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Only findings of this severity and worse: informational, low, medium, high.
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    severity: Option<Severity>,
    /// Look, and change no alert.
    #[arg(long)]
    dry_run: bool,
    /// Keep watching: run each rule as its schedule has it, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["from", "to", "last", "now", "dry_run", "format"])]
    follow: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// Tell on standard error what each rule cost.
    #[arg(long)]
    stats: bool,
}

fn severity(text: &str) -> anyhow::Result<Severity> {
    Severity::by_name(text).context("a severity is informational, low, medium or high")
}

/// Judges a stretch of time, or what is new since the last time.
pub(crate) fn run(command: &Detect, data: Option<PathBuf>) -> anyhow::Result<Status> {
    let set = rules::set(command.rules.as_deref(), data.clone())?;
    for problem in &set.problems {
        output::say(&problem.to_string());
    }
    let chosen = rules::choose(&set, &command.names)?;
    let archive = open(data.clone())?;
    let now = command.now.unwrap_or_else(|| SystemClock.now());
    if command.follow {
        return follow(&archive, &set, &chosen, data.as_ref());
    }
    match command.period.range_at(now) {
        Some((from, to)) => {
            over(command, &archive, &set, &chosen, data, bounds(&archive, from, to.min(now), now)?, false)
        }
        None if command.dry_run || !watched_before(data.clone())? => {
            over(command, &archive, &set, &chosen, data, bounds(&archive, i64::MIN, now, now)?, true)
        }
        None => new(command, &archive, &set, &chosen, data, now),
    }
}

/// Whether rules have run here before.
fn watched_before(data: Option<PathBuf>) -> anyhow::Result<bool> {
    Ok(folder(data)?.join("state").join("detect.db").is_file())
}

/// The tenant of the archive, or how many there are.
fn tenant(archive: &Archive) -> anyhow::Result<String> {
    let coverage = archive.coverage()?;
    let tenants: std::collections::BTreeSet<&str> = coverage
        .0
        .iter()
        .map(|table| table.tenant.as_str())
        .filter(|tenant| *tenant != store::UNKNOWN_TENANT)
        .collect();
    Ok(match tenants.iter().collect::<Vec<_>>().as_slice() {
        [] => store::UNKNOWN_TENANT.to_owned(),
        [tenant] => (**tenant).to_owned(),
        several => format!("{} tenants", several.len()),
    })
}

/// The stretch within the time of which there are records.
fn bounds(archive: &Archive, from: i64, to: i64, now: i64) -> anyhow::Result<(i64, i64)> {
    let coverage = archive.coverage()?;
    let firsts = coverage.0.iter().flat_map(|table| table.windows.iter().map(|window| window.from));
    let lasts = coverage.0.iter().flat_map(|table| table.windows.iter().map(|window| window.to));
    let (first, last) = (firsts.min().unwrap_or(now), lasts.max().unwrap_or(now));
    Ok((from.max(first), to.min(last.saturating_add(1).max(first + 1)).max(from.max(first))))
}

/// Judges a stretch of time and prints its findings, worst first.
fn over(
    command: &Detect,
    archive: &Archive,
    set: &RuleSet,
    chosen: &[Rule],
    data: Option<PathBuf>,
    (from, to): (i64, i64),
    // Whether this is all there is, so that the next time only what is new has to be judged.
    all_time: bool,
) -> anyhow::Result<Status> {
    let began = std::time::Instant::now();
    let place = folder(data.clone())?;
    let mut state = if command.dry_run { None } else { Some(State::open(&place)?) };
    let now = command.now.unwrap_or_else(|| SystemClock.now());
    let stretch = Stretch { from, to, all_time, now };
    let Judged { findings, failures, excluded } = judge(set, chosen, data, stretch, state.as_mut(), command.stats)?;
    let lookback = |slug: &str| set.find(slug).map_or(DAY, Rule::condition_lasts);
    let mut found = conditions(findings, lookback);
    if let Some(least) = command.severity {
        found.retain(|condition| condition.severity >= least);
    }
    let coverage = seen(&archive.coverage()?, &tables(chosen), from, to);
    if let Some(state) = &mut state {
        tell(&place, archive, set, state, &coverage)?;
    }
    print(command.format, set, &found, &coverage, &failures)?;
    if command.format == Format::Table {
        let excluded =
            if excluded > 0 { format!(", {} left out by exclusions", count(excluded)) } else { String::new() };
        output::say(&format!(
            "{} findings by {} rules over {} – {} in {}{excluded}",
            count(found.len() as u64),
            chosen.len(),
            output::instant(from),
            output::instant(to),
            duration(began.elapsed().as_secs_f64()),
        ));
    }
    anyhow::ensure!(failures.is_empty(), "{} of {} rules could not be run", failures.len(), chosen.len());
    Ok(Status::Done)
}

/// The tables that rules read, each once.
fn tables(rules: &[Rule]) -> Vec<String> {
    let tables: std::collections::BTreeSet<&str> = rules.iter().flat_map(Rule::data_types).collect();
    tables.into_iter().map(str::to_owned).collect()
}

/// Tells people and machines of alerts, with what could not be seen.
fn tell(
    place: &std::path::Path,
    archive: &Archive,
    set: &RuleSet,
    state: &mut State,
    coverage: &[Seen],
) -> anyhow::Result<()> {
    let remarks = |slug: &str| story::remarks(set.find(slug), coverage);
    notify::tell(place, set, state, &tenant(archive)?, &remarks)
}

/// A stretch of time to judge.
#[derive(Clone, Copy)]
struct Stretch {
    from: i64,
    to: i64,
    /// Whether this is all there is, so that the next time only what is new has to be judged.
    all_time: bool,
    /// What time it is.
    now: i64,
}

/// What rules found in a stretch of time.
struct Judged {
    findings: Vec<Finding>,
    failures: Vec<Failure>,
    /// Findings that exclusions left out.
    excluded: u64,
}

/// Judges a stretch of time; with a state, its alerts are brought up to date.
fn judge(
    set: &RuleSet,
    chosen: &[Rule],
    data: Option<PathBuf>,
    Stretch { from, to, all_time, now }: Stretch,
    mut state: Option<&mut State>,
    tell_costs: bool,
) -> anyhow::Result<Judged> {
    let began = std::time::Instant::now();
    let runtime = query::runtime()?;
    let session = query::open_with(data, Options::default(), set.library())?;
    let evaluator = Evaluator::new(&runtime, &session, query::context());
    let functions: Vec<String> = set.functions.keys().cloned().collect();
    let views = evaluator.views(&functions, chosen, from, to, HELD)?;
    if tell_costs {
        output::say(&format!("{:>7.0} ms  what rules share", began.elapsed().as_secs_f64() * 1000.0));
    }
    let session = session.with_views(views);
    let evaluator = Evaluator::new(&runtime, &session, query::context());
    let judged = all(&evaluator, chosen, from, to);
    let members = |name: &str| query::members(&session, &runtime, name);
    let exclusions = state.as_ref().map(|state| state.exclusions(now)).transpose()?.unwrap_or_default();
    let mut done = Judged { findings: Vec::new(), failures: Vec::new(), excluded: 0 };
    for (rule, (result, seconds)) in chosen.iter().zip(judged) {
        if tell_costs {
            output::say(&format!("{:>7.0} ms  {}", seconds * 1000.0, rule.slug));
        }
        match result {
            Ok(found) => {
                let kept = match &mut state {
                    Some(state) => {
                        done.excluded += state.apply(rule, from, to, &found, &members, now)?.excluded;
                        if all_time {
                            watch::done(&evaluator, state, rule, to)?;
                        }
                        let excluded = |finding: &Finding| exclusions.iter().any(|e| e.covers(finding, &members));
                        found.into_iter().filter(|finding| !excluded(finding)).collect()
                    }
                    None => found,
                };
                done.findings.extend(kept);
            }
            Err(failure) => done.failures.push(failure),
        }
    }
    Ok(done)
}

/// How far rules have judged the archive.
pub(crate) struct CaughtUp {
    /// The alerts, and all that people did about them.
    pub(crate) state: State,
    /// Rules that could not be run, and why.
    pub(crate) failures: Vec<Failure>,
}

/// Brings the alerts up to date, as `quaestor detect` does, and prints nothing: everything when rules never ran here, else what is new and what came late.
/// Where every rule has judged everything until `until`, and nothing was received since, there is nothing to do.
pub(crate) fn catch_up(set: &RuleSet, data: Option<PathBuf>, until: i64, now: i64) -> anyhow::Result<CaughtUp> {
    let place = folder(data.clone())?;
    let archive = open(data.clone())?;
    let first_time = !watched_before(data.clone())?;
    let mut state = State::open(&place)?;
    if !first_time && is_current(set, &state, &archive, until)? {
        return Ok(CaughtUp { state, failures: Vec::new() });
    }
    let failures = if first_time {
        let (from, to) = bounds(&archive, i64::MIN, now, now)?;
        judge(set, &set.rules, data, Stretch { from, to, all_time: true, now }, Some(&mut state), false)?.failures
    } else {
        let runtime = query::runtime()?;
        let session = query::open_with(data, Options::default(), set.library())?;
        let evaluator = Evaluator::new(&runtime, &session, query::context());
        let (first, _) = bounds(&archive, i64::MIN, now, now)?;
        let members = |name: &str| query::members(&session, &runtime, name);
        watched(&evaluator, &mut state, &set.rules, (first, now), &members)?.1
    };
    let coverage = seen(&archive.coverage()?, &tables(&set.rules), now.saturating_sub(DAY), now);
    tell(&place, &archive, set, &mut state, &coverage)?;
    Ok(CaughtUp { state, failures })
}

/// Whether every rule has judged everything until an instant, and has seen all that was received.
fn is_current(set: &RuleSet, state: &State, archive: &Archive, until: i64) -> anyhow::Result<bool> {
    let sealed = archive.snapshot()?.sealed().unwrap_or_default();
    for rule in &set.rules {
        let progress = state.progress(&rule.slug)?;
        if !progress.is_some_and(|progress| {
            progress.evaluated >= until && progress.received >= sealed && progress.query == watch::fingerprint(rule)
        }) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Has each rule judge what is new to it, and what came late.
fn watched(
    evaluator: &Evaluator<'_>,
    state: &mut State,
    rules: &[Rule],
    (first, now): (i64, i64),
    members: &dyn Fn(&str) -> Vec<String>,
) -> anyhow::Result<(detect::state::Applied, Vec<Failure>)> {
    let mut watching = Watch::new(evaluator, first, now, members);
    let mut applied = detect::state::Applied::default();
    let mut failed = Vec::new();
    for rule in rules {
        match watching.catch_up(state, rule) {
            Ok(caught) => applied.add(caught.applied),
            Err(watch::WatchError::Rule(failure)) => failed.push(failure),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((applied, failed))
}

/// What each rule finds, and how long it took, in the order of the rules; all processors at work.
fn all(evaluator: &Evaluator<'_>, rules: &[Rule], from: i64, to: i64) -> Vec<(Result<Vec<Finding>, Failure>, f64)> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(rules.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, rule)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    rules.get(at).map(|rule| (at, rule))
                } {
                    let began = std::time::Instant::now();
                    let result = evaluator.findings(rule, from, to);
                    let entry = (at, (result, began.elapsed().as_secs_f64()));
                    done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(entry);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn print(
    format: Format,
    set: &RuleSet,
    found: &[Condition],
    coverage: &[Seen],
    failures: &[Failure],
) -> anyhow::Result<()> {
    match format {
        Format::Json => {
            let findings: Vec<Value> = found.iter().map(|condition| document(set, condition, coverage)).collect();
            let coverage: Vec<Value> = coverage.iter().map(story::coverage).collect();
            let failed: Vec<Value> =
                failures.iter().map(|failure| json!({"rule": failure.rule, "reason": failure.reason})).collect();
            output::json(&json!({"findings": findings, "coverage": coverage, "failed": failed}))?;
        }
        Format::Csv => story::grid(found).print_csv()?,
        Format::Table => {
            for condition in found {
                output::data(&story::told(set, condition, coverage))?;
            }
            for failure in failures {
                output::say(&failure.to_string());
            }
        }
    }
    Ok(())
}

fn document(set: &RuleSet, condition: &Condition, coverage: &[Seen]) -> Value {
    let telling = condition.telling();
    let rule = set.find(&condition.rule);
    let remarks: Vec<String> = story::remarks(rule, coverage);
    json!({
        "id": condition.id(),
        "rule": condition.rule,
        "severity": condition.severity,
        "title": telling.map(|finding| finding.title.clone()),
        "story": telling.map(|finding| finding.story.clone()),
        "tactics": telling.map(|finding| finding.tactics.clone()),
        "techniques": telling.map(|finding| finding.techniques.clone()),
        "first": ::review::iso(condition.first),
        "last": ::review::iso(condition.last),
        "findings": condition.findings.len(),
        "entities": condition.entities,
        "details": telling.map(|finding| finding.details.iter().cloned().collect::<std::collections::BTreeMap<_, _>>()),
        "records": condition.records,
        "check": rule.map(|rule| rule.response.check.clone()),
        "act": rule.map(|rule| rule.response.act.clone()),
        "coverage": remarks,
    })
}

/// Judges what is new since the last time, and what came late.
fn new(
    command: &Detect,
    archive: &Archive,
    set: &RuleSet,
    chosen: &[Rule],
    data: Option<PathBuf>,
    now: i64,
) -> anyhow::Result<Status> {
    let runtime = query::runtime()?;
    let session = query::open_with(data.clone(), Options::default(), set.library())?;
    let evaluator = Evaluator::new(&runtime, &session, query::context());
    let (first, _) = bounds(archive, i64::MIN, now, now)?;
    let members = |name: &str| query::members(&session, &runtime, name);
    let place = folder(data)?;
    let mut state = State::open(&place)?;
    let (applied, failed) = watched(&evaluator, &mut state, chosen, (first, now), &members)?;
    let coverage = seen(&archive.coverage()?, &tables(chosen), now.saturating_sub(DAY), now);
    tell(&place, archive, set, &mut state, &coverage)?;
    let least = command.severity.unwrap_or(Severity::Informational);
    let keep = |alerts: &[detect::state::Alert]| -> Vec<detect::state::Alert> {
        alerts.iter().filter(|alert| alert.severity >= least).cloned().collect()
    };
    let (new, updated, withdrawn) = (keep(&applied.new), keep(&applied.updated), keep(&applied.withdrawn));
    if command.format == Format::Json {
        output::json(&json!({"new": new, "updated": updated, "withdrawn": withdrawn,
            "failed": failed.iter().map(|failure| json!({"rule": failure.rule, "reason": failure.reason})).collect::<Vec<_>>()}))?;
    } else {
        for (what, alerts) in [("new", &new), ("updated", &updated), ("withdrawn", &withdrawn)] {
            for alert in alerts {
                output::data(&format!(
                    "{what:<10} {:<13} {}  {}  [{}]\n",
                    alert.severity, alert.id, alert.body.title, alert.rule
                ))?;
            }
        }
        for failure in &failed {
            output::say(&failure.to_string());
        }
        output::say(&format!("{} new, {} updated, {} withdrawn", new.len(), updated.len(), withdrawn.len()));
    }
    anyhow::ensure!(failed.is_empty(), "{} of {} rules could not be run", failed.len(), chosen.len());
    Ok(Status::Done)
}

/// Runs each rule when it is due.
fn follow(archive: &Archive, set: &RuleSet, chosen: &[Rule], data: Option<&PathBuf>) -> anyhow::Result<Status> {
    let (stop, stopped) = std::sync::mpsc::channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more when it has stopped already.
        let _ = stop.send(());
    })
    .context("cannot listen for Ctrl-C")?;
    let mut due: Vec<i64> = vec![i64::MIN; chosen.len()];
    loop {
        let now = SystemClock.now();
        let ready: Vec<Rule> =
            chosen.iter().zip(&due).filter(|(_, due)| **due <= now).map(|(rule, _)| rule.clone()).collect();
        if !ready.is_empty() {
            let command = Detect {
                period: Period::default(),
                now: Some(now),
                names: Vec::new(),
                rules: None,
                severity: None,
                dry_run: false,
                follow: false,
                format: Format::Table,
                stats: false,
            };
            if let Err(error) = new(&command, archive, set, &ready, data.cloned(), now) {
                output::complain(&error);
            }
        }
        for (rule, due) in chosen.iter().zip(&mut due) {
            if *due <= now {
                let every = rule.schedule().frequency;
                *due = (now.div_euclid(every) + 1).saturating_mul(every);
            }
        }
        let next =
            due.iter().min().copied().unwrap_or(now).saturating_sub(SystemClock.now()).clamp(1_000_000, 60_000_000);
        if stopped.recv_timeout(std::time::Duration::from_micros(next as u64)).is_ok() {
            return Ok(Status::Cancelled);
        }
    }
}
