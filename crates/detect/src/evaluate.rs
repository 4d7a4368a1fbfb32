//! Runs a rule over a stretch of time.

use kql_plan::value::UNIX_EPOCH;
use kql_plan::{Context, Rows};
use query::rows::Range;
use query::{Session, Views};
use tokio::runtime::Runtime;

use crate::finding::{Finding, of_rows};
use crate::rule::{Rule, with_frequency};

/// Room for what nests in a query, in bytes of stack.
pub const ROOM_FOR_BINDING: usize = 256 << 20;

/// Why a rule could not be run.
#[derive(Debug, thiserror::Error)]
#[error("the rule {rule} cannot be run: {reason}")]
pub struct Failure {
    /// Its short name.
    pub rule: String,
    /// What is wrong.
    pub reason: String,
    /// Whether less time would do, because it was memory that did not suffice.
    pub too_much: bool,
}

impl Failure {
    fn new(rule: &str, reason: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), reason: reason.into(), too_much: false }
    }

    fn of_query(rule: &str, error: &query::Failure) -> Self {
        let too_much = matches!(error, query::Failure::Run(kql_datafusion::EngineError::Memory { .. }));
        Self { too_much, ..Self::new(rule, error.to_string()) }
    }
}

/// A stretch is not halved to less than this.
const LEAST: i64 = 2 * 86_400_000_000;

/// Runs a stretch; where it is too much at once, its first and then its second half. `middle` tells where a stretch may be cut.
fn in_halves<T>(
    (from, to): (i64, i64),
    middle: &dyn Fn(i64, i64) -> Option<i64>,
    run: &mut dyn FnMut(i64, i64) -> Result<Vec<T>, Failure>,
) -> Result<Vec<T>, Failure> {
    match run(from, to) {
        Err(failure) if failure.too_much => {
            let Some(cut) = middle(from, to) else { return Err(failure) };
            let mut found = in_halves((from, cut), middle, run)?;
            found.extend(in_halves((cut, to), middle, run)?);
            Ok(found)
        }
        done => done,
    }
}

/// Runs rules over one archive.
#[derive(Debug)]
pub struct Evaluator<'a> {
    runtime: &'a Runtime,
    session: &'a Session,
    base: Context,
}

impl<'a> Evaluator<'a> {
    /// Makes one. `base` is what queries may know of the world; its time is that of each run.
    pub fn new(runtime: &'a Runtime, session: &'a Session, base: Context) -> Self {
        Self { runtime, session, base }
    }

    /// Returns what a rule finds in a stretch of time, in microseconds since 1970: `from` to before `to`.
    ///
    /// # Errors
    /// When the query is wrong or fails.
    pub fn findings(&self, rule: &Rule, from: i64, to: i64) -> Result<Vec<Finding>, Failure> {
        self.in_runs(rule, &rule.schedule().runs(from, to))
    }

    /// The same, run by run: each sees the time of its lookback and finds what is new in it. A run of a rule that means the same for any stretch is halved
    /// where memory does not suffice for it.
    ///
    /// # Errors
    /// When the query is wrong or fails.
    pub fn in_runs(&self, rule: &Rule, runs: &[(i64, i64)]) -> Result<Vec<Finding>, Failure> {
        let schedule = rule.schedule();
        let middle = |from: i64, to: i64| {
            let cut = schedule.window_of(from + (to - from) / 2);
            (schedule.any_span && to - from >= 2 * LEAST && cut > from).then_some(cut)
        };
        let mut run = |from: i64, to: i64| {
            let rows = self.run(rule, from, to)?;
            let fires = rule.trigger_operator.holds(rows.rows.len() as u64, rule.trigger_threshold);
            Ok(if fires { of_rows(rule, &rows, from, to) } else { Vec::new() })
        };
        let mut found = Vec::new();
        for stretch in runs {
            found.extend(in_halves(*stretch, &middle, &mut run)?);
        }
        Ok(found)
    }

    /// Computes what several of the rules begin with, in the stretch that any of them sees when `from` to `to` is evaluated: each stored function without
    /// parameters that two or more of them name. Of what cannot be held within `most` bytes each rule computes its own.
    ///
    /// # Errors
    /// When such a function fails.
    pub fn views(
        &self,
        functions: &[String],
        rules: &[Rule],
        from: i64,
        to: i64,
        most: usize,
    ) -> Result<Views, Failure> {
        let first = rules.iter().map(|rule| rule.schedule().sees_from(from, to)).min().unwrap_or(from);
        let range = Range { from: ticks(first.min(from)), to: ticks(to) };
        let mut views = Views::default();
        let mut left = most;
        for function in functions {
            let asked = format!("{function}()");
            if rules.iter().filter(|rule| rule.query.contains(&asked)).count() < 2 {
                continue;
            }
            let context = Context { now: ticks(to), ..self.base.clone() };
            let failed = |error: query::Failure| Failure::of_query(function, &error);
            let work = || self.session.view(function, &context, range, left).map_err(failed);
            if let Some(view) = self.with_room(function, work)? {
                left = left.saturating_sub(view.bytes());
                views.add(function, view);
            }
        }
        Ok(views)
    }

