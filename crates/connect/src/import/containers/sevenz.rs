//! 7z archives, in the order in which their blocks unpack.

use std::io;

use sevenz_rust2::{ArchiveReader, Password};

use super::Visit;
use super::bounded::{Bounds, Compressed};
use crate::import::{Error, ReadSeek};

/// Gives each file of the archive, which has `length` bytes, to `visit`; damage is told to `warn`.
pub(crate) fn members(
    archive: Box<dyn ReadSeek + '_>,
    length: u64,
    bounds: &Bounds,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    let mut reader = match ArchiveReader::new(archive, Password::empty()) {
        Ok(reader) => reader,
        Err(error) => {
            warn(format!("the 7z archive cannot be read: {error}"));
            return Ok(());
        }
    };
    let mut failure = None;
    let outcome = reader.for_each_entries(|entry, member| {
        if entry.is_directory() {
            return Ok(true);
        }
        let mut bounded = bounds.around(member, Compressed::Known(length));
        match visit(entry.name(), Box::new(&mut bounded)) {
            Ok(true) => {
                // Members share a compressed block: what was not read must be, to come to the next one.
                io::copy(&mut bounded, &mut io::sink())?;
                Ok(true)
            }
            Ok(false) => Ok(false),
            Err(error) => {
                failure = Some(error);
                Ok(false)
            }
        }
    });
    if let Err(error) = outcome {
        warn(format!("the 7z archive is damaged: {error}; its members up to there were read"));
    }
    failure.map_or(Ok(()), Err)
}
