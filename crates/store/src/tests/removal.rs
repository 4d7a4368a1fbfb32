//! Removal by policy: what goes, what stays, and what is left to prove it.

use std::collections::{BTreeMap, BTreeSet};

use tables::Shape;

use super::support::*;
use crate::{
    Appended, Archive, Aspect, ConditionKeys, Error, HoldTerms, LeafAccount, Options, Removal, Removed, Selection,
    Verdicts, VerifyOptions,
};

const DAY: i64 = 86_400_000_000;
/// Midnight before the first sign-in of [`sign_ins`].
const MARCH: i64 = 1_772_323_200_000_000;

fn before(day: i64) -> Removal {
    Removal {
        who: "ada".into(),
        reason: "400 days are over".into(),
        policy: "sign-ins: keep 400d".into(),
        selections: vec![Selection {
            table: "SigninLogs".into(),
            before: Some(MARCH + day * DAY),
            ..Selection::default()
        }],
        ..Removal::default()
    }
}

fn check(archive: &Archive) -> Verdicts {
    let verdicts = archive.verify(&VerifyOptions::default(), &|_done, _all| {}).unwrap();
    assert!(verdicts.holds(), "{verdicts:#?}");
    verdicts
}

fn remove(archive: &Archive, removal: &Removal) -> Removed {
    let mut writer = archive.writer().unwrap();
    let removed = writer.remove(removal).unwrap();
    writer.close().unwrap();
    removed
}

fn hold(archive: &Archive, terms: HoldTerms) -> u64 {
    let mut writer = archive.writer().unwrap();
    let terms = HoldTerms { case: "case-17".into(), reason: "litigation".into(), ..terms };
    let number = writer.hold("ada", terms).unwrap().number;
    writer.commit().unwrap();
    writer.close().unwrap();
    number
}

/// Three days of sign-ins, a file a day.
fn three_days() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path()).with_options(Options { threads: 1, ..Options::default() });
    for day in 0..3 {
        import(&archive, &sign_ins(day * 700, day * 700 + 30)).unwrap();
    }
    (folder, archive)
}

#[test]
fn rows_and_evidence_go_and_the_proof_stays() {
    let (folder, archive) = three_days();
    let old = archive.snapshot().unwrap().evidence().list().map(|object| object.0.to_owned()).collect::<BTreeSet<_>>();
    let writer = archive.writer().unwrap();
    let planned = writer.plan_removal(&before(2)).unwrap();
    assert_eq!((planned.rows(), planned.evidence.len(), planned.bytes > 0), (60, 2, true));
    let table = &planned.tables["SigninLogs"];
    assert_eq!((table.rows, table.files_removed, table.files_rewritten, table.held), (60, 2, 0, 0));
    assert_eq!(archive.snapshot().unwrap().plan_removal(&before(2)).unwrap(), planned);
    writer.close().unwrap();
    let removed = remove(&archive, &before(2));
    assert_eq!((removed.rows(), &removed.evidence), (60, &planned.evidence));
    assert_eq!(texts(&archive, "SigninLogs", "Id").len(), 30);
    let verdicts = check(&archive);
    assert_eq!((verdicts.checked.rows, verdicts.checked.evidence), (30, 1));
    for object in &removed.evidence {
        assert!(!folder.path().join(&object.path).exists());
        let gone = archive.snapshot().unwrap().evidence().open(&object.sha256).unwrap_err().to_string();
        assert!(gone.contains("entry 4"), "{gone}");
        assert!(old.contains(&object.sha256) && object.name == "records.ndjson" && object.size > 0);
    }
    let removals = archive.removals().unwrap();
    let [sealed] = removals.as_slice() else { panic!("{removals:?}") };
    assert_eq!((sealed.entry, sealed.at, &sealed.removed), (4, NOW, &removed));
    assert_eq!(removed.selections[0].before, Some(MARCH + 2 * DAY));
    // The accounts stay, and the time is not silent but removed.
    assert_eq!(archive.accounts().unwrap().len(), 3);
    let coverage = archive.coverage().unwrap();
    assert_eq!((coverage.0[0].intervals.len(), coverage.0[0].removed.len()), (1, 1));
    let span = &coverage.0[0].removed[0];
    assert_eq!((span.rows, span.entry, span.policy.as_str()), (60, 4, "sign-ins: keep 400d"));
    assert!(span.from >= MARCH && span.to < MARCH + 2 * DAY);
    let again = remove(&archive, &before(2));
    assert!(again.is_empty() && again.policy == removed.policy);
    assert_eq!(archive.head().unwrap().entry, 4, "nothing to remove is nothing to seal");
}

