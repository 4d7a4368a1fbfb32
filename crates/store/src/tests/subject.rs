//! Removal at a person's request: the rows go, hashes stay, and the evidence is cut or named.

use std::collections::BTreeSet;
use std::io::Read;

use serde_json::Value;
use tables::Shape;

use super::support::*;
use crate::{
    Appended, Archive, Aspect, Depth, HoldTerms, LeafAccount, Options, Origin, Rejection, Removal, Removed, Verdicts,
    VerifyOptions,
};

fn ada() -> Removal {
    Removal {
        who: "grace".into(),
        reason: "asked for on 20 November".into(),
        policy: "request 2026-12".into(),
        subject: vec!["ada@contoso.example".into()],
        ..Removal::default()
    }
}

fn verdicts(archive: &Archive) -> Verdicts {
    archive.verify(&VerifyOptions::default(), &|_done, _all| {}).unwrap()
}

fn check(archive: &Archive) {
    let verdicts = verdicts(archive);
    assert!(verdicts.holds(), "{verdicts:#?}");
}

fn remove(archive: &Archive, removal: &Removal) -> Removed {
    let mut writer = archive.writer().unwrap();
    let planned = writer.plan_removal(removal).unwrap();
    let removed = writer.remove(removal).unwrap();
    assert_eq!((planned.rows(), &planned.evidence, &planned.left), (removed.rows(), &removed.evidence, &removed.left));
    let cut = removed.redacted.iter().map(|object| (&object.sha256, object.ranges.len() as u64));
    assert!(planned.cut.iter().map(|cut| (&cut.sha256, cut.ranges)).eq(cut), "{planned:?}");
    writer.close().unwrap();
    removed
}

fn content(archive: &Archive, sha256: &str) -> String {
    let mut text = String::new();
    archive.snapshot().unwrap().evidence().open(sha256).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Puts a file and its rows as an import does, with the encoding that it found.
fn put(archive: &Archive, name: &str, bytes: &[u8], member: Option<&str>, records: &[String]) -> (String, LeafAccount) {
    let mut writer = archive.writer().unwrap();
    let evidence = writer.put_evidence(name, bytes).unwrap().sha256;
    let member = member.map(str::to_owned);
    let origin = Origin { evidence: evidence.clone(), member: member.clone(), format: "ndjson".into() };
    let mut appended = Appended::default();
    if !records.is_empty() {
        appended = writer.append(&origin, map("SigninLogs", Shape::Graph, records)).unwrap();
    }
    let account = writer.account(LeafAccount {
        path: name.into(),
        member,
        evidence: evidence.clone(),
        format: Some("ndjson".into()),
        encoding: Some("utf-8".into()),
        read: records.len() as u64,
        stored: [("SigninLogs".into(), appended.stored)].into(),
        duplicates: appended.duplicates,
        ..LeafAccount::default()
    });
    writer.complete(&evidence, "1");
    writer.commit().unwrap();
    writer.close().unwrap();
    (evidence, account)
}

#[test]
fn a_persons_records_go_and_everything_else_stays_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let records = sign_ins(0, 30);
    let (evidence, _account) = put(&archive, "a.ndjson", records.join("\n").as_bytes(), None, &records);
    let removed = remove(&archive, &ada());
    assert!(removed.subject && removed.selections.is_empty());
    assert_eq!((removed.rows(), removed.stubs.len(), removed.evidence.len()), (10, 10, 0));
    assert_eq!(texts(&archive, "SigninLogs", "Id").len(), 20);
    // The evidence has the same name and length; where her records stood are hashes; all others are found where they were.
    let [redacted] = removed.redacted.as_slice() else { panic!("{removed:#?}") };
    assert_eq!((redacted.sha256.as_str(), redacted.ranges.len(), removed.left.len()), (evidence.as_str(), 10, 0));
    let text = content(&archive, &evidence);
    assert_eq!(text.len(), records.join("\n").len());
    assert!(!text.contains("ada@") && text.contains("grace@"));
    for (number, (line, record)) in text.lines().zip(&records).enumerate() {
        let json: Value = serde_json::from_str(line).unwrap();
        if number % 3 == 0 {
            assert_eq!(json["removed"], format!("sha256:{}", crate::seal::sha256(record.as_bytes())));
        } else {
            assert_eq!(line, record);
        }
    }
    assert_eq!(archive.snapshot().unwrap().evidence().redacted(&evidence), Some(2));
    // Nothing in the archive names her any more, apart from the documents and acts that people wrote.
    let chain = std::fs::read_to_string(folder.path().join("ledger/chain/0000000002.json")).unwrap();
    assert!(!chain.contains("ada@"), "{chain}");
    assert!(!folder.path().join(crate::evidence::object_path(&evidence)).exists());
    check(&archive);
    assert!(remove(&archive, &ada()).is_empty());
}

