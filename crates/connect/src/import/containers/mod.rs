//! Compressed files and archives: told by their first bytes, opened within bounds.

use std::io::Read;

use crate::import::Error;

mod bounded;
mod sevenz;
mod stream;
mod tar;
mod zip;

pub(crate) use bounded::{Bounds, Compressed, Counted};
pub(crate) use sevenz::members as sevenz_members;
pub(crate) use stream::{Stream, spool};
pub(crate) use tar::members as tar_members;
pub(crate) use zip::members as zip_members;

/// Takes a member, by name and content, or why it has none that can be read; returns whether to go on.
pub(crate) type Visit<'v> = dyn FnMut(&str, Result<Box<dyn Read + '_>, String>) -> Result<bool, Error> + 'v;

/// Why an encrypted member has no content.
pub(crate) const ENCRYPTED: &str = "encrypted: unpack it and import again";

/// A container of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// One compressed file (RFC 1952), or several one after another.
    Gzip,
    /// One compressed file (RFC 8878).
    Zstd,
    /// A zip archive.
    Zip,
    /// A tar archive, uncompressed.
    Tar,
    /// A 7z archive.
    SevenZ,
}

impl Container {
    /// Returns the container that a file's first 512 bytes show, if they show one.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Some(Self::Zip),
            [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => Some(Self::SevenZ),
            _ if head.get(257..262) == Some(b"ustar") => Some(Self::Tar),
            _ => None,
        }
    }

    /// Returns the name shown in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::SevenZ => "7z",
        }
    }
}
