//! Zip archives, in the order of their directory; without a directory, as far as their members follow one another.

use std::io::{Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::read_zipfile_from_stream;

use super::Visit;
use super::bounded::{Bounds, Compressed};
use crate::import::{Error, ReadSeek};

/// Gives each file of the archive to `visit`; damage is told to `warn`.
pub(crate) fn members(
    mut archive: Box<dyn ReadSeek + '_>,
    bounds: &Bounds,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    let mut directory = match ZipArchive::new(&mut archive) {
        Ok(directory) => directory,
        Err(error) => {
            warn(format!(
                "the zip archive has no readable directory ({error}); its members are read as far as they go"
            ));
            return in_sequence(archive, bounds, visit, warn);
        }
    };
    for index in 0..directory.len() {
        let member = match directory.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                warn(format!("member {} of the zip archive cannot be read: {error}", index + 1));
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let compressed = Compressed::Known(member.compressed_size());
        if !visit(&name, Box::new(bounds.around(member, compressed)))? {
            break;
        }
    }
    Ok(())
}

fn in_sequence(
    mut archive: Box<dyn ReadSeek + '_>,
    bounds: &Bounds,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    if archive.seek(SeekFrom::Start(0)).is_err() {
        return Ok(());
    }
    loop {
        match read_zipfile_from_stream(&mut archive) {
            Ok(Some(member)) if member.is_file() => {
                let name = String::from_utf8_lossy(member.name_raw()).into_owned();
                let compressed = Compressed::Known(member.compressed_size());
                if !visit(&name, Box::new(bounds.around(member, compressed)))? {
                    return Ok(());
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => return Ok(()),
            Err(error) => {
                warn(format!("the zip archive is damaged: {error}; its members up to there were read"));
                return Ok(());
            }
        }
    }
}