#[test]
fn half_a_file_is_written_again_and_the_digest_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut records = sign_ins(0, 20);
    records.extend(sign_ins(700, 720));
    import(&archive, &records).unwrap();
    let whole = archive.digest().unwrap();
    let removed = remove(&archive, &before(1));
    assert_eq!((removed.rows(), removed.evidence.len()), (20, 0), "other rows need the file");
    check(&archive);
    // An archive that never had them has the same digest.
    let other = tempfile::tempdir().unwrap();
    let fresh = super::support::archive(other.path());
    import(&fresh, &sign_ins(700, 720)).unwrap();
    assert_eq!(archive.digest().unwrap(), fresh.digest().unwrap());
    let later = Removal {
        selections: vec![Selection { tenant: Some("UNKNOWN".into()), ..before(9).selections[0].clone() }],
        ..before(9)
    };
    assert_eq!(remove(&archive, &later).rows(), 20);
    check(&archive);
    // What was removed by a policy comes back as it was when it is imported again.
    let (again, _sealed) = import(&archive, &records).unwrap();
    assert_eq!(again, Appended { stored: 40, duplicates: 0, versions: 0, rejected: 0 });
    assert_eq!(archive.digest().unwrap(), whole);
    check(&archive);
}

#[test]
fn a_file_whose_evidence_was_removed_is_imported_as_if_for_the_first_time() {
    let (_folder, archive) = three_days();
    let removed = remove(&archive, &before(1));
    let sha256 = &removed.evidence[0].sha256;
    let mut writer = archive.writer().unwrap();
    assert!(writer.known_import(sha256, "1").is_none());
    let done = append(&mut writer, "SigninLogs", Shape::Graph, &sign_ins(0, 30)).unwrap();
    assert_eq!(done.stored, 30);
    writer.commit().unwrap();
    assert!(writer.known_import(sha256, "1").is_some());
    writer.close().unwrap();
    assert_eq!(archive.snapshot().unwrap().entry_of_evidence(sha256), Some(5));
    check(&archive);
}

#[test]
fn held_rows_stay_in_tables_and_in_versions() {
    let (_folder, archive) = three_days();
    let richer: Vec<String> = sign_ins(0, 30)
        .iter()
        .map(|record| record.replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\""))
        .collect();
    import(&archive, &richer).unwrap();
    let people = hold(&archive, HoldTerms { people: vec!["ADA@contoso.example".into()], ..HoldTerms::default() });
    let address = hold(&archive, HoldTerms { addresses: vec!["192.0.2.1".into()], ..HoldTerms::default() });
    let elsewhere = hold(&archive, HoldTerms { tables: vec!["AuditLogs".into()], ..HoldTerms::default() });
    let later = hold(&archive, HoldTerms { from: Some(MARCH + 2 * DAY), ..HoldTerms::default() });
    let planned = archive.snapshot().unwrap().plan_removal(&before(1)).unwrap();
    let removed = remove(&archive, &before(1));
    // Ada has ten of thirty, and one more is from 192.0.2.1; each in two versions.
    assert_eq!(planned.holds, BTreeMap::from([(people, 20), (address, 2), (elsewhere, 0), (later, 0)]));
    assert_eq!((removed.rows(), &removed.holds, planned.tables["SigninLogs"].held), (38, &planned.holds, 22));
    let table = archive.tables().unwrap().remove(0);
    assert_eq!((table.rows, table.versions), (60 + 11, 11));
    assert!(removed.evidence.is_empty(), "held rows need it");
    check(&archive);
    let users = texts(&archive, "SigninLogs", "UserPrincipalName");
    assert_eq!(users.iter().filter(|user| user.starts_with("ada")).count(), 30);
    // Released by two, they go.
    let mut writer = archive.writer().unwrap();
    for (number, rows) in [(people, 20), (address, 2)] {
        writer.release(number, "ada", "settled").unwrap();
        assert!(writer.remove(&before(1)).unwrap().is_empty(), "asked for is not released");
        writer.release(number, "grace", "settled").unwrap();
        let removed = writer.remove(&before(1)).unwrap();
        assert_eq!((removed.rows(), removed.evidence.len()), (rows, if rows == 2 { 2 } else { 0 }));
    }
    writer.close().unwrap();
    check(&archive);
}

