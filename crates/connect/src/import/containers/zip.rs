//! Zip archives, in the order of their directory; without a directory, as far as their members follow one another.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::read_zipfile_from_stream;
use zip::result::ZipError;

use super::bounded::{Bounds, Compressed};
use super::{ENCRYPTED, Visit};
use crate::import::{Error, ReadSeek};

/// Gives each file of the archive to `visit`, one that cannot be read with the reason; damage to the archive itself is
/// told to `warn`.
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
        let (name, folder, encrypted) = match directory.by_index_data(index) {
            Ok(entry) => (String::from_utf8_lossy(entry.name_raw()).into_owned(), entry.is_dir(), entry.encrypted()),
            Err(error) => {
                warn(format!("member {} of the zip archive cannot be read: {error}", index + 1));
                continue;
            }
        };
        if folder {
            continue;
        }
        let more = match directory.by_index(index) {
            _ if encrypted => visit(&name, Err(ENCRYPTED.into()))?,
            Ok(member) => {
                let compressed = Compressed::Known(member.compressed_size());
                visit(&name, Ok(Box::new(bounds.around(member, compressed))))?
            }
            Err(error) => visit(&name, Err(unreadable(&error)))?,
        };
        if !more {
            break;
        }
    }
    Ok(())
}

fn unreadable(error: &ZipError) -> String {
    format!("it cannot be read: {error}")
}

fn in_sequence(
    mut archive: Box<dyn ReadSeek + '_>,
    bounds: &Bounds,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    let mut next = 0;
    loop {
        let header = match Local::at(&mut archive, next) {
            Ok(header) => header,
            Err(error) => {
                warn(format!("the zip archive is damaged: {error}; its members up to there were read"));
                return Ok(());
            }
        };
        // The reader cannot be asked for what it refuses, but the header tells its name and where the next one stands.
        let refused = match read_zipfile_from_stream(&mut archive) {
            Ok(None) => return Ok(()),
            Ok(Some(member)) if header.as_ref().is_some_and(|h| !h.encrypted) => {
                if member.is_file() {
                    let name = String::from_utf8_lossy(member.name_raw()).into_owned();
                    let compressed = Compressed::Known(member.compressed_size());
                    if !visit(&name, Ok(Box::new(bounds.around(member, compressed))))? {
                        return Ok(());
                    }
                }
                None
            }
            Ok(Some(_)) => Some(ENCRYPTED.to_owned()),
            Err(_) if header.as_ref().is_some_and(|h| h.encrypted) => Some(ENCRYPTED.to_owned()),
            Err(error) => Some(unreadable(&error)),
        };
        match (header, refused) {
            (Some(header), None) if header.end.is_some() => next = header.end.unwrap_or(next),
            (Some(header), Some(reason)) => {
                if !visit(&header.name, Err(reason))? {
                    return Ok(());
                }
                let Some(end) = header.end else {
                    warn("the zip archive is damaged: where its next member begins is not told; its members up to there were read".into());
                    return Ok(());
                };
                next = end;
            }
            (_, reason) => {
                let reason = reason.unwrap_or_else(|| "no member follows".into());
                warn(format!("the zip archive is damaged: {reason}; its members up to there were read"));
                return Ok(());
            }
        }
    }
}

/// What the header before a member tells.
struct Local {
    name: String,
    encrypted: bool,
    /// Where the member ends; none where only what follows the member tells.
    end: Option<u64>,
}

impl Local {
    /// Reads the header at this place, if there is one, and goes back to it.
    fn at(archive: &mut Box<dyn ReadSeek + '_>, place: u64) -> io::Result<Option<Self>> {
        const FIXED: usize = 30;
        archive.seek(SeekFrom::Start(place))?;
        let mut bytes = Vec::new();
        archive.take((FIXED + usize::from(u16::MAX)) as u64).read_to_end(&mut bytes)?;
        archive.seek(SeekFrom::Start(place))?;
        let short = |at: usize| match bytes.get(at..at + 2) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        };
        let (flags, name, extra) = (short(6), usize::from(short(26)), usize::from(short(28)));
        let (Some(text), true) = (bytes.get(FIXED..FIXED + name), bytes.starts_with(b"PK\x03\x04")) else {
            return Ok(None);
        };
        let size = u64::from(short(18)) | u64::from(short(20)) << 16;
        let told = flags & 8 == 0 && size != u64::from(u32::MAX);
        Ok(Some(Self {
            name: String::from_utf8_lossy(text).into_owned(),
            encrypted: flags & 1 != 0,
            end: told.then(|| place + (FIXED + name + extra) as u64 + size),
        }))
    }
}
