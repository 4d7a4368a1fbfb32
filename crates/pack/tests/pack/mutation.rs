//! A pack changed in every way that does not need its key: never unaltered, and no two ways to say so.

use std::io::{Cursor, Write};

use pack::{Options, State, Verdict, verify_zip};

use crate::forge::{Part, assemble, member, parts, signature_file};
use crate::python::Both;
use crate::sample::{Archive, sample, sha256};

fn check(zip: &[u8]) -> Verdict {
    verify_zip(zip, &Options::default()).unwrap()
}

/// Flips one bit of each of these bytes.
fn flips(zip: &[u8], places: impl Iterator<Item = usize>) {
    for at in places {
        let bit = fastrand::u8(..8);
        let mut changed = zip.to_vec();
        changed[at] ^= 1 << bit;
        let verdict = check(&changed);
        assert_ne!(verdict.state, State::Unaltered, "byte {at} bit {bit}");
        assert!(!verdict.problems.is_empty());
    }
}

/// Where the parts of a zip begin: headers and data of each file in turn, then the directory.
fn edges(zip: &[u8]) -> Vec<(usize, usize)> {
    let mut at = 0;
    let edges = parts(zip).into_iter().map(|part| {
        let header = at;
        at += part.header.len() + part.data.len();
        (header, header + part.header.len())
    });
    edges.collect()
}

#[test]
fn a_zip_taken_apart_and_put_together_is_the_same() {
    let zip = sample();
    assert_eq!(assemble(&parts(&zip)), zip);
}

#[test]
fn every_byte_before_a_file_matters() {
    let zip = sample();
    flips(&zip, edges(&zip).into_iter().flat_map(|(header, data)| header..data));
}

#[test]
fn every_byte_of_the_directory_matters() {
    let zip = sample();
    let directory = parts(&zip).iter().map(|part| part.header.len() + part.data.len()).sum();
    flips(&zip, directory..zip.len());
}

#[test]
fn every_byte_of_manifest_and_signature_matters() {
    let zip = sample();
    let (_header, first) = edges(&zip)[2];
    flips(&zip, 0..first);
}

#[test]
fn every_byte_of_a_file_matters() {
    let zip = sample();
    for (part, (_header, data)) in parts(&zip).iter().zip(edges(&zip)).skip(2) {
        // The first and the last bytes of a deflated file are where bits mean nothing to whom unpacks it.
        let last = data + part.data.len();
        flips(&zip, (data..last).step_by(11).chain(last - 2..last));
    }
}

#[test]
fn every_cut_leaves_it_incomplete() {
    let zip = sample();
    let near = |at: usize| at.saturating_sub(3)..at + 3;
    let points = edges(&zip).into_iter().flat_map(|(header, data)| near(header).chain(near(data)));
    let mut both = Both::new();
    for (number, at) in points.chain((0..zip.len()).step_by(211)).chain(zip.len() - 30..zip.len()).enumerate() {
        let verdict = if number % 9 == 0 { both.check(&zip[..at]) } else { check(&zip[..at]) };
        assert_eq!(verdict.state, State::Incomplete, "cut at {at}: {verdict}");
    }
    both.agree();
}

#[test]
fn every_file_removed_is_missed_by_name() {
    let all = parts(&sample());
    let mut both = Both::new();
    for at in 0..all.len() {
        let mut rest = all.clone();
        let gone = rest.remove(at);
        let verdict = both.check(&assemble(&rest));
        assert_eq!(verdict.state, State::Incomplete, "{}: {verdict}", gone.name);
        assert!(verdict.problems.iter().any(|problem| problem.file == gone.name), "{}: {verdict}", gone.name);
    }
    let verdict = both.check(&assemble(&all[..2]));
    assert_eq!(verdict.state, State::Incomplete, "{verdict}");
    both.agree();
}

#[test]
fn every_file_swapped_with_another_is_altered() {
    let all = parts(&sample());
    let mut both = Both::new();
    for at in 0..all.len() {
        let other = (at + 1 + fastrand::usize(..all.len() - 1)) % all.len();
        let mut places = all.clone();
        places.swap(at, other);
        let verdict = both.check(&assemble(&places));
        // Where the manifest is not found, nothing more can be told.
        let expected = if at.min(other) == 0 && at.max(other) == 1 { State::Incomplete } else { State::Altered };
        assert_eq!(verdict.state, expected, "{} and {}: {verdict}", all[at].name, all[other].name);
        let rename = |part: &Part, name: &Part| Part { data: part.data.clone(), ..name.clone() };
        let mut contents = all.clone();
        (contents[at], contents[other]) = (rename(&all[other], &all[at]), rename(&all[at], &all[other]));
        if all[at].data != all[other].data {
            assert_ne!(check(&assemble(&contents)).state, State::Unaltered);
        }
    }
    both.agree();
}

