//! What files of a pack say of each other: the chain of the archive, who did what, the raw records.
//!
//! Contents go through once, a piece at a time, in the order of the pack: the seal comes before what it proves. Both sides
//! use it, so no pack is written that this check would not let pass.

mod acts;
mod chain;
mod records;

pub(crate) use chain::{HEAD, IDENTITY, Identity};

use std::collections::{BTreeMap, BTreeSet};

use crate::Kind;
use crate::manifest::{File, Head, Required};
use crate::verdict::Problems;

use acts::Acts;
use chain::Chain;

/// Longest file of the seal or of acts, which are looked at whole.
const WHOLE: usize = 256 << 20;
/// Bytes of all these files together: what is remembered of them stays in memory.
const SEAL: usize = 1 << 30;
/// Longest line.
const LINE: usize = 256 << 20;

/// Looks at the files of one pack.
#[derive(Debug)]
pub(crate) struct Checker {
    subject: String,
    pub(crate) problems: Problems,
    pub(crate) notes: Vec<String>,
    pub(crate) chain: Chain,
    pub(crate) acts: Acts,
    /// Raw records whose hash holds.
    pub(crate) records: u64,
    counts: BTreeMap<Kind, u64>,
    /// Bytes of files looked at whole.
    whole: usize,
    current: Current,
}

/// What is being looked at.
#[derive(Debug)]
struct Current {
    path: String,
    kind: Kind,
    how: How,
    /// The file, or the line, so far.
    bytes: Vec<u8>,
    line: u64,
    /// It is longer than anything of its kind; the rest is passed over.
    beyond: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Not,
    Whole,
    Lines,
}

impl Checker {
    /// Begins with a pack of this subject.
    pub(crate) fn new(subject: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            problems: Problems::default(),
            notes: Vec::new(),
            chain: Chain::default(),
            acts: Acts::default(),
            records: 0,
            counts: BTreeMap::new(),
            whole: 0,
            current: Current {
                path: String::new(),
                kind: Kind::Other,
                how: How::Not,
                bytes: Vec::new(),
                line: 0,
                beyond: false,
            },
        }
    }

    /// Begins with a file.
    pub(crate) fn begin(&mut self, path: &str, kind: Kind) {
        let lines = path.strip_suffix(".jsonl").is_some();
        let how = match kind {
            Kind::Seal | Kind::Acts => How::Whole,
            Kind::Review
            | Kind::Entries
            | Kind::Findings
            | Kind::Queries
            | Kind::Records
            | Kind::Coverage
            | Kind::Other
                if lines =>
            {
                How::Lines
            }
            Kind::Records => {
                self.problems.altered(path, "raw records are in files whose names end in .jsonl");
                How::Not
            }
            Kind::Instructions
            | Kind::Review
            | Kind::Entries
            | Kind::Findings
            | Kind::Queries
            | Kind::Coverage
            | Kind::Other => How::Not,
        };
        self.current = Current { path: path.to_owned(), kind, how, bytes: Vec::new(), line: 0, beyond: false };
    }

    /// Looks at the next piece of the file.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        match self.current.how {
            How::Not => {}
            How::Whole => self.keep(bytes, WHOLE),
            How::Lines => {
                let mut rest = bytes;
                while let Some(at) = rest.iter().position(|byte| *byte == b'\n') {
                    let (line, after) = rest.split_at(at);
                    self.keep(line, LINE);
                    self.line();
                    rest = after.get(1..).unwrap_or_default();
                }
                self.keep(rest, LINE);
            }
        }
    }

    /// Ends the file.
    pub(crate) fn end(&mut self) {
        match self.current.how {
            How::Not => {}
            How::Whole => self.whole(),
            How::Lines => self.line(),
        }
        self.current.how = How::Not;
        self.current.bytes = Vec::new();
    }

    fn keep(&mut self, bytes: &[u8], most: usize) {
        if self.current.bytes.len() + bytes.len() > most {
            self.current.beyond = true;
        } else if !self.current.beyond {
            self.current.bytes.extend_from_slice(bytes);
        }
    }

    fn whole(&mut self) {
        let Current { path, kind, bytes, beyond, .. } = &self.current;
        self.whole += bytes.len();
        if *beyond || self.whole > SEAL {
            self.problems.altered(path, "it is longer than any such file, or all of them are");
        } else if *kind == Kind::Seal {
            self.chain.read(path, bytes, &mut self.acts, &mut self.problems, &mut self.notes);
        } else if let Some(count) = self.acts.read(path, bytes, &self.chain, &mut self.problems) {
            *self.counts.entry(Kind::Acts).or_default() += count;
        }
    }

    fn line(&mut self) {
        let Current { path, kind, bytes, line, beyond, .. } = &mut self.current;
        *line += 1;
        if *beyond {
            self.problems.altered(path, format!("line {line} is longer than any record"));
        } else if !bytes.is_empty() {
            *self.counts.entry(*kind).or_default() += 1;
            if *kind == Kind::Records {
                let place = format!("{path} line {line}");
                self.records += u64::from(records::read(&place, bytes, &self.chain, &mut self.problems));
            }
        }
        bytes.clear();
        *beyond = false;
    }

    /// Looks at the whole after the last file: what the manifest says of the archive, and what must be there.
    pub(crate) fn finish(&mut self, archive: &str, head: &Head, required: &Required, files: &[File]) {
        self.chain.finish(archive, head, &mut self.problems, &mut self.notes);
        let hashes = files.iter().map(|file| file.sha256.as_str()).collect();
        self.acts.finish(&self.subject, &hashes, &mut self.problems, &mut self.notes);
        let listed: BTreeSet<_> = files.iter().map(|file| file.path.as_str()).collect();
        for file in required.files.iter().filter(|file| !listed.contains(file.as_str())) {
            self.problems.missing(file, "it must be in the pack and is not");
        }
        for (kind, must) in &required.counts {
            let have = self.counts.get(kind).copied().unwrap_or_default();
            let what = format!("{have} are there, and it must be {must}");
            if have < *must {
                self.problems.missing(kind.name(), what);
            } else if have > *must {
                self.problems.altered(kind.name(), what);
            }
        }
    }
}
