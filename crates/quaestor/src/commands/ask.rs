//! How reports and reviews ask the archive.

use std::path::PathBuf;

use ::query::rows::Range;
use ::query::{Failure, Session};
use anyhow::Context;
use kql_datafusion::Options;
use kql_plan::Rows;
use report::{Ask, AskError};
use tokio::runtime::Runtime;

use super::query;

/// An archive that answers.
pub(crate) struct Archived {
    runtime: Runtime,
    session: Session,
}

impl Archived {
    /// Opens it as `quaestor query` does, with the stored functions and watchlists that come with the program and those beside the archive.
    pub(crate) fn open(data: Option<PathBuf>) -> anyhow::Result<Self> {
        let runtime = query::runtime()?;
        let session = query::open(data, Options::default(), Vec::new(), false)?;
        Ok(Self { runtime, session })
    }
}

impl Ask for Archived {
    fn ask(&self, text: &str, range: (i64, i64)) -> Result<Rows, AskError> {
        let answer = self.run(text, range).map_err(|error| AskError(error.to_string()))?;
        answer.map_err(|failure| AskError(failure.to_string()))
    }
}

impl Archived {
    /// Answers a query, on a thread with room for what nests.
    fn run(&self, text: &str, range: (i64, i64)) -> anyhow::Result<Result<Rows, Failure>> {
        let handle = self.runtime.handle();
        let work = || {
            let _within = handle.enter();
            let range = Range { from: ticks(range.0), to: ticks(range.1) };
            let question = self.session.read_within(text, query::context(), &[], Some(range))?;
            let Some((_, plan)) = question.results.first() else { return Ok(Rows::default()) };
            let rows = async { self.session.answer(&question, plan).await?.rows().await.map_err(Failure::from) };
            handle.block_on(rows)
        };
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(detect::ROOM_FOR_BINDING).spawn_scoped(scope, work);
            let thread = thread.context("no thread starts")?;
            thread.join().map_err(|_panic| anyhow::anyhow!("the query met a mistake of the program"))
        })
    }
}

/// Microseconds since 1970 → ticks, within the years that Kusto has.
fn ticks(micros: i64) -> i64 {
    let ticks = micros.saturating_mul(10).saturating_add(kql_plan::value::UNIX_EPOCH);
    ticks.clamp(0, kql_plan::value::MAX_DATETIME)
}

impl Archived {
    /// Answers a query about one table; none where the query names a column that the table does not have.
    pub(crate) fn about(&self, text: &str, range: (i64, i64)) -> anyhow::Result<Option<Rows>> {
        match self.run(text, range)? {
            Ok(rows) => Ok(Some(rows)),
            Err(Failure::Query(findings)) if unknown_names_only(&findings) => Ok(None),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// Whether all that is wrong is that names are not known.
fn unknown_names_only(findings: &[kql::Diagnostic]) -> bool {
    let mut errors = findings.iter().filter(|finding| finding.severity == kql::Severity::Error).peekable();
    errors.peek().is_some() && errors.all(|finding| finding.code == kql::Code::UnknownName)
}