#[test]
fn a_row_shown_stays_while_a_version_of_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let poor = sign_in(1, "2026-03-01T12:00:00Z", "ada", 0);
    let rich = poor
        .replace("ada@contoso.example", "renamed@contoso.example")
        .replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"");
    import(&archive, &[poor, sign_in(2, "2026-03-01T12:00:00Z", "grace", 0)]).unwrap();
    import(&archive, &[rich]).unwrap();
    let held = hold(&archive, HoldTerms { people: vec!["ada@contoso.example".into()], ..HoldTerms::default() });
    let planned = archive.snapshot().unwrap().plan_removal(&before(1)).unwrap();
    let table = &planned.tables["SigninLogs"];
    assert_eq!((table.rows, table.versions, table.held, table.kept_with_version), (1, 0, 1, 1));
    assert_eq!(planned.holds[&held], 2);
    assert_eq!(remove(&archive, &before(1)).rows(), 1);
    assert_eq!(texts(&archive, "SigninLogs", "UserPrincipalName"), ["renamed@contoso.example"]);
    check(&archive);
}

fn keys_of_day_one(archive: &Archive) -> BTreeSet<[u8; 16]> {
    let scan = archive.snapshot().unwrap().scan("SigninLogs", &["_Key"], Some((MARCH, MARCH + DAY))).unwrap();
    scan.flat_map(|batch| crate::batch::row_keys(&batch.unwrap()).collect::<Vec<_>>()).collect()
}

#[test]
fn a_condition_has_to_be_asked_and_asked_again() {
    let (_folder, archive) = three_days();
    let condition = Some("SigninLogs | where ResultType != 0".to_owned());
    let number = hold(&archive, HoldTerms { condition, ..HoldTerms::default() });
    let refused = |removal: &Removal| {
        let Err(Error::Refused { why, .. }) = archive.snapshot().unwrap().plan_removal(removal) else {
            panic!("a hold was passed over")
        };
        let mut writer = archive.writer().unwrap();
        assert!(matches!(writer.remove(removal), Err(Error::Refused { .. })));
        writer.commit().unwrap();
        writer.close().unwrap();
        why
    };
    let why = refused(&before(1));
    assert!(why.contains("hold 1 of case-17") && why.contains("where ResultType != 0"), "{why}");
    let entry = archive.head().unwrap().entry;
    let keys: BTreeSet<[u8; 16]> = keys_of_day_one(&archive).into_iter().take(5).collect();
    import(&archive, &sign_ins(30, 40)).unwrap();
    let mut removal =
        Removal { conditions: [(number, ConditionKeys { entry, keys: keys.clone() })].into(), ..before(1) };
    let why = refused(&removal);
    assert!(why.contains("ask again"), "{why}");
    removal.conditions.insert(number, ConditionKeys { entry: entry + 1, keys: keys.clone() });
    // An act in between brings no rows.
    let mut writer = archive.writer().unwrap();
    writer.act("ada", "retention.apply", "SigninLogs", serde_json::Value::Null, Vec::new()).unwrap();
    let removed = writer.remove(&removal).unwrap();
    writer.close().unwrap();
    assert_eq!((removed.rows(), removed.holds[&number]), (35, 5));
    assert!(shown_keys(&archive).is_superset(&keys));
    removal.conditions.insert(number, ConditionKeys { entry: 99, keys });
    assert!(refused(&removal).contains("entry 99"));
    check(&archive);
}

#[test]
fn what_a_condition_finds_can_be_removed() {
    let (_folder, archive) = three_days();
    let keys: BTreeSet<[u8; 16]> = shown_keys(&archive).into_iter().skip(50).take(7).collect();
    let selection = Selection { table: "SigninLogs".into(), keys: Some(keys.clone()), ..Selection::default() };
    let removed = remove(&archive, &Removal { selections: vec![selection], ..before(0) });
    assert_eq!((removed.rows(), removed.selections[0].keys), (7, Some(7)));
    assert!(shown_keys(&archive).is_disjoint(&keys));
    check(&archive);
}

