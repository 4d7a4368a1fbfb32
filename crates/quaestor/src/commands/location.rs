//! Where the archive is, and what time it is: what the edge of the program hands to the rest.

use std::path::{Path, PathBuf};

use anyhow::Context;
use store::Archive;

/// The machine's clock.
#[derive(Debug)]
pub(crate) struct SystemClock;

impl store::Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the edge that the clock comes in from")]
    fn now(&self) -> i64 {
        chrono::Utc::now().timestamp_micros()
    }
}

/// Returns the archive's folder: what `--data` or `QUAESTOR_DATA` says, else the platform's data folder.
pub(crate) fn folder(data: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    match data {
        Some(folder) => Ok(folder),
        None => dirs::data_dir()
            .map(|base| base.join("quaestor"))
            .context("this machine names no data folder; say where the archive is with --data DIR"),
    }
}

/// Opens an archive that must exist.
pub(crate) fn open(data: Option<PathBuf>) -> anyhow::Result<Archive> {
    Ok(Archive::open(&folder(data)?, SystemClock)?)
}

/// Reads a file that lies beside the archive, if it is there.
pub(crate) fn beside(folder: &Path, name: &str) -> anyhow::Result<Option<String>> {
    let path = folder.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}
