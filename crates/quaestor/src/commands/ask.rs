//! How reports and reviews ask the archive.

use std::path::PathBuf;

use ::query::rows::Range;
use ::query::{Failure, Session};
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
    /// Opens it, with the stored functions and watchlists that rules have.
    pub(crate) fn open(data: Option<PathBuf>, library: ::query::Library) -> anyhow::Result<Self> {
        let runtime = query::runtime()?;
        let session = query::open_with(data, Options::default(), library)?;
        Ok(Self { runtime, session })
    }
}

impl Ask for Archived {
    fn ask(&self, text: &str, range: (i64, i64)) -> Result<Rows, AskError> {
        let handle = self.runtime.handle();
        let work = || {
            let _within = handle.enter();
            let range = Range { from: ticks(range.0), to: ticks(range.1) };
            let question = self.session.read_within(text, query::context(), &[], Some(range))?;
            let Some((_, plan)) = question.results.first() else { return Ok(Rows::default()) };
            let rows = async { self.session.answer(&question, plan).await?.rows().await.map_err(Failure::from) };
            handle.block_on(rows)
        };
        // On a thread with room for what nests.
        let answer = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(detect::ROOM_FOR_BINDING).spawn_scoped(scope, work);
            match thread {
                Ok(thread) => thread.join().map_err(|_| AskError("the query met a mistake of the program".to_owned())),
                Err(error) => Err(AskError(format!("no thread starts: {error}"))),
            }
        })?;
        answer.map_err(|failure: Failure| AskError(failure.to_string()))
    }
}

/// Microseconds since 1970 → ticks, within the years that Kusto has.
fn ticks(micros: i64) -> i64 {
    let ticks = micros.saturating_mul(10).saturating_add(kql_plan::value::UNIX_EPOCH);
    ticks.clamp(0, kql_plan::value::MAX_DATETIME)
}
