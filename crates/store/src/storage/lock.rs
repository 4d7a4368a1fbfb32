//! One writer at a time.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::Error;

/// Where the lock lies.
pub(crate) const NAME: &str = "writer.lock";

/// The right to write, held until dropped. The system takes it back when the process dies, however it dies.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

/// How the writer before this one ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Previous {
    /// It finished, or there was none.
    Finished,
    /// It died, and may have left files that no entry names.
    Died,
}

impl Lock {
    /// Takes the right to write below a directory, or says who has it.
    pub(crate) fn take(root: &Path) -> Result<(Self, Previous), Error> {
        let path = root.join(NAME);
        let mut file = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Error::storage("open", NAME))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { holder: holder(&mut file) }),
            Err(TryLockError::Error(error)) => return Err(Error::storage("lock", NAME)(error)),
        }
        let previous = match file.metadata().map_err(Error::storage("read", NAME))?.len() {
            0 => Previous::Finished,
            _ => Previous::Died,
        };
        write_holder(&mut file).map_err(Error::storage("write", NAME))?;
        Ok((Self { file }, previous))
    }

    /// Tells whether a writer is at work below a directory, or died there.
    pub(crate) fn unfinished(root: &Path) -> bool {
        fs::metadata(root.join(NAME)).is_ok_and(|meta| meta.len() > 0)
    }

    /// Gives the right back after a proper end.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        self.file.set_len(0).map_err(Error::storage("clear", NAME))
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_length) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => "a process that gave no name".to_owned(),
    }
}

fn write_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    writeln!(file, "process {} on {}", std::process::id(), machine())?;
    file.sync_all()
}

fn machine() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_absent| fs::read_to_string("/etc/hostname"))
        .map_or_else(|_absent| "this machine".to_owned(), |name| name.trim().to_owned())
}
