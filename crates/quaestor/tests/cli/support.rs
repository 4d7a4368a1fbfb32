//! Runs the program as a user would.
#![expect(clippy::expect_used, reason = "a test without its ground has nothing to say")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Returns the program with an archive.
pub(crate) fn quaestor(archive: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quaestor"));
    command.env_remove("QUAESTOR_DATA").arg("--data").arg(archive);
    command
}

/// Runs the program to its end.
pub(crate) fn run(archive: &Path, arguments: &[&str]) -> Output {
    quaestor(archive).args(arguments).output().expect("the program starts")
}

/// Runs the program and reads what it prints as JSON.
pub(crate) fn json(archive: &Path, arguments: &[&str]) -> Value {
    let output = run(archive, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

/// Writes the logs of a small make-believe tenant.
pub(crate) fn tenant(folder: &Path, people: u32, days: u32, more: &[&str]) {
    let (people, days) = (people.to_string(), days.to_string());
    let out = folder.to_str().expect("a path in UTF-8");
    let mut arguments = vec!["simulate", "--people", &people, "--days", &days, "--seed", "7", "--out", out];
    arguments.extend(more);
    let output = run(folder, &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
