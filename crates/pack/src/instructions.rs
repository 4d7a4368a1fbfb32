//! How to check a pack without this program: the files that say so, and do so, in every pack.

use crate::Kind;
use crate::manifest::File;
use crate::write::Item;

/// Sums of all other files, as `sha256sum -c` reads them.
pub(crate) const SUMS: &str = "SHA256SUMS";

/// `VERIFY.md`: how to check a pack, for people.
pub const PAGE: &str = include_str!("../instructions/VERIFY.md");
/// `verify.py`: checks a pack with nothing but Python 3.
pub const PYTHON: &str = include_str!("../instructions/verify.py");
/// `verify.sh`: checks an unpacked pack with sha256sum and openssl.
pub const SHELL: &str = include_str!("../instructions/verify.sh");

/// Returns the instructions that are the same in every pack.
pub(crate) fn items<'a>() -> Vec<Item<'a>> {
    let item = |path: &str, about: &str, text: &str| Item::bytes(path, Kind::Instructions, about, text);
    vec![
        item("VERIFY.md", "how to check this pack, and what a check can tell", PAGE),
        item("verify.py", "checks this pack with nothing but Python 3", PYTHON),
        item("verify.sh", "checks the unpacked files with sha256sum and openssl", SHELL),
    ]
}

/// Returns the sums of these files.
pub(crate) fn sums<'a>(files: &[File]) -> Item<'a> {
    let mut lines: Vec<_> = files.iter().map(|file| (&file.path, &file.sha256)).collect();
    lines.sort();
    let lines: Vec<_> = lines.into_iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect();
    Item::bytes(
        SUMS,
        Kind::Instructions,
        "SHA-256 of every file but the manifest, its signature and this one",
        lines.concat(),
    )
}
