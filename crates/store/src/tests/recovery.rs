//! Power may fail at any step. The same command again, and the archive is as if it had not.

use tables::Shape;

use super::support::*;
use crate::storage::Gate;
use crate::{Archive, Error, Options, Removal, Selection, VerifyOptions};

/// Supersedes rows of the first import, brings new ones, and merges files.
fn second_import(archive: &Archive) -> Result<(), Error> {
    let richer: Vec<String> = sign_ins(5, 20)
        .into_iter()
        .map(|record| {
            record.replace("\"Portal\"", "\"Portal\",\"correlationId\":\"11111111-1111-4111-8111-111111111111\"")
        })
        .collect();
    let mut writer = archive.writer()?;
    append(&mut writer, "SigninLogs", Shape::Graph, &richer)?;
    writer.commit()?;
    let document = writer.put_document("review", b"nothing found")?;
    writer.act("ada", "review.sign", "review 2026-W46", serde_json::Value::Null, vec![document])?;
    append(&mut writer, "SigninLogs", Shape::Graph, &sign_ins(20, 30))?;
    append(&mut writer, "OtherRecords", Shape::Graph, &[r#"{"a":1}"#.into(), r#"{"a":1}"#.into()])?;
    writer.compact()?;
    writer.close()
}

fn prepared() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { threads: 1, compact_above: 1, ..Options::default() };
    let archive = Archive::create_or_open(folder.path(), clock).unwrap().with_options(options);
    import(&archive, &sign_ins(0, 10)).unwrap();
    (folder, archive)
}

fn verdicts_hold(archive: &Archive) {
    let verdicts = archive.verify(&VerifyOptions::default(), &|_done, _all| {}).unwrap();
    assert!(verdicts.holds(), "{verdicts:#?}");
}

#[test]
fn stopped_at_any_step_and_run_again_it_ends_the_same() {
    let (_kept, uninterrupted) = prepared();
    second_import(&uninterrupted).unwrap();
    let expected = uninterrupted.digest().unwrap();
    let mut stops = Vec::new();
    for step in 0.. {
        let (_folder, archive) = prepared();
        let before = archive.digest().unwrap();
        let mut failing = archive.clone();
        failing.storage.fault = Gate::stop_at(step);
        let result = second_import(&failing);
        let Some(stop) = failing.storage.fault.closed_at() else {
            result.unwrap();
            break;
        };
        assert!(result.is_err(), "stopped at {stop} unnoticed");
        verdicts_hold(&archive);
        if stops.is_empty() {
            assert_eq!(archive.digest().unwrap(), before);
        }
        second_import(&archive).unwrap_or_else(|error| panic!("after a stop at {stop}: {error}"));
        assert_eq!(archive.digest().unwrap(), expected, "after a stop at {stop}");
        verdicts_hold(&archive);
        let (_names, left) =
            archive.fold(None).map(|(state, _last)| ((), crate::ledger::unnamed(&archive.storage, &state))).unwrap();
        assert_eq!(left.unwrap(), Vec::<String>::new(), "after a stop at {stop}");
        stops.push(stop);
    }
    assert!(stops.len() > 30, "only {} steps: {stops:#?}", stops.len());
    for kind in
        ["ledger/chain", "ledger/receipt", "ledger/head", "_delta_log", "delete", "evidence/", "documents/", ".parquet"]
    {
        assert!(stops.iter().any(|stop| stop.contains(kind)), "never stopped at {kind}: {stops:#?}");
    }
}

#[test]
fn a_batch_is_seen_whole_or_not_at_all() {
    for step in 0.. {
        let (_folder, archive) = prepared();
        let mut failing = archive.clone();
        failing.storage.fault = Gate::stop_at(step);
        let mut writer = failing.writer().unwrap();
        let done = append(&mut writer, "SigninLogs", Shape::Graph, &sign_ins(10, 20))
            .and_then(|_appended| append(&mut writer, "OtherRecords", Shape::Graph, &[r#"{"a":1}"#.into()]))
            .and_then(|_appended| writer.commit());
        let rows: Vec<u64> = archive.tables().unwrap().iter().map(|table| table.rows).collect();
        assert!(rows == [10] || rows == [1, 20], "at step {step}: {rows:?}");
        let read: usize = ["SigninLogs", "OtherRecords"]
            .into_iter()
            .flat_map(|table| archive.snapshot().unwrap().scan(table, &["TimeGenerated"], None).unwrap())
            .map(|batch| batch.unwrap().num_rows())
            .sum();
        assert_eq!(read as u64, rows.iter().sum::<u64>());
        if done.is_ok() {
            assert_eq!(rows, [1, 20]);
            break;
        }
    }
}

#[test]
fn a_stop_while_the_archive_is_made_leaves_none_or_a_good_one() {
    for step in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let mut storage = crate::storage::Storage::local(folder.path()).unwrap();
        storage.fault = Gate::stop_at(step);
        let made = crate::archive::create(&storage, folder.path());
        let archive = archive(folder.path());
        import(&archive, &sign_ins(0, 3)).unwrap();
        verdicts_hold(&archive);
        if made.is_ok() {
            break;
        }
    }
}

#[test]
fn an_error_ends_the_writer_and_nothing_half_done_is_committed() {
    let (_folder, archive) = prepared();
    let mut failing = archive.clone();
    failing.storage.fault = Gate::stop_at(2);
    let mut writer = failing.writer().unwrap();
    let mut error = None;
    for from in 0..5 {
        error = append(&mut writer, "SigninLogs", Shape::Graph, &sign_ins(10 + from, 11 + from)).err().or(error);
    }
    assert!(matches!(error, Some(Error::Stopped)), "{error:?}");
    assert!(matches!(writer.commit(), Err(Error::Stopped)));
}

/// Removes by a policy and at a person's request, so that files go whole, are written again, and evidence goes and is cut.
fn removals(archive: &Archive) -> Result<(), Error> {
    let order = |policy: &str| Removal {
        who: "grace".into(),
        reason: "test".into(),
        policy: policy.into(),
        ..Removal::default()
    };
    let before = Some(1_772_323_200_000_000 + 86_400_000_000);
    let selections = vec![Selection { table: "SigninLogs".into(), before, ..Selection::default() }];
    let mut writer = archive.writer()?;
    writer.remove(&Removal { selections, ..order("keep 1d") })?;
    writer.remove(&Removal { subject: vec!["ada@contoso.example".into()], ..order("request 1") })?;
    writer.close()
}

fn two_days() -> (tempfile::TempDir, Archive) {
    let (folder, archive) = prepared();
    import(&archive, &sign_ins(8, 12).into_iter().chain(sign_ins(700, 706)).collect::<Vec<_>>()).unwrap();
    (folder, archive)
}

#[test]
fn a_removal_stopped_at_any_step_is_finished_by_the_next_writer() {
    let (_kept, uninterrupted) = two_days();
    removals(&uninterrupted).unwrap();
    let expected = uninterrupted.digest().unwrap();
    let mut stops = Vec::new();
    for step in 0.. {
        let (folder, archive) = two_days();
        let mut failing = archive.clone();
        failing.storage.fault = Gate::stop_at(step);
        let result = removals(&failing);
        let Some(stop) = failing.storage.fault.closed_at() else {
            result.unwrap();
            break;
        };
        assert!(result.is_err(), "stopped at {stop} unnoticed");
        verdicts_hold(&archive);
        removals(&archive).unwrap_or_else(|error| panic!("after a stop at {stop}: {error}"));
        assert_eq!(archive.digest().unwrap(), expected, "after a stop at {stop}");
        verdicts_hold(&archive);
        let (state, _last) = archive.fold(None).unwrap();
        assert_eq!(crate::ledger::unnamed(&archive.storage, &state).unwrap(), Vec::<String>::new(), "after {stop}");
        for path in state.left_behind() {
            assert!(!folder.path().join(&path).exists(), "{path} is still there after a stop at {stop}");
        }
        assert_eq!(state.removals.len(), 2, "after a stop at {stop}");
        stops.push(stop);
    }
    assert!(stops.len() > 20, "only {} steps: {stops:#?}", stops.len());
    for kind in [
        "ledger/chain",
        "ledger/receipt",
        "ledger/head",
        "_delta_log",
        "delete evidence/",
        "adopt evidence/",
        "delete tables",
    ] {
        assert!(stops.iter().any(|stop| stop.contains(kind)), "never stopped at {kind}: {stops:#?}");
    }
}
