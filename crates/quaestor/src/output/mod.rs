//! What the commands print: data on standard output, talk on standard error.

pub(crate) mod answer;
mod diagnostics;
mod grid;
mod quantities;

use std::io::{IsTerminal, Write};

pub(crate) use diagnostics::findings;
pub(crate) use grid::{Grid, printable};
pub(crate) use quantities::{bytes, count, duration, instant};

/// Writes data to standard output; a reader that went away (`| head`) is no error.
pub(crate) fn data(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Writes a JSON document to standard output, ending with a line break.
pub(crate) fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    data(&(serde_json::to_string_pretty(value)? + "\n"))
}

/// Writes a line of talk to standard error.
pub(crate) fn say(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Writes lines of talk, each with its own end, to standard error.
pub(crate) fn say_all(text: &str) {
    let _ = write!(std::io::stderr(), "{text}");
}

/// Says what went wrong, with its causes, on one line.
pub(crate) fn complain(error: &anyhow::Error) {
    say(&format!("quaestor: {error:#}"));
}

/// Returns the terminal's width in characters; none where standard output is no terminal.
pub(crate) fn width() -> Option<usize> {
    comfy_table::Table::new().width().map(usize::from)
}

/// Whether a person is watching standard error, so that progress is worth drawing.
pub(crate) fn watched() -> bool {
    std::io::stderr().is_terminal()
}
