//! Packs whose signature was taken away: nothing vouches for what is left of them.

use std::path::Path;

use pack::{State, Verdict};
use serde_json::{Value, json};

use crate::folder::{put, unpacked};
use crate::forge::{assemble, parts};
use crate::python::Both;
use crate::sample::{sample, sha256};

const NOTHING: &str =
    "incomplete, and without a signed manifest nothing vouches for what is here: it may have been altered\n";

fn says_that_nothing_vouches(verdict: &Verdict) {
    assert_eq!(verdict.state, State::Incomplete, "{verdict}");
    assert!(verdict.to_string().starts_with(NOTHING), "{verdict}");
}

/// Sets what the manifest of an unpacked pack says of a file.
fn say(root: &Path, path: &str, name: &str, value: Value) {
    let text = std::fs::read(root.join("manifest.json")).unwrap();
    let mut manifest: Value = serde_json::from_slice(&text).unwrap();
    let file = manifest["files"].as_array_mut().unwrap().iter_mut().find(|file| file["path"] == path).unwrap();
    file[name] = value;
    put(&root.join("manifest.json"), &serde_json::to_vec_pretty(&manifest).unwrap());
}

/// Alters a file of an unpacked pack, and lets manifest and sums agree with that.
fn alter(root: &Path, path: &str, bytes: &[u8]) {
    let old = sha256(&std::fs::read(root.join(path)).unwrap());
    put(&root.join(path), bytes);
    say(root, path, "sha256", json!(sha256(bytes)));
    say(root, path, "size", json!(bytes.len()));
    let sums = std::fs::read_to_string(root.join("SHA256SUMS")).unwrap().replace(&old, &sha256(bytes));
    put(&root.join("SHA256SUMS"), sums.as_bytes());
    say(root, "SHA256SUMS", "sha256", json!(sha256(sums.as_bytes())));
}

#[test]
fn nothing_vouches_for_a_folder_without_a_signed_manifest() {
    let mut both = Both::new();
    let altered = unpacked();
    alter(altered.path(), "review.html", b"all is well");
    std::fs::remove_file(altered.path().join("signature.json")).unwrap();
    let verdict = both.check_path(altered.path());
    says_that_nothing_vouches(&verdict);
    assert!(verdict.to_string().contains("signature.json: it is not in the folder"), "{verdict}");

    let bare = unpacked();
    std::fs::remove_file(bare.path().join("manifest.json")).unwrap();
    says_that_nothing_vouches(&both.check_path(bare.path()));
    both.agree();
}

#[test]
fn nothing_vouches_for_a_zip_without_a_signed_manifest() {
    let zip = sample();
    let mut all = parts(&zip);
    let signed = all[0].header.len() + all[0].data.len() + all[1].header.len() + all[1].data.len();
    let mut both = Both::new();
    for cut in [0, 20, 900, signed - 1] {
        says_that_nothing_vouches(&both.check(&zip[..cut]));
    }
    let verdict = both.check(&zip[..signed]);
    assert!(verdict.to_string().starts_with("incomplete\n"), "the manifest is signed: {verdict}");
    says_that_nothing_vouches(&both.check(&assemble(&all[1..])));
    all.remove(1);
    says_that_nothing_vouches(&both.check(&assemble(&all)));
    both.agree();
}

#[test]
fn a_length_that_the_manifest_does_not_name_is_altered() {
    let root = unpacked();
    put(&root.path().join("review.html"), b"all is well");
    say(root.path(), "review.html", "sha256", json!(sha256(b"all is well")));
    std::fs::remove_file(root.path().join("signature.json")).unwrap();
    let mut both = Both::new();
    let verdict = both.check_path(root.path());
    assert_eq!(verdict.state, State::Altered, "{verdict}");
    assert!(verdict.to_string().contains("review.html: it was changed"), "{verdict}");
    both.agree();
}

#[test]
fn an_altered_record_is_found_in_a_folder_all_the_same() {
    let root = unpacked();
    let text = std::fs::read_to_string(root.path().join("records/entry-1.jsonl")).unwrap();
    alter(root.path(), "records/entry-1.jsonl", text.replace("50126", "0").as_bytes());
    std::fs::remove_file(root.path().join("signature.json")).unwrap();
    let mut both = Both::new();
    let verdict = both.check_path(root.path());
    assert_eq!(verdict.state, State::Altered, "{verdict}");
    assert!(verdict.to_string().contains("line 1: the record does not match its hash"), "{verdict}");
    both.agree();
}
