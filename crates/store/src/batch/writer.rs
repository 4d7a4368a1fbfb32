//! The writer of an archive: what it holds between calls.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;

use super::append::{Origin, Seen};
use super::file::Written;
use super::keys::{Buckets, Key, Short};
use super::options::Options;
use super::partition::{Partition, Pending};
use super::times::Bucket;
use crate::ledger::{Removed, State};
use crate::pool::{Pool, Ticket};
use crate::seal::{ArchiveIdentity, Completed, DataFile, EvidenceSeal, RowSum, Signer};
use crate::storage::{Lock, Storage};
use crate::{Act, Archive, Clock, Error, EvidenceObject, LeafAccount};

/// Puts evidence and rows into an archive. There is one at a time; after [`Writer::commit`] it goes on with a new batch.
/// What was not committed when it is dropped was never there.
pub struct Writer {
    pub(super) storage: Storage,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) options: Options,
    pub(super) signer: Signer,
    pub(super) identity: ArchiveIdentity,
    pub(super) lock: Option<Lock>,
    pub(super) pool: Arc<Pool>,
    pub(crate) state: State,
    pub(super) buckets: Buckets,
    /// Every file that rows lie in or will lie in, by the number that sightings know it by.
    pub(super) homes: Vec<Home>,
    pub(super) live_homes: HashMap<(String, String), u32>,
    pub(super) open: BTreeMap<Partition, u32>,
    pub(super) pending: BTreeMap<u32, Pending>,
    pub(super) encoding: Vec<Encoding>,
    /// Rows that must leave the file they are in.
    pub(super) moves: BTreeMap<u32, Moves>,
    pub(super) batch: Batch,
    pub(super) origins: BTreeMap<Origin, Seen>,
    pub(super) failed: bool,
}

/// A file that is being written.
pub(super) struct Encoding {
    pub(super) home: u32,
    pub(super) partition: Partition,
    pub(super) job: Ticket<Result<Option<Written>, Error>>,
}

/// Where the rows of one number are.
#[derive(Clone, Debug)]
pub(super) enum Home {
    /// In memory, or being written.
    Pending,
    /// In a file.
    File(Box<FileHome>),
    /// Nowhere: all of them have left.
    Empty,
}

/// A file that holds rows.
#[derive(Clone, Debug)]
pub(super) struct FileHome {
    pub(super) partition: Partition,
    pub(super) file: DataFile,
    /// Whether the chain names it.
    pub(super) committed: bool,
}

/// Rows that must leave one file, by key, content and rank.
pub(super) type Moves = BTreeMap<(Key, Short, i64), Fate>;

/// Why a row must leave its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It goes to the versions; the bucket knows where it lies.
    Demoted(Bucket),
    /// A better sighting of the same content has taken its place.
    Replaced,
    /// It was removed.
    Removed,
}

/// What the batch has changed so far, other than rows.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) evidence: BTreeMap<String, EvidenceSeal>,
    pub(super) leaves: Vec<LeafAccount>,
    pub(super) completed: Vec<Completed>,
    pub(super) documents: BTreeMap<String, EvidenceSeal>,
    pub(super) acts: Vec<Act>,
    /// The documents of acts whose particulars the chain does not tell, by the act's place.
    pub(super) confided: BTreeMap<usize, String>,
    pub(super) removed: Option<Removed>,
    pub(super) changes: BTreeMap<String, Change>,
    pub(super) rows: u64,
    pub(super) bytes: u64,
}

/// What the batch has changed in one Delta table.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) added: BTreeMap<String, DataFile>,
    pub(super) removed: Vec<String>,
    pub(super) plus: RowSum,
    pub(super) minus: RowSum,
    pub(super) rows_more: u64,
    pub(super) rows_less: u64,
}

/// A writer that is dropped before it put anything on the disk ends as properly as one that is closed: somebody was refused, nothing was cut off. One that
/// leaves something uncommitted behind, or met an error, counts as dead, and the next one clears up after it.
impl Drop for Writer {
    fn drop(&mut self) {
        let Batch { evidence, documents, changes, .. } = &self.batch;
        let left = !(evidence.is_empty() && documents.is_empty() && changes.is_empty());
        if !self.failed
            && !left
            && self.encoding.is_empty()
            && let Some(lock) = self.lock.as_mut()
        {
            // Where this fails, the mark of a dead writer stays, which is the careful side.
            let _ = lock.finish();
        }
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Writer").field("entry", &self.state.number).finish_non_exhaustive()
    }
}

impl Writer {
    /// Begins to write; the lock is held and the state is the chain's.
    pub(crate) fn new(archive: &Archive, signer: Signer, lock: Lock, state: State) -> Self {
        let threads = match archive.options.threads {
            0 => std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            threads => threads,
        };
        Self {
            storage: archive.storage.clone(),
            clock: Arc::clone(&archive.clock),
            options: archive.options,
            signer,
            identity: archive.identity.clone(),
            lock: Some(lock),
            pool: Arc::new(Pool::new(threads)),
            state,
            buckets: Buckets::default(),
            homes: Vec::new(),
            live_homes: HashMap::new(),
            open: BTreeMap::new(),
            pending: BTreeMap::new(),
            encoding: Vec::new(),
            moves: BTreeMap::new(),
            batch: Batch::default(),
            origins: BTreeMap::new(),
            failed: false,
        }
    }

