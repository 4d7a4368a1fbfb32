//! The folder that a pack was unpacked into.

use std::io::{Cursor, Write};
use std::path::Path;

use pack::State;

use crate::python::Both;
use crate::sample::sample;

fn unpacked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(Cursor::new(sample())).unwrap().extract(folder.path()).unwrap();
    folder
}

fn put(path: &Path, bytes: &[u8]) {
    std::fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn a_folder_is_told_like_a_zip() {
    let mut both = Both::new();
    let mut told = |change: &dyn Fn(&Path), state: State, says: &str| {
        let folder = unpacked();
        change(folder.path());
        let verdict = both.check_path(folder.path());
        assert_eq!(verdict.state, state, "{verdict}");
        assert!(verdict.to_string().contains(says), "{verdict}");
        folder
    };
    let kept = [
        told(&|_| {}, State::Unaltered, "a folder was checked"),
        told(
            &|root| std::fs::remove_file(root.join("review.html")).unwrap(),
            State::Incomplete,
            "review.html: it is not in the folder",
        ),
        told(&|root| std::fs::remove_file(root.join("manifest.json")).unwrap(), State::Incomplete, "manifest.json"),
        told(&|root| std::fs::remove_file(root.join("signature.json")).unwrap(), State::Incomplete, "signature.json"),
        told(&|root| put(&root.join("review.html"), b"all is well"), State::Altered, "review.html: it was changed"),
        told(&|root| put(&root.join("other/noise.bin"), &[0; 9000]), State::Altered, "other/noise.bin: it was changed"),
        told(
            &|root| put(&root.join("records/more.jsonl"), b""),
            State::Altered,
            "records/more.jsonl: it is in the folder and not in the manifest",
        ),
        told(&|root| put(&root.join("manifest.json"), b"{}"), State::Altered, "manifest.json: it cannot be read"),
    ];
    #[cfg(unix)]
    let _linked = told(
        &|root| {
            std::fs::rename(root.join("review.html"), root.join("records/x")).unwrap();
            std::os::unix::fs::symlink("records/x", root.join("review.html")).unwrap();
        },
        State::Altered,
        "review.html: it is no plain file",
    );
    assert_eq!(kept.len(), 8);
    both.agree();
}
