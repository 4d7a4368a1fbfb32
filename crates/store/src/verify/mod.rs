//! Checks an archive against its seal, offline, and tells three things apart: *integrity* (what the chain names is there
//! and unchanged), *truncation* (the chain reaches its head, or the anchor an auditor kept), *completeness* (no silence,
//! no cut export, no rejected record, nothing unrecognised).
//!
//! Outside the seal, and so never reported: `writer.lock`, `seal/signing.key` and `staging/`.

mod chain;
mod completeness;
mod objects;
mod removal;
mod side;
mod verdict;

use std::path::Path;

pub use verdict::{Aspect, Checked, Completeness, Depth, Finding, Integrity, Truncation, Verdicts, VerifyOptions};

use crate::Error;
use crate::seal::{HEAD_PATH, IDENTITY_PATH};
use crate::storage::{Lock, Storage};
use verdict::Report;

/// Is told, as work goes on, of bytes done and bytes in all.
pub type Progress<'a> = dyn Fn(u64, u64) + Sync + 'a;

/// Checks the archive in a directory. An error means that it could not be checked, not that something is wrong with it.
pub fn verify(location: &Path, options: &VerifyOptions, progress: &Progress<'_>) -> Result<Verdicts, Error> {
    let absent = || Error::Absent { location: location.display().to_string() };
    let storage = Storage::local(location).map_err(|_missing| absent())?;
    if storage.list("ledger")?.is_empty() && storage.find(IDENTITY_PATH)?.is_none() {
        return Err(absent());
    }
    verify_storage(&storage, options, progress)
}

/// Checks the archive in a store. Where an import goes on meanwhile, what it changes can look like damage; then the check
/// is made again.
pub(crate) fn verify_storage(
    storage: &Storage,
    options: &VerifyOptions,
    progress: &Progress<'_>,
) -> Result<Verdicts, Error> {
    let mut tries = 3;
    loop {
        let before = storage.find(HEAD_PATH)?;
        let verdicts = verify_once(storage, options, progress)?;
        tries -= 1;
        if verdicts.holds() || tries == 0 || storage.find(HEAD_PATH)? == before {
            return Ok(verdicts);
        }
    }
}

fn verify_once(storage: &Storage, options: &VerifyOptions, progress: &Progress<'_>) -> Result<Verdicts, Error> {
    let mut report = Report::default();
    let Some(identity) = side::identity(storage, &mut report)? else { return Ok(report.verdicts()) };
    let chain = chain::walk(storage, &identity, options, &mut report)?;
    side::receipts(storage, &identity, &chain, &mut report)?;
    objects::check(storage, &chain, options, progress, &mut report);
    if chain.whole {
        let unfinished = storage.directory().is_some_and(Lock::unfinished);
        side::unnamed(storage, &chain, unfinished, &mut report)?;
    }
    completeness::check(&chain.state, &mut report);
    Ok(report.verdicts())
}
