//! Tar archives: members in the order in which they stand.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::Visit;
use crate::import::Error;

/// Bytes that may describe one member: its header, and the long name or the attributes before it, which are held in memory.
const DESCRIPTION: u64 = 1 << 20;

/// Gives each file of the archive to `visit`; damage is told to `warn` and ends the archive.
pub(crate) fn members(
    archive: Box<dyn Read + '_>,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    let allowed = Rc::new(Cell::new(DESCRIPTION));
    let mut archive = ::tar::Archive::new(Metered { inner: archive, allowed: Rc::clone(&allowed) });
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => {
            warn(format!("the tar archive cannot be read: {error}"));
            return Ok(());
        }
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                warn(format!("the tar archive is damaged: {error}; its members up to there were read"));
                return Ok(());
            }
        };
        allowed.set(u64::MAX);
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if kind.is_gnu_sparse() {
            // Its holes could be of any size.
            if !visit(&name, Err("kept in the tar archive as a sparse file: unpack it and import again".into()))? {
                break;
            }
            allowed.set(entry.header().entry_size().unwrap_or_default().saturating_add(DESCRIPTION));
            continue;
        }
        if (kind.is_file() || kind.is_contiguous()) && !visit(&name, Ok(Box::new(&mut entry)))? {
            break;
        }
        // With the rest of the member read, all that follows describes the next one.
        if let Err(error) = io::copy(&mut entry, &mut io::sink()) {
            warn(format!("the tar archive is damaged: {error}; its members up to there were read"));
            return Ok(());
        }
        allowed.set(DESCRIPTION);
    }
    Ok(())
}

/// A reader that fails when more is read than is allowed at the time.
struct Metered<R> {
    inner: R,
    allowed: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let allowed = self.allowed.get();
        if allowed == 0 {
            return Err(io::Error::other("the description of a member is longer than a MiB"));
        }
        let length = usize::try_from(allowed).unwrap_or(usize::MAX).min(into.len());
        let read = self.inner.read(into.get_mut(..length).unwrap_or_default())?;
        if allowed != u64::MAX {
            self.allowed.set(allowed - read as u64);
        }
        Ok(read)
    }
}
