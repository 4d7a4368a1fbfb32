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

    /// The same, run by run: each sees the time of its lookback and finds what is new in it.
    ///
    /// # Errors
    /// When the query is wrong or fails.
    pub fn in_runs(&self, rule: &Rule, runs: &[(i64, i64)]) -> Result<Vec<Finding>, Failure> {
        let mut found = Vec::new();
        for (start, end) in runs {
            let rows = self.run(rule, *start, *end)?;
            let rows_found = rows.rows.len() as u64;
            if rule.trigger_operator.holds(rows_found, rule.trigger_threshold) {
                found.extend(of_rows(rule, &rows, *start, *end));
            }
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
            let failed = |reason: String| Failure { rule: function.clone(), reason };
            let context = Context { now: ticks(to), ..self.base.clone() };
            let work = || self.session.view(function, &context, range, left).map_err(|error| failed(error.to_string()));
            if let Some(view) = self.with_room(function, work)? {
                left = left.saturating_sub(view.bytes());
                views.add(function, view);
            }
        }
        Ok(views)
    }

    /// Works on a thread with room for what nests in queries.
    fn with_room<T: Send>(&self, rule: &str, work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
        let failed = |reason: String| Failure { rule: rule.to_owned(), reason };
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
        let failed = |reason: String| Failure { rule: rule.to_owned(), reason };
        self.with_room(rule, || {
            let question =
                self.session.read_within(query, context, &[], range).map_err(|error| failed(error.to_string()))?;
            let Some((_, plan)) = question.results.first() else { return Ok(Rows::default()) };
            self.runtime
                .block_on(async { self.session.answer(&question, plan).await?.rows().await.map_err(Into::into) })
                .map_err(|error: query::Failure| failed(error.to_string()))
        })
    }
}

/// Microseconds since 1970 → ticks, within the years that Kusto has.
fn ticks(micros: i64) -> i64 {
    micros.saturating_mul(10).saturating_add(UNIX_EPOCH).clamp(0, kql_plan::value::MAX_DATETIME)
}
