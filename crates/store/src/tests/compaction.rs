//! Merging files changes no row.

use super::support::*;
use crate::{Appended, Options, VerifyOptions};

#[test]
fn many_small_files_become_few_and_the_digest_stays() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    for from in 0..12 {
        import(&archive, &sign_ins(from * 10, from * 10 + 10)).unwrap();
    }
    import(&archive, &sign_ins(700, 705)).unwrap();
    let before = (archive.digest().unwrap(), texts(&archive, "SigninLogs", "Id"));
    assert_eq!(archive.tables().unwrap()[0].files, 13);
    let mut writer = archive.writer().unwrap();
    assert!(writer.compact().unwrap().is_some());
    assert!(writer.compact().unwrap().is_none(), "there is nothing left to merge");
    // The writer goes on after it, and still knows every row.
    let again = append(&mut writer, "SigninLogs", tables::Shape::Graph, &sign_ins(0, 120)).unwrap();
    assert_eq!(again, Appended { stored: 0, duplicates: 120, versions: 0, rejected: 0 });
    let richer =
        sign_in(1, "2026-03-01T12:01:00Z", "grace", 0).replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"");
    writer.close().unwrap();
    assert_eq!((archive.digest().unwrap(), texts(&archive, "SigninLogs", "Id")), before);
    assert_eq!(archive.tables().unwrap()[0].files, 2);
    let verdicts = archive.verify(&VerifyOptions::default(), &|_done, _all| {}).unwrap();
    assert!(verdicts.holds(), "{verdicts:#?}");
    assert_eq!(import(&archive, &[richer]).unwrap().0, Appended { stored: 1, duplicates: 0, versions: 1, rejected: 0 });
    let table = archive.tables().unwrap().remove(0);
    assert_eq!((table.rows, table.versions), (125, 1));
}

#[test]
fn files_grow_only_to_their_bound() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { compact_above: 1, compact_to: 80_000, ..Options::default() };
    let archive = archive(folder.path()).with_options(options);
    for from in 0..9 {
        import(&archive, &sign_ins(from * 10, from * 10 + 10)).unwrap();
    }
    let mut writer = archive.writer().unwrap();
    let size = archive.tables().unwrap()[0].bytes / 9;
    assert!((16_000..39_000).contains(&size), "the bound below rests on files of about 24 kB, not {size}");
    writer.compact().unwrap().unwrap();
    let files = archive.tables().unwrap()[0].files;
    assert!((3..9).contains(&files), "{files}");
}
