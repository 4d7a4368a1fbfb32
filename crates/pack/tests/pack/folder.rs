//! The folder that a pack was unpacked into.

use std::io::{Cursor, Write};
use std::path::Path;

use pack::State;

use crate::python::Both;
use crate::sample::sample;

pub(crate) fn unpacked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(Cursor::new(sample())).unwrap().extract(folder.path()).unwrap();
    folder
}

pub(crate) fn put(path: &Path, bytes: &[u8]) {
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

/// Runs `verify.sh`; none where what it needs is missing.
#[cfg(unix)]
fn shell(root: &Path) -> Option<(i32, String)> {
    let has = |program: &str, argument: &str| std::process::Command::new(program).arg(argument).output().is_ok();
    if !has("bash", "--version") || !has("sha256sum", "--version") || !has("openssl", "version") {
        eprintln!("skipped: verify.sh was not run, since there is no bash, sha256sum or openssl");
        return None;
    }
    let output = std::process::Command::new("bash").arg("verify.sh").current_dir(root).output().unwrap();
    Some((output.status.code().unwrap(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[cfg(unix)]
#[test]
fn the_shell_script_checks_files_and_signature() {
    let told = |change: &dyn Fn(&Path), code: i32, says: &str| {
        let folder = unpacked();
        change(folder.path());
        if let Some((found, said)) = shell(folder.path()) {
            assert_eq!(found, code, "{said}");
            assert!(said.contains(says), "{said}");
        }
    };
    let edit = |root: &Path, name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        assert!(text.contains(from), "{name} has {from}");
        put(&root.join(name), text.replacen(from, to, 1).as_bytes());
    };
    told(&|_| {}, 0, "files and signature are as they were signed");
    told(&|root| put(&root.join("review.html"), b"all is well"), 1, "a file does not match SHA256SUMS");
    told(&|root| std::fs::remove_file(root.join("review.html")).unwrap(), 1, "a file does not match SHA256SUMS");
    told(&|root| put(&root.join("more.html"), b"all is well"), 1, "a file was added, or is missing");
    told(
        &|root| std::fs::remove_file(root.join("signature.json")).unwrap(),
        1,
        "signature.json is missing, and without it nothing vouches for what is here",
    );
    let elsewhere = tempfile::tempdir().unwrap();
    told(
        &|root| {
            let away = elsewhere.path().join("entry-1.jsonl");
            std::fs::rename(root.join("records/entry-1.jsonl"), &away).unwrap();
            std::os::unix::fs::symlink(away, root.join("records/entry-1.jsonl")).unwrap();
        },
        1,
        "altered: no plain file: ./records/entry-1.jsonl",
    );
    told(
        &|root| {
            let away = elsewhere.path().join("records");
            std::fs::rename(root.join("records"), &away).unwrap();
            std::os::unix::fs::symlink(away, root.join("records")).unwrap();
        },
        1,
        "altered: no plain file: ./records\n",
    );
    told(&|root| edit(root, "SHA256SUMS", "review.html", "review.htm"), 1, "a file does not match SHA256SUMS");
    told(
        &|root| edit(root, "SHA256SUMS", "  acts.json\n", "  acts.json\n\n"),
        1,
        "SHA256SUMS is not the one that the manifest names",
    );
    told(
        &|root| edit(root, "manifest.json", "not asked for", "not found"),
        1,
        "signature.json is not of this manifest",
    );
    told(
        &|root| edit(root, "signature.json", "\"signature\":\"", "\"signature\":\"0"),
        1,
        "the signature does not hold",
    );
}
