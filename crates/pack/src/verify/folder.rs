//! Checks a folder that a pack was unpacked into.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::file::Looked;
use super::stream::Stream;
use super::{Course, Options, newer};
use crate::Error;
use crate::manifest::{LONGEST, MANIFEST, SIGNATURE};
use crate::signature::length;
use crate::verdict::{Problems, Verdict};

/// Most names that are looked at: more than a pack can have.
const MOST: usize = 2 * crate::manifest::MOST;

pub(super) fn verify(root: &Path, options: &Options) -> Result<Verdict, Error> {
    let failed = || Error::io("read", &root.display().to_string());
    let mut problems = Problems::default();
    let Some(text) = short(root, MANIFEST, LONGEST).map_err(failed())? else {
        problems.missing(MANIFEST, "it is not in the folder, and without it nothing can be told");
        return Ok(problems.verdict(Vec::new(), None));
    };
    let newer = newer(&text);
    let Some(mut course) = Course::begin(&text, &mut problems) else {
        return newer.map_or_else(|| Ok(problems.verdict(Vec::new(), None)), Err);
    };
    match short(root, SIGNATURE, length()).map_err(failed())? {
        Some(file) => course.signature(&file, options),
        None => course.checker.problems.missing(SIGNATURE, "it is not in the folder"),
    }
    if course.signed
        && let Some(newer) = newer
    {
        return Err(newer);
    }
    let files = std::mem::take(&mut course.manifest.files);
    let mut listed: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    listed.extend([MANIFEST, SIGNATURE]);
    let mut there = BTreeSet::new();
    walk(root, "", &mut there, &mut course.checker.problems).map_err(failed())?;
    for name in there.iter().filter(|name| !listed.contains(name.as_str())) {
        course.checker.problems.altered(name, "it is in the folder and not in the manifest");
    }
    for file in &files {
        if !there.contains(&file.path) {
            course.checker.problems.missing(&file.path, "it is not in the folder");
            continue;
        }
        let opened = fs::File::open(root.join(&file.path)).map_err(Error::io("open", &file.path))?;
        let mut looked = Looked::new(file);
        course.checker.begin(&file.path, file.kind);
        // One byte more than it should have tells that it has more.
        let most = file.size.saturating_add(1);
        Stream::new(opened)
            .each(most, |bytes| looked.plain(bytes, &mut course.checker))
            .map_err(Error::io("read", &file.path))?;
        course.checker.end();
        if let Some(what) = looked.end_plain() {
            course.checker.problems.altered(&file.path, what);
        }
        course.facts.files += 1;
    }
    course.manifest.files.clone_from(&files);
    course.checker.notes.push("a folder was checked: its files and names, not the zip that they came in".into());
    Ok(course.end(options))
}

/// Reads a file of at most `most` bytes and one; none where it is not there.
fn short(root: &Path, name: &str, most: usize) -> io::Result<Option<Vec<u8>>> {
    let path = root.join(name);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Gathers the names of all files below a folder. Links are not followed: a pack has none.
fn walk(folder: &Path, before: &str, there: &mut BTreeSet<String>, problems: &mut Problems) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if there.len() > MOST {
            problems.altered(&name, "there are more files than a pack can have");
            return Ok(());
        }
        if kind.is_dir() {
            walk(&entry.path(), &format!("{name}/"), there, problems)?;
        } else if kind.is_file() {
            there.insert(name);
        } else {
            problems.altered(&name, "it is no plain file");
        }
    }
    Ok(())
}