#[test]
fn a_careless_removal_is_refused() {
    let (_folder, archive) = three_days();
    let mut writer = archive.writer().unwrap();
    let good = || before(1);
    let table = |table: &str| vec![Selection { table: table.into(), before: Some(1), ..Selection::default() }];
    for (bad, why) in [
        (Removal { who: " ".into(), ..good() }, "who orders it"),
        (Removal { reason: String::new(), ..good() }, "why"),
        (Removal { policy: String::new(), ..good() }, "by which policy"),
        (Removal { selections: Vec::new(), ..good() }, "selections or a person"),
        (Removal { subject: vec!["ada@contoso.example".into()], ..good() }, "selections or a person"),
        (Removal { subject: vec!["a".into()], selections: Vec::new(), ..good() }, "too short"),
        (Removal { selections: table("SigninLog"), ..good() }, "no table SigninLog"),
        (
            Removal { selections: vec![Selection { table: "SigninLogs".into(), ..Selection::default() }], ..good() },
            "all of",
        ),
    ] {
        let refused = writer.remove(&bad).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    assert!(writer.commit().unwrap().is_none());
    assert_eq!(writer.remove(&good()).unwrap().rows(), 30, "a refusal is no error of the writer");
}

#[test]
fn evidence_is_kept_while_it_may_be_needed() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    // A file whose records are all known from another, one that was not recognised, and one that was not read to its end.
    let mut later = sign_ins(0, 5);
    later.extend(sign_ins(1400, 1405));
    import(&archive, &later).unwrap();
    import(&archive, &sign_ins(1400, 1405)).unwrap();
    let mut writer = archive.writer().unwrap();
    let odd = writer.put_evidence("odd.bin", b"?".as_slice()).unwrap().sha256;
    writer.account(LeafAccount { path: "odd.bin".into(), evidence: odd.clone(), ..LeafAccount::default() });
    writer.complete(&odd, "1");
    writer.commit().unwrap();
    writer.close().unwrap();
    assert!(remove(&archive, &before(1)).evidence.is_empty());
    let removed = remove(&archive, &before(3));
    assert_eq!((removed.rows(), removed.evidence.len()), (5, 2), "the known one goes with its time");
    let left: Vec<String> = archive.snapshot().unwrap().evidence().list().map(|object| object.0.to_owned()).collect();
    assert_eq!(left, [odd]);
    check(&archive);
}

#[test]
fn part_of_a_file_that_became_no_row_is_kept_under_any_hold() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    append(&mut writer, "SigninLogs", Shape::Graph, &sign_ins(0, 5)).unwrap();
    let evidence = crate::seal::sha256(sign_ins(0, 5).join("\n").as_bytes());
    writer.account(LeafAccount {
        path: "records.ndjson".into(),
        evidence: evidence.clone(),
        format: Some("ndjson".into()),
        rejected: 2,
        ..LeafAccount::default()
    });
    writer
        .hold(
            "ada",
            HoldTerms {
                case: "c".into(),
                reason: "r".into(),
                people: vec!["nobody@x.example".into()],
                ..HoldTerms::default()
            },
        )
        .unwrap();
    writer.commit().unwrap();
    let planned = writer.plan_removal(&before(1)).unwrap();
    assert_eq!((planned.rows(), planned.evidence.len(), planned.left.len()), (5, 0, 1));
    assert!(planned.left[0].why.contains("hold 1"), "{planned:?}");
    let removed = writer.remove(&before(1)).unwrap();
    assert_eq!(removed.left, planned.left);
    writer.close().unwrap();
    check(&archive);
    let mut evidence = archive.snapshot().unwrap().evidence().open(&evidence).unwrap();
    assert!(std::io::copy(&mut evidence, &mut std::io::sink()).unwrap() > 0);
}

#[test]
fn evidence_that_comes_back_to_its_place_is_noted_and_deleted() {
    let (folder, archive) = three_days();
    let object = archive.snapshot().unwrap().evidence().list().next().map(|object| object.0.to_owned()).unwrap();
    let bytes = std::fs::read(folder.path().join(crate::evidence::object_path(&object))).unwrap();
    let removed = remove(&archive, &before(9));
    assert_eq!(removed.evidence.len(), 3);
    archive.storage.put(&crate::evidence::object_path(&object), bytes.into()).unwrap();
    let verdicts = check(&archive);
    assert!(
        verdicts.findings.iter().any(|finding| finding.aspect == Aspect::Note && finding.what.contains("next writer"))
    );
    archive.writer().unwrap().close().unwrap();
    assert!(!check(&archive).findings.iter().any(|finding| finding.aspect == Aspect::Note));
}

#[test]
fn the_delta_tables_lose_the_rows_too() {
    let (_folder, archive) = three_days();
    remove(&archive, &before(1));
    let log = archive.storage.get("tables/SigninLogs/_delta_log/00000000000000000003.json").unwrap();
    let log = String::from_utf8(log.to_vec()).unwrap();
    assert!(log.contains("\"operation\":\"DELETE\"") && log.contains("\"dataChange\":true"), "{log}");
    super::delta::agrees(&archive, "tables/SigninLogs");
}
