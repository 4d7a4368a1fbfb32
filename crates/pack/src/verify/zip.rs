//! Checks a zip, from its first byte to its last.
//!
//! The manifest comes first and fixes everything after it. What should follow is written anew and compared: a file's
//! header, its bytes by their hash, the directory, the end. So nothing in the zip is believed, and no byte escapes.

use std::collections::BTreeMap;
use std::io::{self, Read};

use super::file::Looked;
use super::stream::Stream;
use super::{Course, Options, newer};
use crate::Error;
use crate::container::{CENTRAL, LOCAL, LOCAL_LENGTH, Member, Method, Stamp, central, end, local, long, short};
use crate::manifest::{File, LONGEST, MANIFEST, SIGNATURE};
use crate::signature::length;
use crate::verdict::{Problems, Verdict};

/// What holds the files, in problems.
const ZIP: &str = "the zip";

pub(super) fn verify(reader: impl Read, name: &str, options: &Options) -> Result<Verdict, Error> {
    let mut stream = Stream::new(reader);
    let failed = || Error::io("read", name);
    let mut problems = Problems::default();
    let Some((text, header)) = manifest(&mut stream, &mut problems).map_err(failed())? else {
        return Ok(problems.verdict(Vec::new(), None));
    };
    let newer = newer(&text);
    let Some(mut course) = Course::begin(&text, &mut problems) else {
        return newer.map_or_else(|| Ok(problems.verdict(Vec::new(), None)), Err);
    };
    let Some(stamp) = course.manifest.stamp() else {
        return Ok(course.end(options));
    };
    let own = stored(MANIFEST, &text);
    if header != local(&own, stamp) {
        course.checker.problems.altered(ZIP, "what stands before manifest.json was changed");
    }
    let mut walk = Walk { stream, stamp, directory: vec![(own, 0)], cut: false };
    let files = std::mem::take(&mut course.manifest.files);
    walk.signature(&mut course, files.first(), options).map_err(failed())?;
    if course.signed
        && let Some(newer) = newer
    {
        return Err(newer);
    }
    walk.files(&mut course, &files).map_err(failed())?;
    course.facts.files = walk.directory.iter().filter(|(member, _at)| member.method == Method::Deflated).count() as u64;
    if !walk.cut {
        walk.tail(&mut course.checker.problems, &files).map_err(failed())?;
    }
    course.manifest.files.clone_from(&files);
    Ok(course.end(options))
}

/// Takes the manifest. Returns it and what stood before it.
fn manifest<R: Read>(stream: &mut Stream<R>, problems: &mut Problems) -> io::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let header = stream.peek(LOCAL_LENGTH + MANIFEST.len())?.to_vec();
    if header.len() < LOCAL_LENGTH + MANIFEST.len() && LOCAL.starts_with(header.get(..4).unwrap_or(&header)) {
        problems.missing(ZIP, "it is cut short, before its manifest");
        return Ok(None);
    }
    if header.get(LOCAL_LENGTH..) != Some(MANIFEST.as_bytes()) || !header.starts_with(&LOCAL) {
        if header.starts_with(&LOCAL)
            && header.get(LOCAL_LENGTH..).is_some_and(|name| SIGNATURE.as_bytes().starts_with(name))
        {
            problems.missing(MANIFEST, "it is not in the zip, and without it nothing can be told");
        } else {
            problems.altered(ZIP, "it is no evidence pack, or was written anew: it does not begin with manifest.json. If it was unpacked and packed again, unpack it and check the folder");
        }
        return Ok(None);
    }
    let size = long(&header, 18) as usize;
    if size > LONGEST {
        problems.altered(MANIFEST, "it is longer than any manifest");
        return Ok(None);
    }
    stream.take(header.len());
    let mut text = Vec::new();
    if stream.each(size as u64, |bytes| text.extend_from_slice(bytes))? < size as u64 {
        problems.missing(ZIP, "it is cut short, in its manifest");
        return Ok(None);
    }
    Ok(Some((text, header)))
}

