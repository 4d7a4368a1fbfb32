//! What `externaldata` may read: files of the archive's `external` folder. Nothing here opens a connection.

use std::path::{Path, PathBuf};

use kql_plan::RunError;

/// The most bytes of one file.
const MAX_BYTES: u64 = 256 << 20;

/// What became of a place that a query names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum External {
    /// The text of a file.
    Text(String),
    /// A place on the network: nobody asks there.
    Elsewhere,
}

/// Reads the text of a file below one of the folders. `location` is a path, with or without `file:` before it.
///
/// # Errors
/// When the file is in none of the folders, too large, or no text.
pub(crate) fn read(folders: &[PathBuf], location: &str) -> Result<External, RunError> {
    // What follows a semicolon are a store's credentials: they are not needed, and repeated nowhere.
    let place = location.split(';').next().unwrap_or_default().trim();
    let path = match place.split_once(':') {
        Some((scheme, path)) if scheme.eq_ignore_ascii_case("file") => path.trim_start_matches("//"),
        Some((scheme, _)) if scheme.len() > 1 => return Ok(External::Elsewhere),
        _ => place,
    };
    let found = folders.iter().find_map(|folder| within(folder, path));
    let allowed = folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ");
    let Some(found) = found else {
        let hint =
            if allowed.is_empty() { "no folder is allowed".to_owned() } else { format!("put it below {allowed}") };
        return Err(RunError(format!("externaldata may not read {place}, or it is not there: {hint}")));
    };
    let failed = |error: std::io::Error| RunError(format!("externaldata cannot read {place}: {error}"));
    if std::fs::metadata(&found).map_err(failed)?.len() > MAX_BYTES {
        return Err(RunError(format!("externaldata reads at most {} MiB, and {place} has more", MAX_BYTES >> 20)));
    }
    let bytes = std::fs::read(&found).map_err(failed)?;
    let text =
        String::from_utf8(bytes).map_err(|error| RunError(format!("externaldata reads UTF-8: {place}: {error}")))?;
    Ok(External::Text(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)))
}

/// The file, if it is there and below the folder once every link is followed.
fn within(folder: &Path, path: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let found = folder.join(path).canonicalize().ok()?;
    (found.starts_with(&folder) && found.is_file()).then_some(found)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own ground")]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_read() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("external");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("hosts.csv"), "a\nb\n").unwrap();
        std::fs::write(root.path().join("secret"), "x").unwrap();
        let folders = [folder.clone()];
        assert_eq!(read(&folders, "hosts.csv").unwrap(), External::Text("a\nb\n".into()));
        assert_eq!(
            read(&folders, &format!("file://{}/hosts.csv;key=1", folder.display())).unwrap(),
            External::Text("a\nb\n".into())
        );
        assert_eq!(read(&folders, "https://contoso.example/x.csv").unwrap(), External::Elsewhere);
        assert!(
            read(&folders, "../secret").is_err()
                && read(&folders, "/etc/passwd").is_err()
                && read(&[], "hosts.csv").is_err()
        );
    }
}
