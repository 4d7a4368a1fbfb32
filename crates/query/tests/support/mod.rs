//! An archive of a few records, and somebody who asks it.

use std::path::Path;

use kql_datafusion::Options;
use kql_plan::Context;
use query::{Session, Source};
use store::{Archive, Origin};
use tables::{Mapper, Place, Shape};

/// Noon on 1 April 2026, in microseconds since 1970.
const NOW: i64 = 1_775_044_800_000_000;

/// Makes an archive of the records of one table.
pub(crate) fn archive<R: AsRef<str>>(at: &Path, table: &str, shape: Shape, records: &[R]) -> Archive {
    let texts: Vec<&str> = records.iter().map(AsRef::as_ref).collect();
    let archive = Archive::create_or_open(at, || NOW).unwrap();
    let mut writer = archive.writer().unwrap();
    let object = writer.put_evidence("records.ndjson", texts.join("\n").as_bytes()).unwrap();
    let mut mapper = Mapper::new(tables::by_name(table).unwrap(), shape);
    let mut offset = 0;
    for (line, record) in texts.iter().enumerate() {
        let place = Place { offset, length: u32::try_from(record.len()).unwrap(), line: line as u64 + 1 };
        mapper.push(record, place, &tables::Context::default()).unwrap();
        offset += record.len() as u64 + 1;
    }
    let origin = Origin { evidence: object.sha256, member: None, format: "ndjson".into() };
    writer.append(&origin, mapper.take().unwrap()).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    archive
}

/// An archive that is asked.
pub(crate) struct Asked {
    pub(crate) session: Session,
    pub(crate) runtime: tokio::runtime::Runtime,
}

impl Asked {
    pub(crate) fn of(archive: &Archive) -> Self {
        let source = Source::new(Some(archive.snapshot().unwrap()), None);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        Self { session: Session::new(source, Options::default()), runtime }
    }

    /// What a query knows of the world.
    pub(crate) fn context() -> Context {
        Context { now: kql_plan::value::UNIX_EPOCH + NOW * 10, ..Context::default() }
    }
}