#[test]
fn a_record_that_comes_again_is_rejected_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let records = sign_ins(0, 6);
    put(&archive, "a.ndjson", records.join("\n").as_bytes(), None, &records);
    remove(&archive, &ada());
    let digest = archive.digest().unwrap();
    let richer: Vec<String> =
        sign_ins(0, 8).iter().map(|record| record.replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"")).collect();
    for (name, records, stored) in [("b.ndjson", sign_ins(0, 8), 2), ("c.ndjson", richer, 6)] {
        let text = records.join("\n");
        let (_evidence, account) = put(&archive, name, text.as_bytes(), None, &records);
        assert_eq!((account.rejected, account.stored["SigninLogs"]), (2, stored));
        let sum = account.stored.values().sum::<u64>() + account.duplicates + account.rejected;
        assert_eq!(account.read, sum, "{account:?}");
        let Rejection { line, reason } = &account.rejections[0];
        assert!(*line == 1 && reason.contains("entry 2"), "{reason}");
        if stored == 2 {
            assert_eq!(archive.digest().unwrap().0["tables/SigninLogs"].0, digest.0["tables/SigninLogs"].0 + 2);
        }
        check(&archive);
    }
    // A record of hers that was not there before is a new one: removal looks back, not ahead.
    let new = sign_in(900, "2026-03-09T12:00:00Z", "ada", 0);
    assert_eq!(import(&archive, &[new]).unwrap().0, Appended { stored: 1, duplicates: 0, versions: 0, rejected: 0 });
}

#[test]
fn every_version_of_a_record_goes_if_one_names_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let poor = sign_in(1, "2026-03-01T12:00:00Z", "ada", 0);
    let rich = poor
        .replace("ada@contoso.example", "gone@contoso.example")
        .replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"");
    put(&archive, "a.ndjson", poor.as_bytes(), None, std::slice::from_ref(&poor));
    put(&archive, "b.ndjson", rich.as_bytes(), None, std::slice::from_ref(&rich));
    let removed = remove(&archive, &ada());
    assert_eq!((removed.rows(), removed.tables.len(), removed.evidence.len()), (2, 2, 2));
    assert_eq!(archive.digest().unwrap().0.values().map(|table| table.0).sum::<u64>(), 0);
    check(&archive);
}

#[test]
fn somebody_else_of_a_like_name_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let others: Vec<String> = ["lady.ada", "ada-x", "adam", "x_ada"]
        .iter()
        .enumerate()
        .map(|(id, user)| sign_in(id as u32, "2026-03-01T12:00:00Z", user, 0))
        .collect();
    put(&archive, "a.ndjson", others.join("\n").as_bytes(), None, &others);
    assert!(remove(&archive, &ada()).is_empty());
    assert_eq!(texts(&archive, "SigninLogs", "Id").len(), 4);
}

