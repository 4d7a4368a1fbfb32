//! What verify tells apart.

use std::fs;
use std::path::Path;

use tables::Shape;

use super::support::*;
use crate::{
    Archive, Aspect, Completeness, Head, Integrity, LeafAccount, Rejection, Truncation, Verdicts, VerifyOptions,
};

fn check(archive: &Archive, anchor: Option<Head>) -> Verdicts {
    archive.verify(&VerifyOptions { anchor, ..VerifyOptions::default() }, &|_done, _all| {}).unwrap()
}

fn three(at: &Path) -> Archive {
    let archive = archive(at);
    for from in [0, 5, 10] {
        import(&archive, &sign_ins(from, from + 5)).unwrap();
    }
    archive
}

fn entry(number: u32) -> String {
    format!("ledger/chain/{number:010}.json")
}

fn receipt(number: u32) -> String {
    format!("ledger/receipt/{number:010}.json")
}

#[test]
fn an_archive_without_entries_holds() {
    let folder = tempfile::tempdir().unwrap();
    let verdicts = check(&archive(folder.path()), None);
    assert!(verdicts.holds() && verdicts.completeness == Completeness::Complete, "{verdicts:#?}");
}

#[test]
fn removed_last_entries_are_told_by_the_head_the_receipts_and_the_logs() {
    let folder = tempfile::tempdir().unwrap();
    let archive = three(folder.path());
    let old_head = {
        let other = tempfile::tempdir().unwrap();
        fs::copy(folder.path().join("ledger/head.json"), other.path().join("head.json")).unwrap();
        import(&archive, &sign_ins(15, 20)).unwrap();
        other
    };
    fs::remove_file(folder.path().join(entry(4))).unwrap();
    let told_by = |object: &str| match check(&archive, None).truncation {
        Truncation::Truncated { object: by, .. } => assert_eq!(by, object),
        Truncation::Ok => panic!("truncation not found, expected {object} to tell"),
    };
    told_by(&entry(4));
    fs::copy(old_head.path().join("head.json"), folder.path().join("ledger/head.json")).unwrap();
    told_by(&receipt(4));
    fs::remove_file(folder.path().join(receipt(4))).unwrap();
    told_by("tables/SigninLogs/_delta_log/00000000000000000003.json");
    fs::remove_file(folder.path().join("tables/SigninLogs/_delta_log/00000000000000000003.json")).unwrap();
    let Truncation::Truncated { object, .. } = check(&archive, None).truncation else { panic!("orphans not found") };
    assert!(object.starts_with("evidence/"), "{object}");
    assert_eq!(check(&archive, None).integrity, Integrity::Ok);
}

#[test]
fn an_anchor_finds_a_perfect_rollback() {
    let folder = tempfile::tempdir().unwrap();
    let archive = three(folder.path());
    let anchor = archive.head().unwrap();
    assert!(check(&archive, Some(anchor.clone())).holds());
    let other = tempfile::tempdir().unwrap();
    let rolled_back = three(other.path());
    assert!(check(&rolled_back, None).holds());
    let Integrity::Broken { object, .. } = check(&rolled_back, Some(anchor.clone())).integrity else {
        panic!("another archive's head passed for this one's")
    };
    assert_eq!(object, entry(3));
    let beyond = Head { entry: 9, ..anchor };
    assert!(matches!(check(&archive, Some(beyond)).truncation, Truncation::Truncated { .. }));
}

#[test]
fn reordered_and_missing_entries_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let archive = three(folder.path());
    let [one, two] = [1, 2].map(|number| folder.path().join(entry(number)));
    let aside = folder.path().join("aside");
    fs::rename(&one, &aside).unwrap();
    fs::rename(&two, &one).unwrap();
    fs::rename(&aside, &two).unwrap();
    let Integrity::Broken { object, what } = check(&archive, None).integrity else { panic!("not found") };
    assert_eq!((object, what.as_str()), (entry(1), "it holds entry 2"));
    fs::rename(&one, &aside).unwrap();
    let Integrity::Broken { object, what } = check(&archive, None).integrity else { panic!("not found") };
    assert_eq!((object, what.as_str()), (entry(1), "it is missing"));
}

