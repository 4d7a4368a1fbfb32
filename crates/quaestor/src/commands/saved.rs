//! Answers that may go to a file.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use report::{Document, Form};

use crate::output;

/// Reads the name of a form of reports and reviews.
pub(crate) fn form(name: &str) -> anyhow::Result<Form> {
    Form::by_name(name).with_context(|| {
        let known: Vec<&str> = Form::all().map(Form::extension).collect();
        format!("write one of {}", known.join(", "))
    })
}

/// The form that a file's name asks for: `review.html` is HTML. None where it asks for none that there is.
pub(crate) fn form_of(out: &Path) -> Option<Form> {
    Form::by_name(&out.extension()?.to_str()?.to_lowercase())
}

/// Writes a document in a form, see [`save`].
pub(crate) fn render(out: Option<&Path>, form: Form, document: &Document) -> anyhow::Result<()> {
    save(out, &report::render(form, document)?, form == Form::Xlsx)
}

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
