//! Answers that may go to a file.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};

use crate::output;

/// Writes bytes to a file, or to standard output where none is named. What is no text is not written to a terminal.
pub(crate) fn save(out: Option<&Path>, bytes: &[u8], is_binary: bool) -> anyhow::Result<()> {
    let Some(path) = out else {
        if is_binary && output::width().is_some() {
            bail!("this form is no text: name a file with --out");
        }
        let mut out = std::io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        };
    };
    write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    output::say(&format!("written: {}", path.display()));
    Ok(())
}

/// Writes a file whole or not at all: a reader never sees half of it.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = beside(path)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A file without a name yet, where one of this name is to be; as readable as any file that the account writes.
pub(crate) fn beside(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
