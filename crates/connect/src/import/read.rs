//! One file, through its containers, to its leaves.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::containers::{Bounds, Container, Counted, Stream, Visit, sevenz_members, spool, tar_members, zip_members};
use super::discover::left_behind;
use super::encoding::Encoding;
use super::leaf::{Leaf, read_leaf};
use super::outcome::{FileOutcome, LeafInfo, LeafOutcome, LeafStatus};
use super::quote::Quote;
use super::{Error, Format, Options, ReadSeek, Sink, Source};

/// A file being read.
pub(crate) struct Reading<'a> {
    pub(crate) source: &'a dyn Source,
    pub(crate) options: &'a Options,
    pub(crate) sink: &'a mut dyn Sink,
    pub(crate) outcome: FileOutcome,
    pub(crate) worker: Option<super::work::Worker>,
    /// A record to be found instead of rows to be made.
    pub(crate) quote: Option<Quote<'a>>,
    bounds: Bounds,
    received: Rc<Cell<u64>>,
    reported: u64,
}

/// Reads one file as received, through its containers, and gives its rows to `sink`.
///
/// Damage inside the file is no error: what can be read is read, the rest is in the outcome.
pub fn read_file(source: &dyn Source, options: &Options, sink: &mut dyn Sink) -> Result<FileOutcome, Error> {
    let mut reading = Reading::new(source, options, sink);
    if let Some(reason) = left_behind(source.name()) {
        reading.ignored(None, reason.to_owned());
        return Ok(reading.outcome);
    }
    reading.begin()?;
    reading.progress();
    Ok(reading.outcome)
}

impl<'a> Reading<'a> {
    pub(crate) fn new(source: &'a dyn Source, options: &'a Options, sink: &'a mut dyn Sink) -> Self {
        let received = Rc::default();
        Self {
            source,
            options,
            sink,
            outcome: FileOutcome::default(),
            worker: None,
            quote: None,
            bounds: Bounds::new(options.limits, Rc::clone(&received)),
            received,
            reported: 0,
        }
    }

    /// Reads the file from its first byte.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        let failed = |error| Error::Read { path: self.source.name().to_owned(), source: error };
        let file = Counted::new(self.source.open().map_err(failed)?, Rc::clone(&self.received));
        self.visit(Stream::new(Box::new(file)), None, 0, true)
    }
}

