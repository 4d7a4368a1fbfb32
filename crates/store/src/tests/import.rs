//! Importing: what is stored, what is a duplicate, what is shown.

use std::io::Read;

use super::support::*;
use crate::storage::Lock;
use crate::{Appended, Archive, Equals, Error, Origin};

#[test]
fn rows_can_be_read_back_and_say_where_they_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let records = sign_ins(0, 1500);
    let (appended, sealed) = import(&archive, &records).unwrap();
    assert_eq!(appended, Appended { stored: 1500, duplicates: 0, versions: 0, rejected: 0 });
    assert_eq!(archive.head().unwrap(), sealed.head);
    assert_eq!(sealed.head.to_string().parse(), Ok(sealed.head));
    let tables = archive.tables().unwrap();
    let [table] = tables.as_slice() else { panic!("one table, not {tables:?}") };
    assert_eq!((table.table.as_str(), table.rows, table.versions, table.files), ("SigninLogs", 1500, 0, 3));
    assert_eq!(table.tenants, ["unknown"]);
    assert_eq!(table.first, Some(1_772_366_400_000_000), "noon on 1 March 2026");

    let users = texts(&archive, "SigninLogs", "UserPrincipalName");
    assert_eq!(users.len(), 1500);
    let one = archive.snapshot().unwrap().scan("SigninLogs", &["Id", "_Offset", "_Day"], None).unwrap();
    let one = one.where_equals(Equals { column: "Id".into(), value: "00000000-0000-4000-8000-000000000777".into() });
    assert_eq!(one.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 1);
    let count = |conditions: &[(&str, &str)]| {
        let scan = archive.snapshot().unwrap().scan("SigninLogs", &["Id"], None).unwrap();
        let scan = conditions.iter().fold(scan, |scan, (column, value)| {
            scan.where_equals(Equals { column: (*column).into(), value: (*value).into() })
        });
        scan.map(|batch| batch.map(|batch| batch.num_rows())).sum::<Result<usize, Error>>()
    };
    let ada = ("UserPrincipalName", "Ada@contoso.example");
    assert_eq!(count(&[ada]).unwrap(), 500);
    assert_eq!(count(&[ada, ("IPAddress", "192.0.2.3")]).unwrap(), 2);
    assert_eq!(count(&[ada, ("_Tenant", "unknown")]).unwrap(), 500);
    assert_eq!(count(&[("_Tenant", "other")]).unwrap(), 0);
    assert!(matches!(count(&[("TimeGenerated", "x")]), Err(Error::Unknown { what: "text column", .. })));
    let day = 86_400_000_000;
    let second = Some((1_772_366_400_000_000 + day, 1_772_366_400_000_000 + 2 * day - 1));
    let rows =
        archive.snapshot().unwrap().scan("SigninLogs", &["Id"], second).unwrap().map(|batch| batch.unwrap().num_rows());
    assert_eq!(rows.sum::<usize>(), 700);

    let evidence = archive.snapshot().unwrap().evidence();
    let sha256 = evidence.list().next().unwrap().0.to_owned();
    let mut text = String::new();
    evidence.open(&sha256).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, records.join("\n"));
    let mut record = String::new();
    let at = records.iter().take(3).map(|record| record.len() as u64 + 1).sum();
    evidence.open_at(&sha256, at).unwrap().take(records[3].len() as u64).read_to_string(&mut record).unwrap();
    assert_eq!(record, records[3]);
}

#[test]
fn importing_twice_is_importing_once() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 1000)).unwrap();
    let once = archive.digest().unwrap();
    let (again, _sealed) = import(&archive, &sign_ins(0, 1000)).unwrap();
    assert_eq!(again, Appended { stored: 0, duplicates: 1000, versions: 0, rejected: 0 });
    assert_eq!(archive.digest().unwrap(), once);
    let (more, _sealed) = import(&archive, &sign_ins(500, 1500)).unwrap();
    assert_eq!(more, Appended { stored: 500, duplicates: 500, versions: 0, rejected: 0 });
    let writer = archive.writer().unwrap();
    let sha256 = archive.snapshot().unwrap().evidence().list().next().unwrap().0.to_owned();
    assert!(writer.known_import(&sha256, "1").is_some());
    assert!(writer.known_import(&sha256, "2").is_none());
}

#[test]
fn the_richer_version_is_shown_and_the_other_kept() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let poor = sign_in(1, "2026-03-01T12:00:00Z", "ada", 0);
    let rich = poor.replace("\"Portal\"", "\"Portal\",\"correlationId\":\"11111111-1111-4111-8111-111111111111\"");
    import(&archive, &[poor.clone(), sign_in(2, "2026-03-01T12:01:00Z", "grace", 0)]).unwrap();
    let (second, _sealed) = import(&archive, &[rich]).unwrap();
    assert_eq!(second, Appended { stored: 1, duplicates: 0, versions: 1, rejected: 0 });
    let table = archive.tables().unwrap().remove(0);
    assert_eq!((table.rows, table.versions), (2, 1));
    assert!(texts(&archive, "SigninLogs", "CorrelationId").contains(&"11111111-1111-4111-8111-111111111111".into()));
    let (third, _sealed) = import(&archive, &[poor]).unwrap();
    assert_eq!(third, Appended { stored: 0, duplicates: 1, versions: 0, rejected: 0 });
}

