//! How records are put into files.

use crate::output::Output;
use crate::plan::Error;
use crate::text::Text;
use crate::time::Moment;
use std::io::Write;
use std::rc::Rc;

/// How the records of one output are framed.
#[derive(Debug, Clone)]
pub(crate) enum Layout {
    /// One file; each record ends with its own line end. A header may come first.
    Lines { header: String },
    /// A folder of pages with a link to the next, as Graph answers.
    Pages { context: String, next: String, size: u64 },
    /// A folder of arrays.
    Arrays { size: u64 },
    /// One file of arrays, one after another, as a script appends them.
    Appended { size: u64 },
    /// A folder of blobs, one for each hour, a record a line.
    Hours,
    /// One file of messages, each with some records, a message a line.
    Messages { size: u64 },
    /// One query answer: a table with its columns and rows.
    Table { columns: String },
}

/// Where a record ends in the rendered text, and when it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) end: usize,
    /// Position of the event in its chunk.
    pub(crate) event: usize,
    /// What decides the file: the hour the record reached the log.
    pub(crate) time: Moment,
}

/// Records of one output, rendered one after another.
#[derive(Debug, Default, Clone)]
pub(crate) struct Rendered {
    pub(crate) text: Text,
    pub(crate) marks: Vec<Mark>,
}

/// What was written to one file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file, or the folder of files, relative to the output.
    pub path: String,
    /// Records in it.
    pub records: u64,
    /// Bytes in it.
    pub bytes: u64,
}

/// Puts rendered records into files.
pub(crate) struct Framer {
    path: String,
    layout: Rc<Layout>,
    file: Option<(String, Box<dyn Write>)>,
    files: u64,
    in_file: u64,
    hour: i64,
    records: u64,
    bytes: u64,
}

impl Framer {
    pub(crate) fn new(path: String, layout: Layout) -> Self {
        Self { path, layout: Rc::new(layout), file: None, files: 0, in_file: 0, hour: i64::MIN, records: 0, bytes: 0 }
    }

    /// Takes the records of a chunk that belong to its first `events` events.
    pub(crate) fn take(&mut self, rendered: &Rendered, events: usize, output: &mut dyn Output) -> Result<(), Error> {
        let count = rendered.marks.partition_point(|mark| mark.event < events);
        let Some(last) = count.checked_sub(1).and_then(|last| rendered.marks.get(last)) else { return Ok(()) };
        let text = rendered.text.as_str();
        if let Layout::Lines { .. } = *self.layout {
            self.open_single(output)?;
            self.put(text.get(..last.end).unwrap_or(text))?;
            self.records += count as u64;
            return Ok(());
        }
        let mut begin = 0;
        for mark in rendered.marks.iter().take(count) {
            self.record(text.get(begin..mark.end).unwrap_or(""), mark.time, output)?;
            begin = mark.end;
        }
        Ok(())
    }

