//! A handle on one archive.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

use crate::batch::publish;
use crate::ledger::State;
use crate::seal::{
    ArchiveIdentity, FORMAT, HEAD_PATH, HeadMark, IDENTITY_PATH, Signer, read_entry, receipt_path, seal, sha256,
    verifier,
};
use crate::snapshot::document;
use crate::storage::{Lock, Previous, Storage};
use crate::{
    Clock, Coverage, Error, LeafAccount, Options, Progress, SealedAct, SealedRemoval, Signature, Snapshot, TableInfo,
    Verdicts, VerifyOptions, Writer,
};

/// One archive. Opening it changes nothing; only a [`Writer`] does.
#[derive(Clone)]
pub struct Archive {
    pub(crate) storage: Storage,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) options: Options,
    pub(crate) identity: ArchiveIdentity,
    pub(crate) identity_hash: String,
}

/// The last entry of the chain: what to write down elsewhere, so that nobody can shorten the archive unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the entry; 0 before the first.
    pub entry: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

/// Rows and checksum of each Delta table, by path such as `tables/SigninLogs`. Equal for archives of equal rows, however
/// the rows came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests(pub BTreeMap<String, (u64, String)>);

impl fmt::Display for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.entry, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = String;

    /// Reads the form that is displayed, `N:sha256`.
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("an anchor looks like 12:9f86d0…, not like {text:?}");
        let (entry, hash) = text.trim().split_once(':').ok_or_else(form)?;
        let digits = hash.len() == 64 && hash.chars().all(|digit| digit.is_ascii_hexdigit());
        match entry.parse() {
            Ok(entry) if digits => Ok(Self { entry, hash: hash.to_ascii_lowercase() }),
            _ => Err(form()),
        }
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Archive").field("id", &self.identity.archive).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens an archive. Creates nothing.
    pub fn open(location: &Path, clock: impl Clock + 'static) -> Result<Self, Error> {
        let absent = || Error::Absent { location: location.display().to_string() };
        if !location.join(IDENTITY_PATH).is_file() {
            return Err(absent());
        }
        Self::over(Storage::local(location)?, Arc::new(clock))?.ok_or_else(absent)
    }

    /// Opens an archive, or creates an empty one with a new signing key.
    pub fn create_or_open(location: &Path, clock: impl Clock + 'static) -> Result<Self, Error> {
        let name = location.display().to_string();
        std::fs::create_dir_all(location).map_err(Error::storage("create", &name))?;
        let storage = Storage::local(location)?;
        let clock: Arc<dyn Clock> = Arc::new(clock);
        if let Some(archive) = Self::over(storage.clone(), Arc::clone(&clock))? {
            return Ok(archive);
        }
        create(&storage, location)?;
        Self::over(storage, clock)?.ok_or(Error::Absent { location: name })
    }

    /// Sets the bounds of writers.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    pub(crate) fn over(storage: Storage, clock: Arc<dyn Clock>) -> Result<Option<Self>, Error> {
        let Some(bytes) = storage.find(IDENTITY_PATH)? else { return Ok(None) };
        let identity: ArchiveIdentity =
            serde_json::from_slice(&bytes).map_err(|error| Error::broken(IDENTITY_PATH, error.to_string()))?;
        if identity.format > FORMAT {
            return Err(Error::Newer { found: identity.format, known: FORMAT });
        }
        let identity_hash = sha256(&bytes);
        Ok(Some(Self { storage, clock, options: Options::default(), identity, identity_hash }))
    }

    /// Takes the right to write, finishes what a dead writer left half-published, and deletes what it left unnamed.
    pub fn writer(&self) -> Result<Writer, Error> {
        let root = self.root()?;
        let signer = self.signer(root)?;
        let (lock, previous) = Lock::take(root)?;
        signer.publish(&self.storage)?;
        let state = self.recover(&signer)?;
        crate::ledger::finish_removals(&self.storage, &state)?;
        if previous == Previous::Died {
            self.storage.clear_staging()?;
            crate::ledger::sweep(&self.storage, &state)?;
        }
        Ok(Writer::new(self, signer, lock, state))
    }

    /// Reads the signing key.
    fn signer(&self, root: &Path) -> Result<Signer, Error> {
        let signer = Signer::load(root)?.ok_or_else(|| {
            Error::broken(crate::seal::KEY_PATH, "it is missing, and without it nothing can be signed")
        })?;
        if signer.public() != self.identity.key {
            return Err(Error::broken(crate::seal::KEY_PATH, "it is not this archive's key"));
        }
        Ok(signer)
    }

    /// Signs the SHA-256 of something that leaves the archive, such as the manifest of an evidence pack: the message is `quaestor KIND HASH`. The
    /// kinds of the chain's own objects, `entry`, `receipt` and `head`, are refused.
    pub fn sign(&self, kind: &str, hash: &str) -> Result<Signature, Error> {
        Signature::new(kind, hash, &self.signer(self.root()?)?)
    }

    fn root(&self) -> Result<&Path, Error> {
        self.storage.directory().ok_or_else(|| Error::Absent { location: "a local directory".into() })
    }

    /// Returns the archive's id, 16 bytes in hexadecimal.
    pub fn id(&self) -> &str {
        &self.identity.archive
    }

    /// Returns the public half of the key that signs, in hexadecimal.
    pub fn public_key(&self) -> &str {
        &self.identity.key
    }

    /// Reads the chain to its end and publishes its last entry if that was not done.
    fn recover(&self, signer: &Signer) -> Result<State, Error> {
        let head = self.head_mark()?;
        let (state, last) = self.fold(None)?;
        if head.entry > state.number {
            let what = format!("the chain ends at entry {} and the head names entry {}", state.number, head.entry);
            return Err(Error::broken(&crate::seal::entry_path(state.number + 1), what));
        }
        if let Some(entry) = last
            && (head.entry < entry.number || self.storage.size(&receipt_path(entry.number))?.is_none())
        {
            publish(&self.storage, signer, &entry, &state.hash)?;
        }
        Ok(state)
    }

    /// Adds the chain up: to its end, or to an entry. Returns the last entry with it.
    pub(crate) fn fold(&self, until: Option<u64>) -> Result<(State, Option<crate::seal::Entry>), Error> {
        let key = verifier(&self.identity.key)
            .ok_or_else(|| Error::broken(IDENTITY_PATH, "it does not hold an Ed25519 key"))?;
        let mut state = State::new(self.identity_hash.clone());
        let mut last = None;
        while until.is_none_or(|until| state.number < until) {
            let Some((entry, hash)) = read_entry(&self.storage, &key, state.number + 1, &state.hash)? else { break };
            last = Some(entry.clone());
            state.apply(entry, hash)?;
        }
        self.reveal(&mut state);
        Ok((state, last))
    }

    /// Puts particulars that the chain does not tell back into their acts. Where a document is lost, an act stays as the chain tells it, and
    /// [`Self::verify`] names the document.
    fn reveal(&self, state: &mut State) {
        let read = |(at, sealed): (usize, &SealedAct)| {
            let sha256 = sealed.act.confided()?;
            Some((at, document(&self.storage, state, sha256).ok()?))
        };
        let revealed: Vec<(usize, Vec<u8>)> = state.acts.iter().enumerate().filter_map(read).collect();
        for (at, bytes) in revealed {
            if let Some(sealed) = state.acts.get_mut(at) {
                sealed.act.reveal(&bytes);
            }
        }
    }

    /// Returns the published state: what readers see.
    pub(crate) fn published(&self) -> Result<State, Error> {
        let head = self.head_mark()?;
        Ok(self.fold(Some(head.entry))?.0)
    }

    fn head_mark(&self) -> Result<HeadMark, Error> {
        let key = verifier(&self.identity.key)
            .ok_or_else(|| Error::broken(IDENTITY_PATH, "it does not hold an Ed25519 key"))?;
        let bytes = self.storage.get(HEAD_PATH)?;
        let (head, _hash) =
            crate::seal::open::<HeadMark>("head", &bytes, &key).map_err(|what| Error::broken(HEAD_PATH, what))?;
        Ok(head)
    }

    /// Returns what the archive has of each table. Reads the chain, not the rows.
    pub fn tables(&self) -> Result<Vec<TableInfo>, Error> {
        Ok(self.published()?.tables())
    }

    /// Returns the head of the chain.
    pub fn head(&self) -> Result<Head, Error> {
        let head = self.head_mark()?;
        Ok(Head { entry: head.entry, hash: head.hash })
    }

    /// Returns rows and checksum of each Delta table.
    pub fn digest(&self) -> Result<Digests, Error> {
        let tables = self.published()?.tables;
        Ok(Digests(tables.into_iter().map(|(path, table)| (path, (table.rows, table.sum.checksum()))).collect()))
    }

    /// Returns the account of every leaf ever imported, in the order of import.
    pub fn accounts(&self) -> Result<Vec<LeafAccount>, Error> {
        Ok(self.published()?.leaves)
    }

    /// Returns what was removed, in the order of the chain.
    pub fn removals(&self) -> Result<Vec<SealedRemoval>, Error> {
        Ok(self.published()?.removals)
    }

    /// Returns what people did, in the order of doing.
    pub fn acts(&self) -> Result<Vec<SealedAct>, Error> {
        Ok(self.published()?.acts)
    }

    /// Returns what is covered: which time of which tenant and table by which evidence, and where there is silence.
    pub fn coverage(&self) -> Result<Coverage, Error> {
        Ok(Coverage::of(&self.published()?))
    }

    /// Checks everything, see [`crate::verify`].
    pub fn verify(&self, options: &VerifyOptions, progress: &Progress<'_>) -> Result<Verdicts, Error> {
        crate::verify::verify_storage(&self.storage, options, progress)
    }

    /// Returns the archive as it is now, for reading several tables as of one batch.
    pub fn snapshot(&self) -> Result<Snapshot, Error> {
        Ok(Snapshot::new(self.storage.clone(), self.published()?))
    }
}

/// Makes an empty archive. Its identity is written last: before, there is no archive.
pub(crate) fn create(storage: &Storage, root: &Path) -> Result<(), Error> {
    let (mut lock, _previous) = Lock::take(root)?;
    if storage.find(IDENTITY_PATH)?.is_none() {
        let signer = match Signer::load(root)? {
            Some(signer) => signer,
            None => Signer::create(root)?,
        };
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(Error::storage("draw randomness for", IDENTITY_PATH))?;
        let identity = ArchiveIdentity { format: FORMAT, archive: hex::encode(id), key: signer.public() };
        let mut text = serde_json::to_vec(&identity).map_err(Error::storage("write", IDENTITY_PATH))?;
        text.push(b'\n');
        let head = HeadMark { entry: 0, hash: sha256(&text) };
        let (bytes, _hash) = seal("head", &head, &signer)?;
        storage.put(HEAD_PATH, Bytes::from(bytes))?;
        signer.publish(storage)?;
        storage.put_new(IDENTITY_PATH, Bytes::from(text))?;
    }
    lock.finish()
}
