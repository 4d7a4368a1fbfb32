//! Tar archives: members in the order in which they stand.

use std::io::Read;

use super::Visit;
use crate::import::Error;

/// Gives each file of the archive to `visit`; damage is told to `warn` and ends the archive.
pub(crate) fn members(
    archive: Box<dyn Read + '_>,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    let mut archive = ::tar::Archive::new(archive);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => {
            warn(format!("the tar archive cannot be read: {error}"));
            return Ok(());
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                warn(format!("the tar archive is damaged: {error}; its members up to there were read"));
                return Ok(());
            }
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !visit(&name, Box::new(entry))? {
            break;
        }
    }
    Ok(())
}