    fn record(&mut self, record: &str, time: Moment, output: &mut dyn Output) -> Result<(), Error> {
        let layout = Rc::clone(&self.layout);
        match &*layout {
            Layout::Lines { .. } => self.open_single(output)?,
            Layout::Pages { context, next, size } => {
                let full = self.in_file == *size;
                if full {
                    let link =
                        format!("],\"@odata.nextLink\":\"{next}{:08x}\"}}\n", crate::random::mix(self.files) as u32);
                    self.put(&link)?;
                    self.close()?;
                } else if self.file.is_some() {
                    self.put(",\n")?;
                }
                if self.file.is_none() {
                    let begin = format!("{{\"@odata.context\":\"{context}\",\"value\":[\n");
                    self.open(&format!("{}/page-{:05}.json", self.path, self.files + 1), output)?;
                    self.put(&begin)?;
                }
            }
            Layout::Arrays { size } => {
                if self.in_file == *size {
                    self.put("]\n")?;
                    self.close()?;
                }
                if self.file.is_some() {
                    self.put(",\n")?;
                } else {
                    let parts = time.parts();
                    let name = format!(
                        "{}/{:04}{:02}{:02}{:02}{:02}{:02}-{:06}.json",
                        self.path,
                        parts.year,
                        parts.month,
                        parts.day,
                        parts.hour,
                        parts.minute,
                        parts.second,
                        self.files + 1
                    );
                    self.open(&name, output)?;
                    self.put("[")?;
                }
            }
            Layout::Appended { size } => {
                if self.file.is_none() {
                    let path = self.path.clone();
                    self.open(&path, output)?;
                    self.put("[")?;
                } else if self.in_file.is_multiple_of(*size) {
                    self.put("]\r\n[")?;
                } else {
                    self.put(",\r\n")?;
                }
            }
            Layout::Hours => {
                if time.hour_number() != self.hour {
                    self.close()?;
                    self.hour = time.hour_number();
                    let parts = time.parts();
                    let name = format!(
                        "{}/y={:04}/m={:02}/d={:02}/h={:02}/m=00/PT1H.json",
                        self.path, parts.year, parts.month, parts.day, parts.hour
                    );
                    self.open(&name, output)?;
                }
            }
            Layout::Messages { size } => {
                let size = *size;
                if self.file.is_none() {
                    let path = self.path.clone();
                    self.open(&path, output)?;
                    self.put("{\"records\":[")?;
                } else if self.in_file.is_multiple_of(size) {
                    self.put("]}\n{\"records\":[")?;
                } else {
                    self.put(",")?;
                }
            }
            Layout::Table { columns } => {
                if self.file.is_none() {
                    let begin =
                        format!("{{\"tables\":[{{\"name\":\"PrimaryResult\",\"columns\":{columns},\"rows\":[\n");
                    let path = self.path.clone();
                    self.open(&path, output)?;
                    self.put(&begin)?;
                } else {
                    self.put(",\n")?;
                }
            }
        }
        self.put(record)?;
        if matches!(*layout, Layout::Hours) {
            self.put("\n")?;
        }
        self.in_file += 1;
        self.records += 1;
        Ok(())
    }

    fn open_single(&mut self, output: &mut dyn Output) -> Result<(), Error> {
        if self.file.is_some() {
            return Ok(());
        }
        let path = self.path.clone();
        self.open(&path, output)?;
        let layout = Rc::clone(&self.layout);
        if let Layout::Lines { header } = &*layout {
            self.put(header)?;
        }
        Ok(())
    }

    fn open(&mut self, path: &str, output: &mut dyn Output) -> Result<(), Error> {
        let file = output.create(path).map_err(|source| Error::Create { path: String::from(path), source })?;
        self.file = Some((String::from(path), file));
        self.files += 1;
        self.in_file = 0;
        Ok(())
    }

    fn put(&mut self, text: &str) -> Result<(), Error> {
        self.bytes += text.len() as u64;
        match &mut self.file {
            Some((path, file)) => {
                file.write_all(text.as_bytes()).map_err(|source| Error::Write { path: path.clone(), source })
            }
            None => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Error> {
        match self.file.take() {
            Some((path, mut file)) => file.flush().map_err(|source| Error::Write { path, source }),
            None => Ok(()),
        }
    }

    /// Ends the last file; an output without records is still there, empty, as an export would be.
    pub(crate) fn finish(&mut self, output: &mut dyn Output) -> Result<Written, Error> {
        let layout = Rc::clone(&self.layout);
        match &*layout {
            Layout::Lines { .. } => self.open_single(output)?,
            Layout::Pages { context, .. } => {
                if self.file.is_none() {
                    let begin = format!("{{\"@odata.context\":\"{context}\",\"value\":[\n");
                    self.open(&format!("{}/page-{:05}.json", self.path, self.files + 1), output)?;
                    self.put(&begin)?;
                }
                self.put("]}\n")?;
            }
            Layout::Arrays { .. } | Layout::Appended { .. } if self.file.is_some() => self.put("]\n")?,
            Layout::Messages { .. } if self.file.is_some() => self.put("]}\n")?,
            Layout::Table { columns } => {
                if self.file.is_none() {
                    let begin =
                        format!("{{\"tables\":[{{\"name\":\"PrimaryResult\",\"columns\":{columns},\"rows\":[\n");
                    let path = self.path.clone();
                    self.open(&path, output)?;
                    self.put(&begin)?;
                }
                self.put("]}]}\n")?;
            }
            Layout::Arrays { .. } | Layout::Appended { .. } | Layout::Messages { .. } | Layout::Hours => {}
        }
        self.close()?;
        Ok(Written { path: self.path.clone(), records: self.records, bytes: self.bytes })
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }
}
