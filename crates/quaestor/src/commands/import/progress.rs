//! The progress bar: on standard error, and only where a person watches.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::watched;

/// Draws how far an import has come. Each byte is read twice, once to be kept and once to be understood, and so counts half each time.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    halves: u64,
}

impl Progress {
    /// Returns a bar for so many bytes in so many files; an invisible one where nobody watches.
    pub(crate) fn new(total: u64, files: usize) -> Self {
        if !watched() {
            return Self { bar: ProgressBar::hidden(), halves: 0 };
        }
        let bar = ProgressBar::new(total);
        let template = if files > 1 {
            "{bar:24} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {wide_msg}"
        } else {
            "{bar:32} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {wide_msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, halves: 0 }
    }

    /// Names the file being read.
    pub(crate) fn file(&self, path: &Path) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        self.bar.set_message(name.into_owned());
    }

    /// Says that a batch is being sealed.
    pub(crate) fn sealing(&self) {
        self.bar.set_message("sealing");
    }

    /// Counts bytes that were read once.
    pub(crate) fn advance(&mut self, bytes: u64) {
        self.halves += bytes;
        self.bar.inc(self.halves / 2);
        self.halves %= 2;
    }

    /// Counts bytes that need not be read a second time.
    pub(crate) fn skip(&mut self, bytes: u64) {
        self.advance(bytes);
    }

    /// Returns the reader with its bytes counted.
    pub(crate) fn reading<R: Read>(&mut self, reader: R) -> Counted<'_, R> {
        Counted { reader, progress: self }
    }

    /// Clears the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A reader whose bytes advance the bar.
#[derive(Debug)]
pub(crate) struct Counted<'a, R> {
    reader: R,
    progress: &'a mut Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.progress.advance(read as u64);
        Ok(read)
    }
}
