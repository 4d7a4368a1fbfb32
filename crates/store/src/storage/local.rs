//! Writes to the local disk that are whole, or not there, also when the power fails.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tempfile::NamedTempFile;

use crate::Error;

const STAGING: &str = "staging";
/// Waits for the disk at once.
const SYNC_THREADS: usize = 16;

/// Returns a file of no name on the archive's own disk, so that naming it is one step.
pub(super) fn stage(root: &Path) -> Result<NamedTempFile, Error> {
    let folder = root.join(STAGING);
    fs::create_dir_all(&folder).map_err(Error::storage("create", STAGING))?;
    NamedTempFile::new_in(folder).map_err(Error::storage("create a file in", STAGING))
}

/// Removes every file that was never named.
pub(super) fn clear_staging(root: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(root.join(STAGING)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::storage("clear", STAGING)(error)),
        _ => Ok(()),
    }
}

/// Names a staged file, in place of one that has the name.
pub(super) fn adopt(root: &Path, file: NamedTempFile, path: &str) -> Result<(), Error> {
    let target = prepare(root, path)?;
    file.persist(target).map_err(Error::storage("name", path))?;
    Ok(())
}

/// Writes an object, in place of one of that name.
pub(super) fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    let file = written(root, path, bytes)?;
    let target = prepare(root, path)?;
    file.persist(&target).map_err(Error::storage("write", path))?;
    sync_folders(root, [target.as_path()])
}

/// Writes an object unless one of that name exists.
pub(super) fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<bool, Error> {
    let file = written(root, path, bytes)?;
    let target = prepare(root, path)?;
    match file.persist_noclobber(&target) {
        Ok(_file) => sync_folders(root, [target.as_path()]).map(|()| true),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(refused) => Err(Error::storage("write", path)(refused.error)),
    }
}

/// Waits until the named files and their names are on the disk.
pub(super) fn sync(root: &Path, paths: &[String]) -> Result<(), Error> {
    let targets: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
    // The disk serves many waits at once; one after the other, a folder of small files would take minutes.
    let next = AtomicUsize::new(0);
    let results: Vec<Result<(), Error>> = thread::scope(|scope| {
        let wait = || {
            while let Some((target, path)) = {
                let at = next.fetch_add(1, Ordering::Relaxed);
                targets.get(at).zip(paths.get(at))
            } {
                sync_file(target, path)?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..SYNC_THREADS.min(paths.len())).map(|_thread| scope.spawn(wait)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(Err(Error::Stopped))).collect()
    });
    results.into_iter().collect::<Result<(), Error>>()?;
    sync_folders(root, targets.iter().map(PathBuf::as_path))
}

fn sync_file(target: &Path, path: &str) -> Result<(), Error> {
    match File::open(target) {
        Ok(file) => file.sync_all().map_err(Error::storage("sync", path)),
        // Written and then replaced within the batch.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::storage("sync", path)(error)),
    }
}

/// Returns at most `most` bytes; fewer only at the end.
pub(super) fn read_up_to(from: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(most);
    from.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn written(root: &Path, path: &str, bytes: &[u8]) -> Result<NamedTempFile, Error> {
    let mut file = stage(root)?;
    file.write_all(bytes).map_err(Error::storage("write", path))?;
    file.as_file().sync_all().map_err(Error::storage("sync", path))?;
    Ok(file)
}

fn prepare(root: &Path, path: &str) -> Result<PathBuf, Error> {
    let target = root.join(path);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(Error::storage("create the folder of", path))?;
    }
    Ok(target)
}

/// A new name is safe once its folder is; a new folder, once the folder above it is.
fn sync_folders<'a>(root: &Path, files: impl IntoIterator<Item = &'a Path>) -> Result<(), Error> {
    let folders: BTreeSet<&Path> = files
        .into_iter()
        .flat_map(|file| file.ancestors().skip(1).take_while(|folder| folder.starts_with(root)))
        .collect();
    for folder in folders {
        // Windows has no handle to sync a folder with; there the file system orders names itself.
        if cfg!(unix) {
            let name = folder.display().to_string();
            File::open(folder).and_then(|file| file.sync_all()).map_err(Error::storage("sync", &name))?;
        }
    }
    Ok(())
}
