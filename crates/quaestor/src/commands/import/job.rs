//! The wiring of an import: each file is kept as evidence, read, mapped, appended, accounted for; a batch is committed when
//! it is full and at the end.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use connect::import::{
    FileSource, Found, LeafInfo, LeafOutcome, LeafStatus, Options, Sink, SinkError, discover, read_file,
};
use store::{Archive, LeafAccount, Origin, Writer};
use tables::Mapped;

use super::account;
use super::progress::Progress;
use super::report::{FileReport, Report};

/// Rows change meaning when the mapping does: raise this when a mapping or a reader changes, so that known files are read
/// again and their better versions come in.
const READING: u32 = 1;

/// Imports the paths and returns the report.
pub(crate) fn import(
    archive: &Archive,
    paths: &[PathBuf],
    options: &Options,
    tenant: Option<&Arc<str>>,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    let found = discover(paths)?;
    let total = found.iter().map(|file| file.length).sum();
    let mut writer = archive.writer()?;
    let mut progress = Progress::new(total, found.len());
    let mut report = Report::default();
    for (index, file) in found.iter().enumerate() {
        if let Some(reason) = file.ignored {
            report.files.push(FileReport::ignored(&file.path, reason));
            continue;
        }
        progress.file(&file.path);
        let followed = found.get(index + 1).is_some_and(|next| follows(&file.path, &next.path));
        match one(&mut writer, file, followed, options, tenant, &mut progress) {
            Ok(files) => report.files.extend(files),
            // A file that cannot be opened or read is that file's failure; one the archive cannot keep ends the import.
            Err(Failure::File(error)) => report.files.push(FileReport::failed(&file.path, &error)),
            Err(Failure::Archive(error)) => return Err(error),
        }
        if writer.full() {
            progress.sealing();
            writer.commit()?;
        }
    }
    progress.sealing();
    writer.commit()?;
    writer.compact()?;
    writer.close()?;
    report.head = Some(archive.head()?.to_string());
    progress.finish();
    report.seconds = started.elapsed().as_secs_f64();
    report.bytes = total;
    Ok(report)
}

enum Failure {
    File(anyhow::Error),
    Archive(anyhow::Error),
}

fn one(
    writer: &mut Writer,
    found: &Found,
    followed: bool,
    options: &Options,
    tenant: Option<&Arc<str>>,
    progress: &mut Progress,
) -> Result<Vec<FileReport>, Failure> {
    let before = state(&found.path).map_err(Failure::File)?;
    let file = File::open(&found.path)
        .with_context(|| format!("cannot open {}", found.path.display()))
        .map_err(Failure::File)?;
    let name = found.path.display().to_string();
    let object = writer.put_evidence(&name, progress.reading(file)).map_err(|e| Failure::Archive(e.into()))?;
    let fingerprint = fingerprint(options, tenant.map(AsRef::as_ref));
    if let Some(accounts) = writer.known_import(&object.sha256, &fingerprint) {
        progress.skip(object.size);
        return Ok(accounts.iter().map(|known| FileReport::known(&found.path, known)).collect());
    }
    let source = FileSource::new(&found.path);
    let mut sink = Appender {
        writer,
        progress,
        evidence: &object.sha256,
        path: &name,
        tenant,
        followed,
        tallies: BTreeMap::new(),
        accounts: Vec::new(),
    };
    let outcome = match read_file(&source, options, &mut sink) {
        Ok(outcome) => outcome,
        Err(error @ connect::import::Error::Sink { .. }) => return Err(Failure::Archive(error.into())),
        Err(error) => {
            // What was read before stays, accounted for as the part that it is.
            for (member, tally) in std::mem::take(&mut sink.tallies) {
                let _ =
                    sink.writer.account(account::of_part(&name, &object.sha256, member, &tally, &error.to_string()));
            }
            return Err(Failure::File(error.into()));
        }
    };
    let mut accounts = std::mem::take(&mut sink.accounts);
    for leaf in &outcome.leaves {
        let account = account::of(&name, &object.sha256, leaf, &account::Tally::default());
        match leaf.status {
            LeafStatus::Recognised => {}
            LeafStatus::Unrecognised(_) => accounts.push((writer.account(account), leaf.clone())),
            // Nothing was expected of it, so the ledger has nothing to account for.
            LeafStatus::Ignored(_) => accounts.push((account, leaf.clone())),
        }
    }
    if state(&found.path).map_err(Failure::File)? != before {
        let error = anyhow::anyhow!("{name} changed while it was read; import it again when nothing writes to it");
        return Err(Failure::Archive(error));
    }
    writer.complete(&object.sha256, &fingerprint);
    // What is said of the file as a whole stands once, with its first leaf.
    let warnings = std::iter::once(outcome.warnings.as_slice()).chain(std::iter::repeat(&[][..]));
    let reports = accounts.iter().zip(warnings);
    Ok(reports.map(|((account, leaf), warnings)| FileReport::new(&found.path, account, leaf, warnings)).collect())
}