    /// Works on a thread with room for what nests in queries.
    fn with_room<T: Send>(&self, rule: &str, work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
        let failed = |reason: String| Failure::new(rule, reason);
        std::thread::scope(|scope| {
            let work = || {
                let _within = self.runtime.enter();
                work()
            };
            let thread = std::thread::Builder::new()
                .stack_size(ROOM_FOR_BINDING)
                .spawn_scoped(scope, work)
                .map_err(|error| failed(format!("no thread starts: {error}")))?;
            thread.join().unwrap_or_else(|_| Err(failed("the engine stopped in the middle; tell us the query".into())))
        })
    }

    fn run(&self, rule: &Rule, start: i64, end: i64) -> Result<Rows, Failure> {
        let schedule = rule.schedule();
        let query = if schedule.any_span { with_frequency(&rule.query, end - start) } else { rule.query.clone() };
        let range = Range { from: ticks(schedule.sees_from(start, end)), to: ticks(end) };
        self.answer(&rule.slug, &query, ticks(end), Some(range))
    }

    /// Returns the rows of a query that sees all time. `rule` is for whom it is asked.
    ///
    /// # Errors
    /// When the query is wrong or fails.
    pub fn ask(&self, rule: &str, query: &str) -> Result<Rows, Failure> {
        self.answer(rule, query, self.base.now, None)
    }

    /// When the last batch that rules see was sealed, in microseconds since 1970; none without an archive.
    pub fn sealed(&self) -> Option<i64> {
        self.session.source().sealed()
    }

    /// The tables of the archive that a rule reads, by itself or by the functions it calls.
    pub fn tables(&self, rule: &Rule) -> Vec<String> {
        self.session.tables(&rule.query)
    }

    fn answer(&self, rule: &str, query: &str, now: i64, range: Option<Range>) -> Result<Rows, Failure> {
        let context = Context { now, ..self.base.clone() };
        let failed = |error: query::Failure| Failure::of_query(rule, &error);
        self.with_room(rule, || {
            let question = self.session.read_within(query, context, &[], range).map_err(failed)?;
            let Some((_, plan)) = question.results.first() else { return Ok(Rows::default()) };
            self.runtime
                .block_on(async { self.session.answer(&question, plan).await?.rows().await.map_err(Into::into) })
                .map_err(failed)
        })
    }
}

/// Microseconds since 1970 → ticks, within the years that Kusto has.
fn ticks(micros: i64) -> i64 {
    micros.saturating_mul(10).saturating_add(UNIX_EPOCH).clamp(0, kql_plan::value::MAX_DATETIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;

    /// Runs a hundred days of which so many fit into memory; what was found is the day.
    fn run(fits: i64) -> (Result<Vec<i64>, Failure>, Vec<i64>) {
        let middle = |from: i64, to: i64| (to - from >= 2 * LEAST).then(|| (from + (to - from) / 2) / DAY * DAY);
        let mut lengths = Vec::new();
        let mut run = |from: i64, to: i64| {
            lengths.push((to - from) / DAY);
            if to - from <= fits * DAY {
                return Ok((from / DAY..to / DAY).collect());
            }
            Err(Failure { too_much: true, ..Failure::new("a", "memory") })
        };
        let found = in_halves((0, 100 * DAY), &middle, &mut run);
        (found, lengths)
    }

    #[test]
    fn what_is_too_much_at_once_is_found_in_parts() {
        for fits in [200, 100, 99, 30, 4] {
            assert_eq!(run(fits).0.unwrap(), (0..100).collect::<Vec<_>>(), "{fits}");
        }
        assert_eq!(run(100).1, [100], "what fits is not cut");
        let (failed, lengths) = run(1);
        assert!(failed.unwrap_err().too_much && lengths.iter().all(|days| *days >= 2), "{lengths:?}");
        let mut wrong = |_from: i64, _to: i64| Err::<Vec<i64>, _>(Failure::new("a", "a mistake"));
        let cut = |from: i64, to: i64| Some(i64::midpoint(from, to));
        assert_eq!(in_halves((0, 100), &cut, &mut wrong).unwrap_err().reason, "a mistake", "no part mends a mistake");
    }
}