#[test]
fn a_second_writer_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let _writer = archive.writer().unwrap();
    let Err(Error::Busy { holder }) = archive.writer() else { panic!("two writers at once") };
    assert!(holder.contains(&std::process::id().to_string()), "{holder}");
}

#[test]
fn a_writer_dies_only_when_it_leaves_something_behind() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let died = || Lock::unfinished(folder.path());
    let mut writer = archive.writer().unwrap();
    writer.act("ann", "review.decide", "review 2026-W46", serde_json::Value::Null, Vec::new()).unwrap();
    assert!(died(), "it is at work");
    drop(writer);
    assert!(!died(), "nothing of it is on the disk");
    let mut writer = archive.writer().unwrap();
    writer.put_evidence("a.json", b"{}".as_slice()).unwrap();
    drop(writer);
    assert!(died(), "a file is there that nothing names");
    archive.writer().unwrap().close().unwrap();
    assert!(!died());
}

#[test]
fn reading_where_there_is_no_archive_creates_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("none");
    assert!(matches!(Archive::open(&at, clock), Err(Error::Absent { .. })));
    assert!(!at.exists());
}

#[test]
fn rows_that_were_not_committed_were_never_there() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 10)).unwrap();
    let before = archive.digest().unwrap();
    let mut writer = archive.writer().unwrap();
    append(&mut writer, "SigninLogs", tables::Shape::Graph, &sign_ins(10, 20)).unwrap();
    drop(writer);
    assert_eq!(archive.digest().unwrap(), before);
    import(&archive, &sign_ins(10, 20)).unwrap();
    assert_eq!(archive.tables().unwrap()[0].rows, 20);
}

#[test]
fn evidence_of_many_frames_reads_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let bytes: Vec<u8> = (0u32..3_000_000).flat_map(|number| (number / 7).to_le_bytes()).collect();
    let mut writer = archive.writer().unwrap();
    let object = writer.put_evidence("numbers", bytes.as_slice()).unwrap();
    let again = writer.put_evidence("numbers", bytes.as_slice()).unwrap();
    assert!(!object.already_known && again.already_known);
    let empty = writer.put_evidence("nothing", [].as_slice()).unwrap();
    let whole_frame = writer.put_evidence("frame", &bytes[..4 << 20]).unwrap();
    writer.commit().unwrap();
    let evidence = archive.snapshot().unwrap().evidence();
    for offset in [0, 1, (4 << 20) - 1, 4 << 20, 9_000_001, bytes.len() - 1, bytes.len(), bytes.len() + 5] {
        let mut rest = Vec::new();
        evidence.open_at(&object.sha256, offset as u64).unwrap().read_to_end(&mut rest).unwrap();
        assert!(rest == bytes[offset.min(bytes.len())..], "from {offset}");
    }
    for sha256 in [empty.sha256, whole_frame.sha256] {
        let mut all = Vec::new();
        let size = evidence.open(&sha256).unwrap().read_to_end(&mut all).unwrap();
        assert_eq!(crate::seal::sha256(&all), sha256, "{size} bytes");
    }
    let path = crate::evidence::object_path(&object.sha256);
    let stored = std::fs::read(folder.path().join(path)).unwrap();
    assert!(zstd::decode_all(stored.as_slice()).unwrap() == bytes, "any zstd decoder reads it");
}

#[test]
fn equal_events_without_a_name_stay_as_many_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let event = |kind: &str| format!(r#"{{"kind":"{kind}","n":1}}"#);
    let twice = [event("a"), event("a"), event("b")];
    let put = |records: &[String]| import_as(&archive, "OtherRecords", tables::Shape::Graph, records).unwrap().0;
    assert_eq!(put(&twice), Appended { stored: 3, duplicates: 0, versions: 0, rejected: 0 });
    assert_eq!(put(&twice), Appended { stored: 0, duplicates: 3, versions: 0, rejected: 0 });
    assert_eq!(
        put(&[event("a"), event("a"), event("a")]),
        Appended { stored: 1, duplicates: 2, versions: 0, rejected: 0 }
    );
    assert_eq!(archive.tables().unwrap()[0].rows, 4);
}

#[test]
fn rows_without_evidence_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    let mut origin = Origin { evidence: "0".repeat(64), member: Some("b.json".into()), format: "graph".into() };
    let rows = || map("SigninLogs", tables::Shape::Graph, &sign_ins(0, 3));
    assert!(matches!(writer.append(&origin, rows()), Err(Error::Unknown { what: "evidence", .. })));
    origin.evidence = writer.put_evidence("a.zip", b"PK".as_slice()).unwrap().sha256;
    writer.append(&origin, rows()).unwrap();
    writer.commit().unwrap();
    assert_eq!(texts(&archive, "SigninLogs", "_Member"), vec!["b.json"; 3]);
}
