//! One query.

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::Context;
use kql_plan::Plan;
use query::{Question, Session};
use tokio::runtime::Runtime;

use super::{Query, declared, read, understood};
use crate::commands::Status;
use crate::output::{self, answer};

/// Rows that a person is shown unless more are asked for.
const SHOWN: u64 = 1000;
/// The width of a chart that goes to no terminal.
const WIDTH: usize = 100;

/// Asks one query, and prints its answers.
pub(super) fn run(runtime: &Runtime, session: &Session, command: &Query) -> anyhow::Result<Status> {
    let (name, text) = match (&command.file, &command.text) {
        (Some(file), _) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
            (name, text)
        }
        (None, Some(query)) => crate::commands::kql::read(query)?,
        (None, None) => anyhow::bail!("there is no query"),
    };
    let _within = runtime.enter();
    declared(&text, &command.set)?;
    let question = understood(&name, &text, read(runtime, session, &text, &command.set))?;
    let cancelled = std::sync::Arc::new(tokio::sync::Notify::new());
    let notify = std::sync::Arc::clone(&cancelled);
    // Without a handler the key still ends the program, only less tidily.
    let _ = ctrlc::set_handler(move || notify.notify_one());
    runtime.block_on(async {
        tokio::select! {
            done = answers(session, &question, command) => done.map(|()| Status::Done),
            () = cancelled.notified() => {
                output::say("quaestor: cancelled");
                Ok(Status::Cancelled)
            }
        }
    })
}

async fn answers(session: &Session, question: &Question, command: &Query) -> anyhow::Result<()> {
    let several = question.results.len() > 1;
    for (number, (name, plan)) in question.results.iter().enumerate() {
        if several && command.format.is_for_eyes() && command.out.is_none() {
            let title = name.clone().unwrap_or_else(|| format!("result {}", number + 1));
            output::data(&format!("{}{title}\n", if number == 0 { "" } else { "\n" }))?;
        }
        one(session, question, name.as_deref(), number, plan, command).await?;
    }
    Ok(())
}

async fn one(
    session: &Session,
    question: &Question,
    name: Option<&str>,
    number: usize,
    plan: &Plan,
    command: &Query,
) -> anyhow::Result<()> {
    let most = match command.limit {
        Some(0) => u64::MAX,
        Some(limit) => limit,
        None if command.format.is_for_eyes() => SHOWN,
        None => u64::MAX,
    };
    let asked = question.visualization.as_ref().filter(|_| {
        command.format == answer::Form::Table && command.out.is_none() && (command.chart || output::width().is_some())
    });
    let mut found = session.answer(question, plan).await?;
    if let Some(asked) = asked {
        let rows = found.rows().await?;
        if let Some(chart) = answer::chart(asked, &rows, output::width().unwrap_or(WIDTH)) {
            output::data(&chart)?;
            tell(session, command, &found);
            return Ok(());
        }
        found = session.answer(question, plan).await?;
    }
    let out: Box<dyn Write + Send> = match &command.out {
        Some(path) => {
            let path = if number == 0 { path.clone() } else { numbered(path, number + 1) };
            let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    let written = write(&mut found, plan, name, most, out, command).await;
    match written {
        Err(error) if broken_pipe(&error) => return Ok(()),
        other => other?,
    }
    tell(session, command, &found);
    Ok(())
}

async fn write(
    found: &mut kql_datafusion::Answer,
    plan: &Plan,
    name: Option<&str>,
    most: u64,
    out: Box<dyn Write + Send>,
    command: &Query,
) -> anyhow::Result<()> {
    let mut writer = answer::writer(command.format, &plan.columns, name, out)?;
    let mut left = most;
    let mut more = false;
    while let Some(batch) = found.next().await? {
        let take = batch.num_rows().min(usize::try_from(left).unwrap_or(usize::MAX));
        more = take < batch.num_rows();
        writer.rows(&batch.slice(0, take))?;
        left -= take as u64;
        if more {
            break;
        }
    }
    writer.finish()?;
    if more {
        output::say(&format!("the first {} rows; --limit 0 shows all", output::count(most)));
    }
    Ok(())
}

/// Tells what it cost.
fn tell(session: &Session, command: &Query, found: &kql_datafusion::Answer) {
    if !command.stats {
        return;
    }
    let (stats, read) = (found.stats(), session.source().read());
    output::say(&format!(
        "{} row{} in {}; read {} of {} file{}; at most {} of memory reserved",
        output::count(stats.rows),
        if stats.rows == 1 { "" } else { "s" },
        match stats.elapsed.as_secs_f64() {
            seconds if seconds < 1.0 => format!("{:.0} ms", seconds * 1000.0),
            seconds => output::duration(seconds),
        },
        output::bytes(read.bytes),
        output::count(read.files),
        if read.files == 1 { "" } else { "s" },
        output::bytes(stats.memory as u64),
    ));
}

/// `answer.csv` → `answer-2.csv`.
fn numbered(path: &std::path::Path, number: usize) -> std::path::PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{number}{extension}"))
}

/// Whether whoever read the answer went away, as `| head` does.
fn broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