/// Whether a file may be the next page of one: collectors save the pages of an answer one after another in a folder.
fn follows(page: &Path, next: &Path) -> bool {
    page.parent() == next.parent() && page.extension() == next.extension()
}

/// What a file looks like while nobody writes to it.
fn state(path: &Path) -> anyhow::Result<(u64, Option<std::time::SystemTime>)> {
    let metadata = std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok((metadata.len(), metadata.modified().ok()))
}

fn fingerprint(options: &Options, tenant: Option<&str>) -> String {
    let format = options.format.map_or("sniffed", |f| f.name());
    let tenant = tenant.unwrap_or("as recorded");
    format!("reading {READING}, as {format}, dates {:?}, tenant {tenant}", options.dates.unwrap_or_default())
}

/// Appends what is read to the archive and counts what became of it.
struct Appender<'a> {
    writer: &'a mut Writer,
    progress: &'a mut Progress,
    evidence: &'a str,
    path: &'a str,
    tenant: Option<&'a Arc<str>>,
    followed: bool,
    tallies: BTreeMap<Option<String>, account::Tally>,
    accounts: Vec<(LeafAccount, LeafOutcome)>,
}

impl Sink for Appender<'_> {
    fn rows(&mut self, leaf: &LeafInfo, mapped: Vec<Mapped>) -> Result<(), SinkError> {
        let origin = Origin {
            evidence: self.evidence.to_owned(),
            member: leaf.member.clone(),
            format: leaf.format.name().to_owned(),
        };
        for mut rows in mapped {
            if let Some(tenant) = self.tenant {
                rows.tenants
                    .iter_mut()
                    .filter(|known| known.is_none())
                    .for_each(|none| *none = Some(Arc::clone(tenant)));
            }
            let table = rows.table.name;
            let derived = rows.derived;
            let appended = self.writer.append(&origin, rows)?;
            self.tallies.entry(leaf.member.clone()).or_default().add(table, derived, appended);
        }
        // Between two blocks every record so far is whole, so a long file may be sealed in parts.
        if self.writer.full() {
            self.progress.sealing();
            self.writer.commit()?;
            self.progress.file(Path::new(self.path));
        }
        Ok(())
    }

    fn end_leaf(&mut self, outcome: &LeafOutcome) -> Result<(), SinkError> {
        let mut outcome = outcome.clone();
        if self.followed
            && outcome.next_page
            && let Some(sign) = outcome.cut.take()
        {
            outcome.warnings.retain(|warning| *warning != sign);
        }
        let tally = self.tallies.remove(&outcome.leaf.member).unwrap_or_default();
        let account = account::of(self.path, self.evidence, &outcome, &tally);
        self.accounts.push((self.writer.account(account), outcome));
        Ok(())
    }

    fn progress(&mut self, bytes: u64) {
        self.progress.advance(bytes);
    }
}