#[test]
fn what_cannot_be_cut_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let records = sign_ins(0, 6);
    let text = records.join("\n");
    let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
    let wide: Vec<u8> = sign_ins(12, 18).join("\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = [b"{\"city\":\"K\xF6ln\"}\n", sign_ins(18, 24).join("\n").as_bytes()].concat();
    let (packed, _account) = put(&archive, "a.zst", &packed, None, &records);
    let (zipped, _account) = put(&archive, "b.zip", b"PK not really", Some("inner.ndjson"), &sign_ins(6, 12));
    let (wide, _account) = put(&archive, "c.json", &wide, None, &sign_ins(12, 18));
    let (latin, _account) = put(&archive, "d.json", &latin, None, &sign_ins(18, 24));
    let (twice, _account) = put(&archive, "e.ndjson", text.as_bytes(), None, &records);
    let (silent, _account) = put(&archive, "f.ndjson", b"nothing of her", None, &[]);
    let removed = remove(&archive, &ada());
    assert_eq!((removed.rows(), removed.redacted.len(), removed.evidence.len()), (8, 0, 0));
    let why = |sha256: &String| removed.left.iter().find(|left| left.sha256 == *sha256).map(|left| left.why.as_str());
    for sha256 in [&packed, &zipped, &wide, &latin] {
        assert!(why(sha256).unwrap().contains("cannot be cut"), "{removed:#?}");
    }
    assert!(why(&twice).unwrap().contains("in a duplicate"), "{removed:#?}");
    assert_eq!(why(&silent), None);
    check(&archive);
}

#[test]
fn a_hold_comes_before_a_request() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let records = sign_ins(0, 30);
    let (evidence, _account) = put(&archive, "a.ndjson", records.join("\n").as_bytes(), None, &records);
    let mut writer = archive.writer().unwrap();
    let addresses = vec!["192.0.2.3".into(), "192.0.2.6".into()];
    writer.hold("ada", HoldTerms { case: "c".into(), reason: "r".into(), addresses, ..HoldTerms::default() }).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    let removed = remove(&archive, &ada());
    assert_eq!((removed.rows(), removed.holds[&1], removed.redacted[0].ranges.len()), (8, 2, 8));
    let text = content(&archive, &evidence);
    assert_eq!(text.matches("ada@").count(), 2, "{text}");
    assert!(removed.left[0].why.contains("a hold keeps it"), "{removed:#?}");
    check(&archive);
    // Released, the rest goes, out of the object as it is now.
    let mut writer = archive.writer().unwrap();
    writer.release(1, "ada", "settled").unwrap();
    writer.release(1, "grace", "settled").unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    let again = remove(&archive, &ada());
    assert_eq!((again.rows(), again.redacted[0].ranges.len(), again.left.len()), (2, 2, 0));
    assert_eq!(again.redacted[0].replaced, crate::evidence::redacted_path(&evidence, removed_entry(&archive, 0)));
    assert_eq!(content(&archive, &evidence).matches("ada@").count(), 0);
    check(&archive);
    // And the whole object, when no row needs it.
    let rest = Removal { subject: vec!["grace@contoso.example".into(), "edsger@contoso.example".into()], ..ada() };
    let last = remove(&archive, &rest);
    assert_eq!((last.evidence.len(), last.redacted.len()), (1, 0));
    assert!(!folder.path().join(&last.evidence[0].path).exists());
    check(&archive);
}

fn removed_entry(archive: &Archive, at: usize) -> u64 {
    archive.removals().unwrap()[at].entry
}

#[test]
fn bytes_on_which_another_row_rests_are_not_cut() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    // Two rows from the same bytes, as when a record fills two tables; one of them does not name her.
    let record = sign_in(1, "2026-03-01T12:00:00Z", "ada", 0);
    let evidence = writer.put_evidence("a.ndjson", record.as_bytes()).unwrap().sha256;
    let origin = Origin { evidence: evidence.clone(), member: None, format: "ndjson".into() };
    writer.append(&origin, map("SigninLogs", Shape::Graph, std::slice::from_ref(&record))).unwrap();
    let other = r#"{"kind":"x","pad":"0123456789"}"#.to_owned();
    writer.append(&origin, map("OtherRecords", Shape::Graph, &[other])).unwrap();
    writer.complete(&evidence, "1");
    writer.commit().unwrap();
    writer.close().unwrap();
    let removed = remove(&archive, &ada());
    assert_eq!((removed.rows(), removed.redacted.len(), removed.left.len()), (1, 0, 1));
    assert!(removed.left[0].why.contains("rests on the same bytes"), "{removed:#?}");
    assert_eq!(content(&archive, &evidence), record);
    check(&archive);
}

