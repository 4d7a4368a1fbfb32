//! Checks a pack.

mod file;
mod folder;
mod stream;
mod zip;

use std::io::Read;
use std::path::Path;

use crate::check::{Checker, HEAD};
use crate::manifest::{FORMAT, Head, Manifest};
use crate::signature::{open, public_key, sha256};
use crate::verdict::{Facts, Problems, Verdict};
use crate::{Error, manifest};

/// What else a pack is held against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The key that must have signed, 64 hexadecimal digits, as it came another way; see [`public_key`].
    pub key: Option<String>,
    /// A head of the archive's chain that somebody noted. The chain in the pack must contain it: one that has another
    /// entry there is altered, one that ends before it, or does not tell, is incomplete.
    pub anchor: Option<Head>,
}

impl Options {
    /// Returns them with the key in the form that a signature has.
    fn read(&self) -> Result<Self, Error> {
        Ok(Self { key: self.key.as_deref().map(public_key).transpose()?, anchor: self.anchor.clone() })
    }
}

/// Checks a pack: a zip, or the folder that one was unpacked into.
///
/// Of a zip every byte is checked: one that is called unaltered is what [`crate::write()`] wrote, to the last byte. Of a
/// folder, names and contents are. Reads once, from begin to end, in bounded memory, whatever the file says of itself.
///
/// Errors: what is expected as the key is no key, the file cannot be read, or a newer program made it. That it is no pack at all is a verdict: altered.
pub fn verify(path: &Path, options: &Options) -> Result<Verdict, Error> {
    let options = options.read()?;
    let name = path.display().to_string();
    if path.is_dir() {
        return folder::verify(path, &options);
    }
    let file = std::fs::File::open(path).map_err(Error::io("open", &name))?;
    zip::verify(file, &name, &options)
}

/// Checks a pack that is read from somewhere else, see [`verify`].
pub fn verify_zip(reader: impl Read, options: &Options) -> Result<Verdict, Error> {
    zip::verify(reader, "the pack", &options.read()?)
}

/// A check that goes on.
struct Course {
    checker: Checker,
    manifest: Manifest,
    /// Whether the signature holds. Where it does not, the contents of a zip are hashed and never inflated.
    signed: bool,
    facts: Facts,
}

impl Course {
    /// Reads the manifest; none where it cannot be read, which is then a problem.
    fn begin(text: &[u8], problems: &mut Problems) -> Option<Self> {
        let manifest: Manifest = match serde_json::from_slice(text) {
            Ok(manifest) => manifest,
            Err(error) => {
                problems.altered(manifest::MANIFEST, format!("it cannot be read: {error}"));
                return None;
            }
        };
        if let Some(fault) = manifest.fault() {
            problems.altered(manifest::MANIFEST, fault);
            return None;
        }
        let facts = Facts {
            subject: manifest.subject.clone(),
            period: manifest.period.clone(),
            made_at: manifest.made_at.clone(),
            made_by: manifest.made_by.clone(),
            program: manifest.program.clone(),
            archive: manifest.archive.clone(),
            head: Some(manifest.head.clone()),
            manifest: sha256(text),
            left_out: manifest.left_out.clone(),
            ..Facts::default()
        };
        let mut checker = Checker::new(&manifest.subject);
        std::mem::swap(&mut checker.problems, problems);
        Some(Self { checker, manifest, signed: false, facts })
    }

    /// Looks at the signature.
    fn signature(&mut self, file: &[u8], options: &Options) {
        match open(file, &self.facts.manifest) {
            Ok(key) => {
                self.signed = true;
                if options.key.as_ref().is_some_and(|expected| *expected != key) {
                    self.checker.problems.altered(
                        manifest::SIGNATURE,
                        format!("it was made with another key than the expected one: {key}"),
                    );
                }
                self.facts.key = Some(key);
            }
            Err(what) => self.checker.problems.altered(manifest::SIGNATURE, what),
        }
    }

    /// Looks at the whole after the last file.
    fn end(mut self, options: &Options) -> Verdict {
        let Manifest { archive, head, required, files, .. } = &self.manifest;
        if self.signed {
            self.checker.finish(archive, head, required, files);
            let identity = self.checker.chain.identity.as_ref();
            if identity.is_some_and(|identity| self.facts.key.as_ref().is_some_and(|key| *key != identity.key)) {
                self.checker
                    .problems
                    .altered(manifest::SIGNATURE, "it was made with another key than archive.json names");
            }
            self.anchor(options);
        }
        self.facts.records = self.checker.records;
        self.facts.chain = self.checker.chain.entries.len() as u64;
        self.facts.acts = self.checker.acts.held;
        self.checker.problems.verdict(self.checker.notes, Some(self.facts))
    }

    fn anchor(&mut self, options: &Options) {
        let Some(anchor) = &options.anchor else { return };
        let (noted, last) = (anchor.entry, self.manifest.head.entry);
        let problems = &mut self.checker.problems;
        match self.checker.chain.contains(anchor) {
            Some(true) => {}
            Some(false) => {
                problems.altered(HEAD, format!("the chain has another entry {noted} than the one that was noted"));
            }
            None => {
                let ends = if noted > last { format!(" ends with entry {last} and") } else { String::new() };
                let what = format!("the chain in the pack{ends} does not contain entry {noted}, which was noted");
                problems.missing(HEAD, what);
            }
        }
    }
}

/// Returns the error of a manifest in a form that this program does not know.
fn newer(text: &[u8]) -> Option<Error> {
    #[derive(serde::Deserialize)]
    struct Form {
        format: u32,
    }
    let found = serde_json::from_slice::<Form>(text).ok()?.format;
    (found > FORMAT).then_some(Error::Newer { found, known: FORMAT })
}
