//! Whatever is changed below the seal is found, and named.

use std::fs;
use std::path::{Path, PathBuf};

use tables::Shape;

use super::support::*;
use crate::{Archive, Aspect, Depth, Options, Verdicts, VerifyOptions};

/// A small archive with every kind of file in it.
fn small() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path()).with_options(Options { compact_above: 1, threads: 1, ..Options::default() });
    import(&archive, &sign_ins(0, 4)).unwrap();
    let richer =
        sign_in(1, "2026-03-01T12:01:00Z", "grace", 0).replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"");
    import(&archive, &[richer]).unwrap();
    import_as(&archive, "OtherRecords", Shape::Graph, &[r#"{"a":1}"#.into()]).unwrap();
    import(&archive, &sign_ins(4, 6)).unwrap();
    let mut writer = archive.writer().unwrap();
    let document = writer.put_document("review.json", br#"{"outcome":"nothing found"}"#).unwrap();
    writer
        .act("ada", "review.sign", "review 2026-W46", serde_json::json!({"outcome": "none"}), vec![document])
        .unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    let mut writer = archive.writer().unwrap();
    writer.compact().unwrap().unwrap();
    writer.close().unwrap();
    (folder, archive)
}

fn check(archive: &Archive, depth: Depth) -> Verdicts {
    crate::verify(
        archive.storage.directory().unwrap(),
        &VerifyOptions { depth, threads: 1, ..VerifyOptions::default() },
        &|_done, _all| {},
    )
    .unwrap()
}

/// Every file that the seal covers.
fn sealed_files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("writer.lock") && !path.ends_with("signing.key") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn found(archive: &Archive, depth: Depth, root: &Path, file: &Path, change: &str) {
    let path = file.strip_prefix(root).unwrap().to_str().unwrap();
    let verdicts = check(archive, depth);
    assert!(!verdicts.holds(), "{path}: {change} was not found");
    let named = verdicts
        .findings
        .iter()
        .any(|finding| finding.object == path && [Aspect::Integrity, Aspect::Truncation].contains(&finding.aspect));
    assert!(named, "{path}: {change} was found, but it was not named: {:#?}", verdicts.findings);
}

#[test]
fn an_untouched_archive_holds() {
    let (_folder, archive) = small();
    let verdicts = check(&archive, Depth::Full);
    assert!(verdicts.holds(), "{verdicts:#?}");
    let checked = verdicts.checked;
    assert_eq!((checked.entries, checked.rows, checked.evidence, checked.documents), (6, 8, 4, 1));
}

#[test]
fn a_flipped_bit_anywhere_is_found() {
    let (folder, archive) = small();
    let root = folder.path().canonicalize().unwrap();
    let files = sealed_files(&root);
    assert!(files.len() > 20, "{files:#?}");
    for file in files {
        let good = fs::read(&file).unwrap();
        // Every byte of what is not signed; of the rest, the form of which has tests of its own, some everywhere.
        let step = if good.len() <= 250 { 1 } else { good.len() / 12 };
        let positions = (0..good.len()).step_by(step).chain((good.len() - good.len().min(3))..good.len());
        for at in positions {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            put(&file, &bad);
            found(&archive, Depth::Quick, &root, &file, &format!("bit {} of byte {at}", at % 8));
        }
        put(&file, &good);
    }
    assert!(check(&archive, Depth::Full).holds());
}

#[test]
fn a_deleted_cut_or_lengthened_file_is_found() {
    let (folder, archive) = small();
    let root = folder.path().canonicalize().unwrap();
    for file in sealed_files(&root) {
        let good = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        found(&archive, Depth::Full, &root, &file, "deleting it");
        for length in [0, 1, good.len() / 2, good.len() - 1] {
            put(&file, &good[..length]);
            found(&archive, Depth::Full, &root, &file, &format!("cutting it to {length} bytes"));
        }
        put(&file, &[good.as_slice(), b"\n"].concat());
        found(&archive, Depth::Full, &root, &file, "a byte added at the end");
        put(&file, &good);
    }
    assert!(check(&archive, Depth::Full).holds());
}

#[test]
fn swapped_siblings_are_found() {
    let (folder, archive) = small();
    let root = folder.path().canonicalize().unwrap();
    let files = sealed_files(&root);
    let mut swaps = 0;
    for (left, right) in files.iter().flat_map(|left| files.iter().map(move |right| (left, right))) {
        if left < right && left.extension() == right.extension() {
            let contents = (fs::read(left).unwrap(), fs::read(right).unwrap());
            put(left, &contents.1);
            put(right, &contents.0);
            found(&archive, Depth::Quick, &root, left, &format!("swapping it with {}", right.display()));
            put(left, &contents.0);
            put(right, &contents.1);
            swaps += 1;
        }
    }
    assert!(swaps > 40);
}

fn put(file: &Path, bytes: &[u8]) {
    use std::io::Write;
    fs::File::create(file).unwrap().write_all(bytes).unwrap();
}
