//! Small archives to try things on.

use std::path::Path;

use tables::{Context, Mapped, Mapper, Place, Shape};

use crate::{Appended, Archive, Error, LeafAccount, Origin, Sealed, Writer};

/// Ten o'clock on 21 November 2026, in microseconds.
pub(super) const NOW: i64 = 1_795_255_200_000_000;

pub(super) fn clock() -> i64 {
    NOW
}

pub(super) fn archive(at: &Path) -> Archive {
    Archive::create_or_open(at, clock).unwrap()
}

/// A sign-in as Graph writes it.
pub(super) fn sign_in(id: u32, time: &str, user: &str, error: u32) -> String {
    format!(
        r#"{{"id":"00000000-0000-4000-8000-{id:012}","createdDateTime":"{time}","userPrincipalName":"{user}@contoso.example","appDisplayName":"Portal","ipAddress":"192.0.2.{}","status":{{"errorCode":{error}}}}}"#,
        id % 250
    )
}

/// Sign-ins `from..to`, one a minute from noon on 1 March 2026, 700 a day.
pub(super) fn sign_ins(from: u32, to: u32) -> Vec<String> {
    (from..to)
        .map(|id| {
            let (day, minute) = (1 + id / 700, id % 700);
            let time = format!("2026-03-{day:02}T{:02}:{:02}:00Z", 12 + minute / 60, minute % 60);
            sign_in(id, &time, ["ada", "grace", "edsger"][id as usize % 3], 0)
        })
        .collect()
}

/// Rows of a table from records of one shape.
pub(super) fn map(table: &str, shape: Shape, records: &[String]) -> Mapped {
    let mut mapper = Mapper::new(tables::by_name(table).unwrap(), shape);
    let mut offset = 0;
    for (line, record) in records.iter().enumerate() {
        let place = Place { offset, length: record.len() as u32, line: line as u64 + 1 };
        mapper.push(record, place, &Context::default()).unwrap();
        offset += record.len() as u64 + 1;
    }
    mapper.take().unwrap()
}

/// Appends records of one file.
pub(super) fn append(writer: &mut Writer, table: &str, shape: Shape, records: &[String]) -> Result<Appended, Error> {
    let text = records.join("\n");
    let object = writer.put_evidence("records.ndjson", text.as_bytes())?;
    let origin = Origin { evidence: object.sha256.clone(), member: None, format: "ndjson".into() };
    let mut total = Appended::default();
    for slice in records.chunks(500) {
        let done = writer.append(&origin, map(table, shape, slice))?;
        total.stored += done.stored;
        total.duplicates += done.duplicates;
        total.versions += done.versions;
    }
    writer.account(LeafAccount {
        path: "records.ndjson".into(),
        evidence: object.sha256.clone(),
        format: Some("ndjson".into()),
        read: records.len() as u64,
        stored: [(table.to_owned(), total.stored)].into(),
        duplicates: total.duplicates,
        versions: total.versions,
        ..LeafAccount::default()
    });
    writer.complete(&object.sha256, "1");
    Ok(total)
}

/// Imports one file of Graph sign-ins, whole.
pub(super) fn import(archive: &Archive, records: &[String]) -> Result<(Appended, Sealed), Error> {
    import_as(archive, "SigninLogs", Shape::Graph, records)
}

/// Imports one file, whole.
pub(super) fn import_as(
    archive: &Archive,
    table: &str,
    shape: Shape,
    records: &[String],
) -> Result<(Appended, Sealed), Error> {
    let mut writer = archive.writer()?;
    let appended = append(&mut writer, table, shape, records)?;
    let sealed = writer.commit()?.unwrap();
    writer.close()?;
    Ok((appended, sealed))
}

/// Reads one text column of the rows shown, in order.
pub(super) fn texts(archive: &Archive, table: &str, column: &str) -> Vec<String> {
    use arrow_array::cast::AsArray;
    let mut texts = Vec::new();
    for batch in archive.snapshot().unwrap().scan(table, &[column], None).unwrap() {
        let batch = batch.unwrap();
        texts.extend(batch.column(0).as_string::<i32>().iter().map(|text| text.unwrap_or_default().to_owned()));
    }
    texts
}

/// The keys of the sign-ins shown.
pub(super) fn shown_keys(archive: &Archive) -> std::collections::BTreeSet<[u8; 16]> {
    let scan = archive.snapshot().unwrap().scan("SigninLogs", &["_Key"], None).unwrap();
    scan.flat_map(|batch| crate::batch::row_keys(&batch.unwrap()).collect::<Vec<_>>()).collect()
}