impl Reading<'_> {
    /// Tells the sink how much of the file has been read since it was told last.
    pub(crate) fn progress(&mut self) {
        let received = self.received.get();
        if received > self.reported {
            self.sink.progress(received - self.reported);
            self.reported = received;
        }
    }

    /// Lists a leaf that is not looked into.
    pub(crate) fn ignored(&mut self, member: Option<&str>, reason: String) {
        let info = self.info(member, Format::Unrecognised, Encoding::Utf8);
        self.outcome.leaves.push(LeafOutcome::new(info, LeafStatus::Ignored(reason)));
    }

    /// Lists a leaf that cannot be read.
    pub(crate) fn unreadable(&mut self, member: Option<&str>, reason: String) {
        let info = self.info(member, Format::Unrecognised, Encoding::Utf8);
        self.outcome.leaves.push(LeafOutcome::new(info, LeafStatus::Unrecognised(reason)));
    }

    /// Returns the description of the next leaf.
    pub(crate) fn info(&self, member: Option<&str>, format: Format, encoding: Encoding) -> LeafInfo {
        let index = u32::try_from(self.outcome.leaves.len()).unwrap_or(u32::MAX);
        LeafInfo { index, member: member.map(str::to_owned), format, encoding }
    }

    fn warn(&mut self, member: Option<&str>, warning: &str) {
        self.outcome.warnings.push(match member {
            Some(member) => format!("{member}: {warning}"),
            None => warning.to_owned(),
        });
    }

    /// Reads a stream, which is the file itself, or a member of it, or what one of these is compressed from.
    fn visit(&mut self, stream: Stream<'_>, member: Option<&str>, depth: u32, as_received: bool) -> Result<(), Error> {
        let Some(container) = Container::of(&stream.head) else {
            if let Some(quote) = &mut self.quote {
                quote.look(stream, member);
                return Ok(());
            }
            return read_leaf(self, Leaf { stream, member, again: as_received });
        };
        if depth >= self.options.limits.depth {
            let reason = format!("a {} archive nested more than {depth} deep; unpack it yourself", container.name());
            self.ignored(member, reason);
            return Ok(());
        }
        if member.is_none() {
            self.outcome.containers.push(container.name());
        }
        match container {
            Container::Gzip | Container::Zstd => {
                let compressed = Rc::new(Cell::new(0));
                let counted = Counted::new(stream.whole(), Rc::clone(&compressed));
                let plain: Box<dyn Read + '_> = if container == Container::Gzip {
                    Box::new(flate2::read::MultiGzDecoder::new(counted))
                } else {
                    match zstd::Decoder::new(counted) {
                        Ok(decoder) => Box::new(decoder),
                        Err(error) => {
                            self.unreadable(member, format!("the zstd frame cannot be read: {error}"));
                            return Ok(());
                        }
                    }
                };
                let bounded = self.bounds.around(plain, super::containers::Compressed::Counted(compressed));
                self.visit(Stream::new(Box::new(bounded)), member, depth + 1, false)
            }
            Container::Tar => self.archive(member, depth, |visit, warn, _| tar_members(stream.whole(), visit, warn)),
            Container::Zip | Container::SevenZ => {
                let (file, length) = self.seekable(stream, member, as_received)?;
                self.archive(member, depth, |visit, warn, bounds| {
                    if container == Container::Zip {
                        zip_members(file, bounds, visit, warn)
                    } else {
                        sevenz_members(file, length, bounds, visit, warn)
                    }
                })
            }
        }
    }

    /// Reads the members of an archive.
    fn archive<'m>(
        &mut self,
        member: Option<&str>,
        depth: u32,
        members: impl FnOnce(&mut Visit<'_>, &mut dyn FnMut(String), &Bounds) -> Result<(), Error> + 'm,
    ) -> Result<(), Error> {
        let mut warnings = Vec::new();
        let bounds = self.bounds.clone();
        let limit = self.options.limits.members;
        let mut seen = false;
        let outcome = members(
            &mut |name, content| {
                seen = true;
                let path = match member {
                    Some(outer) => format!("{outer}!{name}"),
                    None => name.to_owned(),
                };
                if self.bounds.one_member_too_many() {
                    self.warn(member, &format!("the archive has more than {limit} members; the others were not read"));
                    return Ok(false);
                }
                match (left_behind(name), content) {
                    (Some(reason), _) => self.ignored(Some(&path), reason.to_owned()),
                    (None, Ok(content)) => self.visit(Stream::new(content), Some(&path), depth + 1, false)?,
                    (None, Err(reason)) => self.unreadable(Some(&path), reason),
                }
                Ok(true)
            },
            &mut |warning| warnings.push(warning),
            &bounds,
        );
        match (seen, warnings.is_empty()) {
            (true, _) => warnings.iter().for_each(|warning| self.warn(member, warning)),
            (false, true) => self.ignored(member, "an empty archive".into()),
            (false, false) => self.unreadable(member, warnings.join("; ")),
        }
        outcome
    }

    /// Returns the stream's bytes for reading in any order, with their number.
    fn seekable<'s>(
        &mut self,
        stream: Stream<'s>,
        member: Option<&str>,
        as_received: bool,
    ) -> Result<(Box<dyn ReadSeek + 's>, u64), Error> {
        let path = || self.source.name().to_owned();
        let length_of = |file: &mut dyn Seek| -> io::Result<u64> {
            let length = file.seek(SeekFrom::End(0))?;
            file.seek(SeekFrom::Start(0))?;
            Ok(length)
        };
        if as_received
            && let Some(mut file) =
                self.source.open_seekable().map_err(|source| Error::Read { path: path(), source })?
        {
            let length = length_of(&mut file).map_err(|source| Error::Read { path: path(), source })?;
            self.bounds.of_length(length);
            return Ok((file, length));
        }
        let spooled = spool(stream.whole()).and_then(|(mut file, failure)| Ok((length_of(&mut file)?, file, failure)));
        let (length, file, failure): (u64, File, _) =
            spooled.map_err(|source| Error::Spool { path: path(), source })?;
        if let Some(failure) = failure {
            self.warn(member, &format!("it could be read only in part: {failure}"));
        }
        Ok((Box::new(file), length))
    }
}
