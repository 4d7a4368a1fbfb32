//! Paths → the files in them, in an order that does not depend on the file system.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::Error;

/// A file to read, or one that is not read for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// Length in bytes.
    pub length: u64,
    /// Why it is not to be read: a file that systems leave behind, something that is no file.
    pub ignored: Option<&'static str>,
}

/// Returns all files under these paths, folders entered, each once, sorted by path under each path given. Links are
/// followed; a folder that was entered already is not entered again.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    let mut entered = BTreeSet::new();
    for path in paths {
        walk(path, &mut entered, &mut found)?;
    }
    Ok(found)
}

fn walk(path: &Path, entered: &mut BTreeSet<PathBuf>, found: &mut Vec<Found>) -> Result<(), Error> {
    let failed = |source| Error::Discover { path: path.to_owned(), source };
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(_) if fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) => {
            found.push(Found { path: path.to_owned(), length: 0, ignored: Some("a link to nothing") });
            return Ok(());
        }
        Err(source) => return Err(failed(source)),
    };
    if metadata.is_dir() {
        if !entered.insert(fs::canonicalize(path).map_err(failed)?) {
            return Ok(());
        }
        if is_archive(path) {
            let ignored =
                Some("an archive of quaestor: its evidence has been imported already, and its key is nobody's record");
            found.push(Found { path: path.to_owned(), length: 0, ignored });
            return Ok(());
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(failed)? {
            inside.push(entry.map_err(failed)?.path());
        }
        inside.sort();
        for path in inside {
            walk(&path, entered, found)?;
        }
        return Ok(());
    }
    if !entered.insert(fs::canonicalize(path).map_err(failed)?) {
        return Ok(());
    }
    let ignored = if metadata.is_file() { left_behind(&path.to_string_lossy()) } else { Some("not a file") };
    found.push(Found { path: path.to_owned(), length: metadata.len(), ignored });
    Ok(())
}

/// Whether a folder is an archive that this program made. It holds a private key, which must never become evidence.
pub fn is_archive(folder: &Path) -> bool {
    folder.join("archive.json").is_file() && folder.join("seal").is_dir() && folder.join("ledger").is_dir()
}

/// Returns why a file of that name holds no logs, if systems leave such files behind.
pub(crate) fn left_behind(path: &str) -> Option<&'static str> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default();
    if name == ".DS_Store" || name.starts_with("._") || parts.any(|part| part == "__MACOSX") {
        Some("a file that macOS leaves behind")
    } else if name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini") {
        Some("a file that Windows leaves behind")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_not_imported_into_itself() {
        let folder = tempfile::tempdir().unwrap();
        for inside in ["archive/seal", "archive/ledger"] {
            fs::create_dir_all(folder.path().join(inside)).unwrap();
        }
        for file in ["archive/archive.json", "archive/seal/signing.key", "a.json"] {
            fs::File::create(folder.path().join(file)).unwrap();
        }
        let found = discover(&[folder.path().to_owned()]).unwrap();
        let read: Vec<_> = found.iter().filter(|f| f.ignored.is_none()).collect();
        assert_eq!(read.len(), 1, "{found:?}");
        assert!(read[0].path.ends_with("a.json"));
    }

    #[test]
    fn folders_are_walked_in_order_and_loops_entered_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/c")).unwrap();
        for name in ["b/c/2.json", "b/1.csv", "a.json", "b/.DS_Store"] {
            fs::File::create(at(name)).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), at("b/loop")).unwrap();
        let found = discover(&[folder.path().to_owned(), at("a.json")]).unwrap();
        let names: Vec<_> =
            found.iter().map(|f| f.path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["a.json", "b/.DS_Store", "b/1.csv", "b/c/2.json"]);
        assert_eq!(found[1].ignored, Some("a file that macOS leaves behind"));
        assert!(discover(&[at("missing")]).unwrap_err().to_string().contains("missing"));
    }
}
