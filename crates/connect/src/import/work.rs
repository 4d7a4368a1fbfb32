//! Blocks of text → mapped rows. One worker is one thread's share; workers share nothing.

use std::sync::Arc;

use tables::{Context, Fidelity, Mapped, Mappers, Place};

use super::Format;
use super::formats::Record;
use super::framing::{Block, CUT_OFF, Content, Framed, Framer, What};
use super::notes::{Note, Notes};
use super::rejections::Rejections;
use super::rows::RowReader;
use super::sniff::{Found, JsonReader};

/// How the records of a leaf are read, as settled before its first block is.
#[derive(Clone, Debug)]
pub(crate) enum Plan {
    /// JSON; the format that the user named, if any.
    Json(Option<Format>),
    /// Delimited text.
    Rows(Arc<RowReader>),
}

/// What came of a block.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) mapped: Vec<Mapped>,
    pub(crate) read: u64,
    pub(crate) kept: u64,
    pub(crate) rejections: Rejections,
    pub(crate) notes: Notes,
    pub(crate) next_page: Option<bool>,
    pub(crate) unclosed: bool,
    /// Whether the leaf ends inside a record.
    pub(crate) cut_off: bool,
    pub(crate) bytes: u64,
}

impl Done {
    fn put(&mut self, mappers: &mut Mappers, record: Result<Record<'_>, String>, place: Place) {
        self.read += 1;
        let salvaged = record.as_ref().is_ok_and(|r| r.fidelity == Fidelity::Salvaged);
        let outcome = record.and_then(|r| {
            let context = Context { dates: r.dates, fidelity: r.fidelity };
            mappers.push(r.kind, &r.text, place, &context).map_err(|rejection| rejection.reason)
        });
        match outcome {
            Ok(_) => {
                self.kept += 1;
                self.rejections.count(place.line, None);
                if salvaged {
                    self.notes.add(Note::Salvaged, place.line);
                }
            }
            Err(reason) => {
                self.cut_off |= reason == CUT_OFF;
                self.rejections.count(place.line, Some(reason));
            }
        }
    }
}

/// Counts lines as positions go forward.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, line: u64) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line }
    }

    /// Returns the line of a position that is not before the last one asked for.
    fn of(&mut self, position: usize) -> u64 {
        if let Some(between) = self.bytes.get(self.at..position) {
            self.line += memchr::memchr_iter(b'\n', between).count() as u64;
            self.at = position;
        }
        self.line
    }
}

/// Maps blocks.
#[derive(Debug)]
pub(crate) struct Worker {
    mappers: Mappers,
    json: JsonReader,
    plan: Plan,
    record_limit: usize,
}

impl Worker {
    /// Returns a worker for leaves read by this plan.
    pub(crate) fn new(plan: Plan, dates: Option<tables::DateOrder>, record_limit: usize) -> Self {
        let forced = match &plan {
            Plan::Json(forced) => *forced,
            Plan::Rows(_) => None,
        };
        Self { mappers: Mappers::default(), json: JsonReader::new(forced, dates), plan, record_limit }
    }

    /// Turns the worker to another leaf. Its rows and unmapped fields must have been taken.
    pub(crate) fn turn_to(self, plan: Plan, dates: Option<tables::DateOrder>) -> Self {
        Self { mappers: self.mappers, ..Self::new(plan, dates, self.record_limit) }
    }

    /// Maps a block.
    pub(crate) fn run(&mut self, mut block: Block) -> Done {
        let mut done = Done { bytes: block.text.len() as u64, ..Done::default() };
        let mut lines = Lines::new(&block.text, block.line);
        match std::mem::replace(&mut block.content, Content::Json) {
            Content::Delimited(delimited) => {
                if let Plan::Rows(reader) = &self.plan {
                    let reader = Arc::clone(reader);
                    let mappers = &mut self.mappers;
                    let mut notes = Notes::default();
                    let mut line_of = |start: usize| lines.of(start);
                    reader.read(&block, delimited, &mut notes, &mut line_of, &mut |record, start, length, line| {
                        let length = u32::try_from(length).unwrap_or(u32::MAX);
                        let place = Place { offset: block.offset + start as u64, length, line };
                        done.put(mappers, record, place);
                    });
                    done.notes.append(notes);
                }
            }
            Content::Framed(framed) => self.values(&block, framed, &mut lines, &mut done),
            Content::Json => {
                let framed = frame(&block, self.record_limit);
                self.values(&block, framed, &mut lines, &mut done);
            }
        }
        done.mapped = self.mappers.take();
        done
    }