#[test]
fn a_sealed_entry_that_was_not_published_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let archive = three(folder.path());
    for step in 0.. {
        let mut failing = archive.clone();
        failing.storage.fault = crate::storage::Gate::stop_at(step);
        let _stopped = import(&failing, &sign_ins(15, 20));
        let stop = failing.storage.fault.closed_at().expect("a log file is written");
        if stop.contains("_delta_log") {
            break;
        }
    }
    let verdicts = check(&archive, None);
    assert!(verdicts.holds(), "{verdicts:#?}");
    assert!(verdicts.findings.iter().any(|finding| finding.aspect == Aspect::Note && finding.object == entry(4)));
}

#[test]
fn signs_of_missing_records_make_it_incomplete() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    // Days 1 and 2, and day 5: days 3 and 4 are silent.
    let records: Vec<String> = sign_ins(0, 1400).into_iter().chain(sign_ins(2800, 3500)).collect();
    import(&archive, &records).unwrap();
    let mut writer = archive.writer().unwrap();
    let object = writer.put_evidence("odd.bin", b"?".as_slice()).unwrap();
    let leaf = LeafAccount { path: "odd.bin".into(), evidence: object.sha256.clone(), ..LeafAccount::default() };
    writer.account(LeafAccount { path: "a.zip".into(), member: Some("b.csv".into()), ..leaf.clone() });
    writer.account(leaf.clone());
    let object = writer.put_evidence("cut.csv", b"x".as_slice()).unwrap();
    writer.account(LeafAccount {
        path: "cut.csv".into(),
        evidence: object.sha256,
        format: Some("portal".into()),
        rejected: 1,
        rejections: vec![Rejection { line: 7, reason: "no date".into() }],
        cut: Some("exactly 50,000 rows".into()),
        ..LeafAccount::default()
    });
    writer.commit().unwrap();
    let verdicts = check(&archive, None);
    assert!(verdicts.holds() && verdicts.completeness == Completeness::Incomplete);
    let said: Vec<String> =
        verdicts.findings.iter().map(|finding| format!("{}: {}", finding.object, finding.what)).collect();
    for expected in [
        "odd.bin: its format was not recognised",
        "a.zip/b.csv: its format was not recognised",
        "cut.csv: 1 of its records were rejected",
        "cut.csv: its exporter cut it short: exactly 50,000 rows",
        "SigninLogs of unknown: no record from 2026-03-03T00:00:00Z to 2026-03-05T00:00:00Z",
    ] {
        assert!(said.iter().any(|said| said == expected), "{expected} is not among {said:#?}");
    }
    let coverage = archive.coverage().unwrap();
    let [table] = coverage.0.as_slice() else { panic!("{coverage:?}") };
    assert_eq!(
        (table.table.as_str(), table.intervals.len(), table.silences.len(), table.busy),
        ("SigninLogs", 2, 1, true)
    );
    assert_eq!(table.windows[0].rows, 2100);
    assert_eq!(table.windows[0].from, table.intervals[0].0);
    assert_eq!(table.windows[0].to, table.intervals[1].1);
}

#[test]
fn a_damaged_file_is_not_copied_under_a_new_seal() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 5)).unwrap();
    let table = folder.path().join("tables/SigninLogs/_Tenant=unknown/_Day=2026-03-01");
    let file = fs::read_dir(table).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&file).unwrap();
    // The page headers at the front are not covered by checks of Parquet's own.
    let at = bytes.len() - 300;
    bytes[at] ^= 1;
    std::io::Write::write_all(&mut fs::File::create(&file).unwrap(), &bytes).unwrap();
    let richer =
        sign_in(1, "2026-03-01T12:01:00Z", "grace", 0).replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"");
    let error = import_as(&archive, "SigninLogs", Shape::Graph, &[richer]).unwrap_err().to_string();
    assert!(error.contains("SigninLogs"), "{error}");
}