    /// Keeps a file as received, in one pass over it. Putting the same bytes twice is putting them once.
    ///
    /// The object is stored at once and sealed by the next [`Self::commit`].
    pub fn put_evidence(&mut self, name: &str, reader: impl Read) -> Result<EvidenceObject, Error> {
        self.check()?;
        let result = crate::evidence::put(&self.storage, &self.pool, name, reader);
        let (seal, staged) = self.guard(result)?;
        let already_known = self.has_evidence(&seal.sha256);
        let object = EvidenceObject {
            sha256: seal.sha256.clone(),
            size: seal.size,
            stored_size: seal.stored_size,
            already_known,
        };
        if !already_known {
            let adopted = self.storage.adopt(staged, &crate::evidence::object_path(&seal.sha256));
            self.guard(adopted)?;
            self.batch.evidence.insert(seal.sha256.clone(), seal);
        }
        Ok(object)
    }

    pub(super) fn has_evidence(&self, sha256: &str) -> bool {
        self.state.evidence.contains_key(sha256) || self.batch.evidence.contains_key(sha256)
    }

    /// Returns the accounts of a file that was imported to its end before, with the same fingerprint: what the importer
    /// would do differently, such as its version and options. Then importing it again would change nothing.
    pub fn known_import(&self, sha256: &str, fingerprint: &str) -> Option<Vec<LeafAccount>> {
        let completed = self.state.completed.iter().chain(&self.batch.completed);
        let mut known = completed.filter(|done| done.evidence == sha256);
        known.find(|done| done.fingerprint == fingerprint)?;
        let mut latest = BTreeMap::new();
        for leaf in self.state.leaves.iter().chain(&self.batch.leaves).filter(|leaf| leaf.evidence == sha256) {
            latest.insert(leaf.member.clone(), leaf.clone());
        }
        Some(latest.into_values().collect())
    }

    /// Says that a file has been imported to its end, see [`Self::known_import`].
    pub fn complete(&mut self, sha256: &str, fingerprint: &str) {
        let done = Completed { evidence: sha256.to_owned(), fingerprint: fingerprint.to_owned() };
        if !self.state.completed.contains(&done) && !self.batch.completed.contains(&done) {
            self.batch.completed.push(done);
        }
    }

    /// Adds the account of a leaf whose rows have all been appended, and returns it with its windows filled from those
    /// rows, and with those rejected that were removed at a person's request.
    pub fn account(&mut self, mut leaf: LeafAccount) -> LeafAccount {
        let origin = (leaf.evidence.clone(), leaf.member.clone());
        let of_leaf = |known: &Origin| known.evidence == origin.0 && known.member == origin.1;
        let finished: Vec<Origin> = self.origins.keys().filter(|known| of_leaf(known)).cloned().collect();
        for known in finished {
            if let Some(mut seen) = self.origins.remove(&known) {
                leaf.rejected += seen.rejected;
                leaf.rejections.append(&mut seen.rejections);
                leaf.windows.extend(seen.into_windows());
            }
        }
        self.batch.leaves.push(leaf.clone());
        leaf
    }

    /// Returns whether the batch has grown so large that it should be committed.
    pub fn full(&self) -> bool {
        self.batch.rows >= self.options.batch_rows
            || self.batch.bytes >= self.options.batch_bytes
            || self.buckets.bytes() >= self.options.key_bytes && self.batch.rows >= self.options.batch_rows.div_ceil(10)
    }

    /// Returns the rows appended since the last commit.
    pub fn pending_rows(&self) -> u64 {
        self.batch.rows
    }

    /// Ends the session properly. Rows that were not committed are discarded.
    pub fn close(mut self) -> Result<(), Error> {
        self.check()?;
        self.discard()?;
        match self.lock.as_mut() {
            Some(lock) => lock.finish(),
            None => Ok(()),
        }
    }

    fn discard(&mut self) -> Result<(), Error> {
        self.join()?;
        for (table, change) in std::mem::take(&mut self.batch.changes) {
            for path in change.added.keys() {
                self.storage.delete(&format!("{table}/{path}"))?;
            }
        }
        for sha256 in std::mem::take(&mut self.batch.evidence).into_keys() {
            self.storage.delete(&crate::evidence::object_path(&sha256))?;
        }
        for sha256 in std::mem::take(&mut self.batch.documents).into_keys() {
            self.storage.delete(&crate::evidence::document_path(&sha256))?;
        }
        Ok(())
    }

    /// Refuses to go on after an error.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.failed { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Notes an error, so that nothing half-done is committed.
    pub(super) fn guard<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.failed |= result.is_err();
        result
    }

    /// Returns a new number for a file.
    pub(super) fn home(&mut self, home: Home) -> u32 {
        self.homes.push(home);
        (self.homes.len() - 1) as u32
    }
}