    fn values(&mut self, block: &Block, framed: Framed, lines: &mut Lines<'_>, done: &mut Done) {
        done.next_page = framed.next_page;
        done.unclosed = framed.unclosed;
        let mut notes = Notes::default();
        for span in framed.spans {
            let line = lines.of(span.start);
            let length = u32::try_from(span.end - span.start).unwrap_or(u32::MAX);
            let place = Place { offset: block.offset + span.start as u64, length, line };
            let text = block.text.get(span.start..span.end).unwrap_or_default();
            let mappers = &mut self.mappers;
            match span.what {
                What::Damaged(reason) => done.put(mappers, Err(reason.to_owned()), place),
                What::Row(table) => {
                    let found = self.json.read_row(&table.columns, table.primary, text);
                    done.put(mappers, found.record, place);
                }
                What::Record(page) => {
                    let nul = memchr::memchr(0, text.as_bytes());
                    self.json.read(text, page.as_deref(), line, &mut notes, &mut |found| match nul {
                        Some(at) => done.put(mappers, Err(nul_at(at)), place),
                        None => done.put(mappers, found.record, place),
                    });
                }
            }
        }
        done.notes.append(notes);
    }

    /// Takes the names of fields that no column holds.
    pub(crate) fn take_unmapped(&mut self) -> Vec<(String, u64)> {
        self.mappers.take_unmapped()
    }
}

/// Says that JSON cannot hold what the record holds.
fn nul_at(at: usize) -> String {
    format!("not JSON: a NUL byte stands in it, {at} bytes after its beginning")
}

/// Frames a block of whole JSON values.
pub(crate) fn frame(block: &Block, record_limit: usize) -> Framed {
    let mut framed = Framed::default();
    Framer::new(record_limit).finish(block.text.as_bytes(), block.last, &mut framed);
    framed
}

/// Returns which formats the records of a JSON block show, looking at no more records than tell.
pub(crate) fn formats_in(block: &Block, record_limit: usize) -> Vec<(Format, u64)> {
    const ENOUGH: u64 = 200;
    let owned;
    let framed = match &block.content {
        Content::Framed(framed) => framed,
        Content::Json | Content::Delimited(_) => {
            owned = frame(block, record_limit);
            &owned
        }
    };
    let mut reader = JsonReader::new(None, None);
    let mut notes = Notes::default();
    let mut counts: Vec<(Format, u64)> = Vec::new();
    let mut seen = 0;
    for span in &framed.spans {
        let enveloped = matches!(span.what, What::Record(Some(_)));
        let mut count = |found: Found<'_>| {
            let Some(format) = found.format else { return };
            let format = if format == Format::Diagnostic && enveloped { Format::EventHub } else { format };
            seen += 1;
            match counts.iter_mut().find(|(f, _)| *f == format) {
                Some((_, count)) => *count += 1,
                None => counts.push((format, 1)),
            }
        };
        let text = block.text.get(span.start..span.end).unwrap_or_default();
        match &span.what {
            What::Damaged(_) => {}
            What::Row(table) => count(reader.read_row(&table.columns, table.primary, text)),
            What::Record(page) => reader.read(text, page.as_deref(), 0, &mut notes, &mut count),
        }
        if seen >= ENOUGH {
            break;
        }
    }
    counts.sort_by_key(|(format, count)| (std::cmp::Reverse(*count), *format));
    counts
}
