//! The columns of every table, against the list kept beside this test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{fmt::Write as _, path::PathBuf};

use tables::all;

/// A change here changes what stands in archives that exist: columns may be added, never renamed or retyped.
#[test]
fn columns_are_those_of_the_kept_list() {
    let mut list = String::new();
    for table in all() {
        writeln!(list, "{}", table.name).unwrap();
        for column in table.columns {
            writeln!(list, "  {} {}", column.name, column.kind.name()).unwrap();
        }
        for promoted in table.promoted {
            writeln!(list, "  {} {} (hidden)", promoted.name, promoted.kind.name()).unwrap();
        }
    }
    kept(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/schema.txt"), &list);
}

/// Compares with a kept file; writes it instead where `UPDATE_REFERENCE` is set.
#[expect(clippy::disallowed_methods, reason = "written only where the developer asks for it")]
fn kept(path: &std::path::Path, text: &str) {
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::write(path, text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let differs = kept.lines().zip(text.lines()).position(|(kept, new)| kept != new);
    assert!(
        kept == text,
        "{} differs from line {} on; if that is meant, run with UPDATE_REFERENCE=1",
        path.display(),
        differs.unwrap_or(kept.lines().count().min(text.lines().count())) + 1
    );
}
