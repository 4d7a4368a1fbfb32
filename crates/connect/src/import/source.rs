//! Where a file's bytes come from.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// A reader that can go back, as the zip and 7z formats need.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// A file as received. It may be opened more than once: dates that can be read two ways are settled by a first pass.
pub trait Source: Sync {
    /// Returns the file's name with its folders as the user knows it; shown, and used as a hint where content is silent.
    fn name(&self) -> &str;

    /// Opens the file at its first byte.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;

    /// Opens the file for reading in any order, or returns none where only a stream can be had; the bytes are then
    /// copied to temporary space if the format needs them so.
    fn open_seekable(&self) -> io::Result<Option<Box<dyn ReadSeek>>> {
        Ok(None)
    }
}

/// A file of this machine.
#[derive(Debug)]
pub struct FileSource {
    path: PathBuf,
    name: String,
}

impl FileSource {
    /// Returns the file at `path`; nothing is opened yet.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), name: path.display().to_string() }
    }
}

impl Source for FileSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    fn open_seekable(&self) -> io::Result<Option<Box<dyn ReadSeek>>> {
        Ok(Some(Box::new(File::open(&self.path)?)))
    }
}

/// Bytes in memory under a name.
#[derive(Clone, Copy, Debug)]
pub struct BytesSource<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl<'a> BytesSource<'a> {
    /// Returns `bytes` as a file called `name`. Opening copies the bytes.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes }
    }
}

impl Source for BytesSource<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::Cursor::new(self.bytes.to_vec())))
    }

    fn open_seekable(&self) -> io::Result<Option<Box<dyn ReadSeek>>> {
        Ok(Some(Box::new(io::Cursor::new(self.bytes.to_vec()))))
    }
}