#[test]
fn whatever_is_added_is_altered() {
    let zip = sample();
    let all = parts(&zip);
    let mut both = Both::new();
    for at in 0..=all.len() {
        for name in ["records/entry-3.jsonl", "review.html", "/etc/passwd", "../../x"] {
            let mut more = all.clone();
            more.insert(at, member(name, b"more"));
            let verdict = both.check(&assemble(&more));
            assert_eq!(verdict.state, State::Altered, "{name} at {at}: {verdict}");
            assert!(
                at < 2 || name == "review.html" || verdict.problems.iter().any(|problem| problem.file == name),
                "{name} at {at}: {verdict}"
            );
        }
    }
    let mut other = zip::ZipWriter::new_append(Cursor::new(zip.clone())).unwrap();
    other.start_file("more.txt", zip::write::SimpleFileOptions::default()).unwrap();
    other.write_all(b"more").unwrap();
    let verdict = both.check(&other.finish().unwrap().into_inner());
    assert_eq!(verdict.state, State::Altered, "{verdict}");
    let mut comment = zip.clone();
    let last = comment.len() - 2;
    comment[last] = 4;
    comment.extend(b"note");
    for changed in
        [comment, [&zip[..], b"\0"].concat(), [&zip[..], &zip[..]].concat(), [b"#!/bin/sh\n", &zip[..]].concat()]
    {
        assert_eq!(both.check(&changed).state, State::Altered);
    }
    both.agree();
}

#[test]
fn a_changed_directory_hides_no_file() {
    let zip = sample();
    let mut changed = zip.clone();
    let directory: usize = parts(&zip).iter().map(|part| part.header.len() + part.data.len()).sum();
    changed[directory + 4] ^= 1;
    let verdict = check(&changed);
    assert_eq!((verdict.state, verdict.facts.unwrap().files), (State::Altered, 27));
}

#[test]
fn a_link_in_the_directory_is_altered() {
    let mut all = parts(&sample());
    // Made on Unix, and a symbolic link.
    let last = all.len() - 1;
    all[last].line[5] = 3;
    all[last].line[38..42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
    assert_eq!(check(&assemble(&all)).state, State::Altered);
}

#[test]
fn entries_that_lie_over_each_other_are_altered() {
    let zip = sample();
    let end = zip.len() - 22;
    let directory = parts(&zip).iter().map(|part| part.header.len() + part.data.len()).sum::<usize>();
    let mut changed = zip.clone();
    // The first line of the directory says where the first file is; let it be said of the second too.
    let second = directory + parts(&zip)[0].line.len();
    changed[second + 42..second + 46].fill(0);
    assert!(second < end);
    assert_eq!(check(&changed).state, State::Altered);
}

#[test]
fn a_manifest_that_is_edited_needs_the_key() {
    let all = parts(&sample());
    let text = String::from_utf8(all[0].data.clone()).unwrap().replace("not asked for", "not looked at");
    let hash = sha256(text.as_bytes());
    let old = String::from_utf8(all[1].data.clone()).unwrap();
    let signature = old.split('"').nth(15).unwrap();
    assert_eq!(signature.len(), 128);
    let mut edited = all.clone();
    edited[0] = crate::forge::stored("manifest.json", text.clone().into_bytes());
    edited[1] = crate::forge::stored("signature.json", signature_file(&Archive::new(7).public(), &hash, signature));
    let mut both = Both::new();
    let verdict = both.check(&assemble(&edited));
    assert_eq!(verdict.state, State::Altered);
    assert!(verdict.to_string().contains("signature.json: its signature does not match its key"), "{verdict}");
    assert_eq!(verdict.facts.unwrap().key, None);

    let other = Archive::new(8);
    let signed = other.sign("pack", &hash);
    edited[1] = crate::forge::stored("signature.json", signature_file(&signed.key, &hash, &signed.signature));
    let zip = assemble(&edited);
    let verdict = both.check(&zip);
    assert_eq!(verdict.state, State::Altered);
    assert!(verdict.to_string().contains("it was made with another key than archive.json names"), "{verdict}");
    let expected = Options { key: Some(Archive::new(7).public()), ..Options::default() };
    let verdict = verify_zip(&zip[..], &expected).unwrap();
    assert!(verdict.to_string().contains("another key than the expected one"), "{verdict}");
    both.agree();
}

#[test]
fn flips_are_told_alike_by_the_script() {
    let zip = sample();
    let mut both = Both::new();
    both.check(&zip);
    for _ in 0..150 {
        let (at, bit) = (fastrand::usize(..zip.len()), fastrand::u8(..8));
        let mut changed = zip.clone();
        changed[at] ^= 1 << bit;
        assert_ne!(both.check(&changed).state, State::Unaltered, "byte {at} bit {bit}");
    }
    both.agree();
}