fn stored<'a>(name: &'a str, bytes: &[u8]) -> Member<'a> {
    let size = bytes.len() as u64;
    Member { name, method: Method::Stored, crc: crc32fast::hash(bytes), size, packed: size }
}

/// The way through a zip.
struct Walk<'a, R> {
    stream: Stream<R>,
    stamp: Stamp,
    /// The files met, and where they begin: what the directory must hold.
    directory: Vec<(Member<'a>, u64)>,
    /// The zip ended before its end.
    cut: bool,
}

impl<'a, R: Read> Walk<'a, R> {
    fn signature(&mut self, course: &mut Course, next: Option<&File>, options: &Options) -> io::Result<()> {
        let begin = self.stream.at;
        let ahead = self.stream.peek(LOCAL_LENGTH + SIGNATURE.len() + length())?.to_vec();
        let named = |name: &str| ahead.get(LOCAL_LENGTH..LOCAL_LENGTH + name.len()) == Some(name.as_bytes());
        if next.is_some_and(|file| named(&file.path)) || ahead.starts_with(&CENTRAL) {
            course.checker.problems.missing(SIGNATURE, "it is not in the zip");
            return Ok(());
        }
        let (header, file) = ahead.split_at_checked(LOCAL_LENGTH + SIGNATURE.len()).unwrap_or((&ahead, &[]));
        let own = stored(SIGNATURE, file);
        if file.len() < length() {
            self.cut_short(&mut course.checker.problems, SIGNATURE);
            return Ok(());
        }
        if header != local(&own, self.stamp) {
            course.checker.problems.altered(ZIP, "what stands before signature.json was changed");
        }
        course.signature(file, options);
        self.directory.push((own, begin));
        self.stream.take(ahead.len());
        Ok(())
    }

    fn files(&mut self, course: &mut Course, files: &'a [File]) -> io::Result<()> {
        let places: BTreeMap<&str, usize> =
            files.iter().enumerate().map(|(place, file)| (file.path.as_str(), place)).collect();
        let mut place = 0;
        while let Some(file) = files.get(place).filter(|_| !self.cut) {
            let begin = self.stream.at;
            let header = local(&file.member(), self.stamp);
            let ahead = self.stream.peek(header.len())?;
            if ahead == header {
                self.stream.take(header.len());
                self.body(course, file, begin)?;
            } else if ahead.len() < header.len() && header.starts_with(ahead) {
                self.cut_short(&mut course.checker.problems, &file.path);
            } else if self.leads_past(files, &places, place)? {
                course.checker.problems.missing(&file.path, "it is not in the zip");
            } else if let Some(name) = self.foreign(&places)? {
                course.checker.problems.altered(&name, "it is in the zip and not in the manifest");
                continue;
            } else {
                course.checker.problems.altered(ZIP, format!("what stands before {} was changed", file.path));
                self.stream.peek(header.len())?;
                self.stream.take(header.len());
                self.body(course, file, begin)?;
            }
            place += 1;
        }
        if self.cut {
            for file in files.iter().skip(place) {
                course.checker.problems.missing(&file.path, "it is not in the zip");
            }
        }
        Ok(())
    }

    /// Returns whether the next thing is a later file, or the directory: then the file at `place` is missing.
    fn leads_past(&mut self, files: &[File], places: &BTreeMap<&str, usize>, place: usize) -> io::Result<bool> {
        let Some(name) = self.name()? else {
            return Ok(self.stream.peek(4)? == CENTRAL);
        };
        let later = std::str::from_utf8(&name).ok().and_then(|name| places.get(name)).filter(|other| **other > place);
        let Some(file) = later.and_then(|other| files.get(*other)) else { return Ok(false) };
        let header = local(&file.member(), self.stamp);
        Ok(self.stream.peek(header.len())? == header)
    }

