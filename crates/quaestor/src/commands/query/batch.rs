//! Many queries, an object a line.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::Context;
use kql::Severity;
use query::{Failure, Session};
use serde_json::{Value as Json, json};
use tokio::runtime::Runtime;

use super::{Query, read, understand};
use crate::commands::Status;
use crate::output::answer::{json_columns, json_value};
use crate::output::{self};

/// Answers each line of the file. A query that is wrong, too long or too large is an answer too: {"id", "error"}.
pub(super) fn run(
    runtime: &Runtime,
    session: &std::sync::Arc<Session>,
    command: &Query,
    file: &Path,
) -> anyhow::Result<Status> {
    let name = file.display().to_string();
    let reader = BufReader::new(File::open(file).with_context(|| format!("cannot read {name}"))?);
    let mut out = std::io::stdout().lock();
    for (number, line) in reader.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {name}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let line = match serde_json::from_str::<Json>(&line) {
            Ok(asked) => {
                let id = asked.get("id").cloned().unwrap_or_else(|| json!(number + 1));
                let text = asked.get("query").and_then(Json::as_str).unwrap_or_default().to_owned();
                let begun = std::time::Instant::now();
                let answered = answer(runtime, session, &text, command);
                let elapsed = begun.elapsed();
                let mut line = match answered {
                    Ok((columns, rows)) => json!({"id": id, "columns": columns, "rows": rows}),
                    Err(failure) => json!({"id": id, "error": error(&failure)}),
                };
                if let (true, Some(line)) = (command.stats, line.as_object_mut()) {
                    line.insert("elapsed_ms".to_owned(), json!(elapsed.as_secs_f64() * 1000.0));
                }
                line
            }
            Err(problem) => {
                let error = json!({"code": "line", "message": format!("line {} is no JSON: {problem}", number + 1)});
                json!({"id": number + 1, "error": error})
            }
        };
        match writeln!(out, "{line}").and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => break,
            other => other?,
        }
    }
    if command.stats {
        let read = session.source().read();
        output::say(&format!("read {} of {} files", output::bytes(read.bytes), output::count(read.files)));
    }
    Ok(Status::Done)
}

/// The columns and rows of the last result.
fn answer(
    runtime: &Runtime,
    session: &std::sync::Arc<Session>,
    text: &str,
    command: &Query,
) -> Result<(Vec<Json>, Vec<Json>), Failure> {
    let question = read(runtime, session, text, &command.set)?;
    let session = std::sync::Arc::clone(session);
    // Its own task, so that a mistake of ours ends one query and not the rest.
    let task = runtime.spawn(async move {
        let Some((_, plan)) = question.results.last() else { return Ok((Vec::new(), Vec::new())) };
        let rows = session.answer(&question, plan).await?.rows().await?;
        let rows = rows.rows.iter().map(|row| Json::Array(row.iter().map(json_value).collect())).collect();
        Ok((json_columns(&plan.columns), rows))
    });
    runtime.block_on(task).unwrap_or_else(|_| Err(understand::mistake()))
}

fn error(failure: &Failure) -> Json {
    match failure {
        Failure::Query(findings) => {
            let first = findings.iter().find(|finding| finding.severity == Severity::Error).or(findings.first());
            match first {
                Some(finding) => json!({
                    "code": finding.code.to_string(),
                    "message": finding.message,
                    "span": {"start": finding.span.start, "end": finding.span.end},
                }),
                None => json!({"code": "query", "message": failure.to_string()}),
            }
        }
        Failure::Run(_) => json!({"code": "run", "message": failure.to_string()}),
    }
}