#[test]
fn a_changed_byte_of_a_removal_or_of_a_cut_object_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path()).with_options(Options { threads: 1, ..Options::default() });
    let records = sign_ins(0, 4);
    let (_evidence, _account) = put(&archive, "a.ndjson", records.join("\n").as_bytes(), None, &records);
    let removed = remove(&archive, &ada());
    let cut = crate::evidence::redacted_path(&removed.redacted[0].sha256, 2);
    let options = VerifyOptions { depth: Depth::Quick, threads: 1, ..VerifyOptions::default() };
    for path in ["ledger/chain/0000000002.json", "ledger/receipt/0000000002.json", &cut] {
        let good = std::fs::read(folder.path().join(path)).unwrap();
        for at in (0..good.len()).step_by(good.len() / 60 + 1) {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            archive.storage.put(path, bad.into()).unwrap();
            let verdicts = archive.verify(&options, &|_done, _all| {}).unwrap();
            let named = |finding: &crate::Finding| finding.object == path && finding.aspect == Aspect::Integrity;
            assert!(!verdicts.holds() && verdicts.findings.iter().any(named), "{path} byte {at}: {verdicts:#?}");
        }
        archive.storage.put(path, good.into()).unwrap();
    }
    check(&archive);
}

/// Signs a changed last entry anew, as somebody who has the key could, and publishes it.
fn forge(archive: &Archive, change: impl FnOnce(&mut crate::seal::Entry)) -> Verdicts {
    let (_state, last) = archive.fold(None).unwrap();
    let mut entry = last.unwrap();
    change(&mut entry);
    let root = archive.storage.directory().unwrap();
    let signer = crate::seal::Signer::load(root).unwrap().unwrap();
    let (bytes, hash) = crate::seal::seal("entry", &entry, &signer).unwrap();
    archive.storage.put(&crate::seal::entry_path(entry.number), bytes.into()).unwrap();
    crate::batch::publish(&archive.storage, &signer, &entry, &hash).unwrap();
    verdicts(archive)
}

#[test]
fn a_removal_that_does_not_add_up_is_found_though_the_key_signed_it() {
    type Change = fn(&mut Removed);
    let changes: [(Change, &str); 5] = [
        (
            |removed| removed.tables.values_mut().for_each(|table| table.rows += 1),
            "is not what it has and what was removed",
        ),
        (|removed| removed.stubs.truncate(1), "not those of the stubs"),
        (|removed| removed.holds.extend([(3, 0)]), "holds"),
        (|removed| removed.redacted[0].sha256 = "0".repeat(64), "was not there"),
        (
            |removed| {
                removed
                    .tables
                    .extend([("tables/AuditLogs".to_owned(), removed.tables.values().next().unwrap().clone())]);
            },
            "tables it changes",
        ),
    ];
    for (change, what) in changes {
        let folder = tempfile::tempdir().unwrap();
        let archive = archive(folder.path());
        let records = sign_ins(0, 6);
        put(&archive, "a.ndjson", records.join("\n").as_bytes(), None, &records);
        remove(&archive, &ada());
        let (_state, last) = archive.fold(None).unwrap();
        assert!(last.unwrap().removed.is_some());
        let verdicts = forge(&archive, |entry| change(entry.removed.as_mut().unwrap()));
        assert!(verdicts.findings.iter().any(|finding| finding.what.contains(what)), "{what}: {verdicts:#?}");
    }
}

#[test]
fn a_row_of_removed_evidence_is_broken() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let records = sign_ins(0, 3);
    let (evidence, _account) = put(&archive, "a.ndjson", records.join("\n").as_bytes(), None, &records);
    remove(&archive, &ada());
    let verdicts = forge(&archive, |entry| {
        let removed = entry.removed.as_mut().unwrap();
        removed.redacted.clear();
        let path = crate::evidence::object_path(&evidence);
        removed.evidence.push(crate::RemovedEvidence { sha256: evidence.clone(), size: 1, name: String::new(), path });
    });
    let found = |finding: &crate::Finding| finding.what.contains("a row names evidence that entry 2 removed");
    assert!(verdicts.findings.iter().any(found), "{verdicts:#?}");
    let names: BTreeSet<&str> = verdicts.findings.iter().map(|finding| finding.object.as_str()).collect();
    assert!(names.iter().any(|name| name.starts_with("tables/SigninLogs/_Tenant")), "{names:?}");
}