    /// Takes a file that the manifest does not name, where it can be told how long it is. Returns its name.
    fn foreign(&mut self, places: &BTreeMap<&str, usize>) -> io::Result<Option<String>> {
        let Some(name) = self.name()? else { return Ok(None) };
        let shown = String::from_utf8_lossy(&name).into_owned();
        if places.contains_key(shown.as_str()) {
            return Ok(None);
        }
        let header = self.stream.peek(LOCAL_LENGTH)?;
        // Bit 3: the length stands behind the file.
        let (told, packed, extra) = (short(header, 6) & 8 == 0, long(header, 18), short(header, 28));
        if !told || packed == u32::MAX {
            return Ok(None);
        }
        let length = LOCAL_LENGTH as u64 + name.len() as u64 + u64::from(extra) + u64::from(packed);
        self.stream.each(length, |_passed| {})?;
        Ok(Some(shown))
    }

    /// Returns the name of the file that begins here; none where none does.
    fn name(&mut self) -> io::Result<Option<Vec<u8>>> {
        let header = self.stream.peek(LOCAL_LENGTH)?;
        if header.len() < LOCAL_LENGTH || !header.starts_with(&LOCAL) {
            return Ok(None);
        }
        let length = usize::from(short(header, 26));
        Ok(self.stream.peek(LOCAL_LENGTH + length)?.get(LOCAL_LENGTH..).map(<[u8]>::to_vec))
    }

    fn body(&mut self, course: &mut Course, file: &'a File, begin: u64) -> io::Result<()> {
        let mut looked = Looked::new(file);
        let signed = course.signed;
        course.checker.begin(&file.path, file.kind);
        let taken =
            self.stream.each(file.packed_size, |bytes| looked.packed(bytes, signed.then_some(&mut course.checker)))?;
        if taken < file.packed_size {
            self.cut_short(&mut course.checker.problems, &file.path);
            return Ok(());
        }
        if signed {
            course.checker.end();
        }
        if let Some(what) = looked.end_packed(signed) {
            course.checker.problems.altered(&file.path, what);
        }
        self.directory.push((file.member(), begin));
        Ok(())
    }

    /// Compares the directory and the end.
    fn tail(&mut self, problems: &mut Problems, files: &[File]) -> io::Result<()> {
        let begin = self.stream.at;
        if let Some(name) = self.name()? {
            let name = String::from_utf8_lossy(&name).into_owned();
            let listed = files.iter().any(|file| file.path == name) || name == MANIFEST || name == SIGNATURE;
            problems.altered(
                &name,
                if listed {
                    "it is in the zip twice, or not in its place"
                } else {
                    "it is in the zip and not in the manifest"
                },
            );
            return Ok(());
        }
        let mut size = 0;
        for (member, at) in std::mem::take(&mut self.directory) {
            let line = central(&member, self.stamp, at);
            size += line.len() as u64;
            if !self.same(&line, problems, "its directory was changed")? {
                return Ok(());
            }
            self.directory.push((member, at));
        }
        let end = end(self.directory.len() as u64, begin, size);
        if self.same(&end, problems, "its end was changed")? && !self.stream.peek(1)?.is_empty() {
            problems.altered(ZIP, "something follows its end");
        }
        Ok(())
    }

    fn same(&mut self, expected: &[u8], problems: &mut Problems, what: &str) -> io::Result<bool> {
        let bytes = self.stream.peek(expected.len())?;
        let (same, cut) = (bytes == expected, bytes.len() < expected.len() && expected.starts_with(bytes));
        self.stream.take(expected.len());
        if cut {
            self.cut_short(problems, "its directory");
        } else if !same {
            problems.altered(ZIP, what);
        }
        Ok(same)
    }

    fn cut_short(&mut self, problems: &mut Problems, place: &str) {
        self.cut = true;
        problems.missing(ZIP, format!("it is cut short, in {place}"));
    }
}
