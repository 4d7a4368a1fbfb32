//! A stream whose first bytes have been looked at.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// A stream, and its first bytes, which it will yield again.
pub(crate) struct Stream<'a> {
    /// The first bytes; fewer than [`Stream::LOOK`] only where the stream is shorter.
    pub(crate) head: Vec<u8>,
    rest: Box<dyn Read + 'a>,
    /// What kept the stream from being read while its first bytes were looked at.
    failure: Option<io::Error>,
}

impl<'a> Stream<'a> {
    /// Bytes looked at.
    const LOOK: usize = 64 << 10;

    /// Returns the stream with its first bytes read.
    pub(crate) fn new(mut rest: Box<dyn Read + 'a>) -> Self {
        let mut head = Vec::new();
        let failure = rest.by_ref().take(Self::LOOK as u64).read_to_end(&mut head).err();
        Self { head, rest, failure }
    }

    /// Returns whether the stream failed while its first bytes were looked at.
    pub(crate) fn failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Returns all of the stream. It fails where it failed while it was looked at.
    pub(crate) fn whole(self) -> Box<dyn Read + 'a> {
        match self.failure {
            Some(error) => Box::new(Cursor::new(self.head).chain(Failing(Some(error)))),
            None => Box::new(Cursor::new(self.head).chain(self.rest)),
        }
    }
}

struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Copies a stream to temporary space. Where the stream fails, what came before is kept, and the failure returned beside.
pub(crate) fn spool(mut stream: Box<dyn Read + '_>) -> io::Result<(File, Option<io::Error>)> {
    let mut file = tempfile::tempfile()?;
    let mut buffer = vec![0; 256 << 10];
    let mut failure = None;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => io::Write::write_all(&mut file, buffer.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok((file, failure))
}
