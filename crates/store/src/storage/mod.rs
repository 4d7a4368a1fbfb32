//! The objects of an archive, by path.
//!
//! Reads go through `object_store`. So do writes to a remote store; writes to the local disk are made here, because
//! `object_store` does not wait for the disk, and a sealed entry must not be ahead of what it seals.

mod blocks;
mod fault;
mod local;
mod lock;

use std::fs::File;
use std::ops::Range;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use tokio::runtime::Runtime;

pub(crate) use blocks::{MISSING, StoredFile};
#[cfg(test)]
pub(crate) use fault::Gate;
pub(crate) use lock::{Lock, NAME as LOCK_PATH, Previous};

use crate::Error;

/// The objects below one location.
#[derive(Clone, Debug)]
pub(crate) struct Storage {
    store: Arc<dyn ObjectStore>,
    runtime: Arc<Runtime>,
    local: Option<PathBuf>,
    unsynced: Arc<Mutex<Vec<String>>>,
    pub(crate) fault: fault::Gate,
}

/// An object that is being written and has no name yet.
#[derive(Debug)]
pub(crate) struct Staged {
    pub(crate) file: tempfile::NamedTempFile,
}

impl Storage {
    /// Returns the objects below a directory of this machine, which must exist.
    pub(crate) fn local(root: &FilePath) -> Result<Self, Error> {
        let name = root.display().to_string();
        let root = root.canonicalize().map_err(Error::storage("open", &name))?;
        let store =
            object_store::local::LocalFileSystem::new_with_prefix(&root).map_err(Error::storage("open", &name))?;
        Self::over(Arc::new(store), Some(root))
    }

    /// Returns the objects of a store; `local` is the directory they lie in, if it is one.
    pub(crate) fn over(store: Arc<dyn ObjectStore>, local: Option<PathBuf>) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(Error::storage("start", "the storage runtime"))?;
        Ok(Self { store, runtime: Arc::new(runtime), local, unsynced: Arc::default(), fault: fault::Gate::default() })
    }

    /// Returns the store the objects lie in.
    pub(crate) fn objects(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.store)
    }

    /// Returns the object's bytes, or none where there is no such object.
    pub(crate) fn find(&self, path: &str) -> Result<Option<Bytes>, Error> {
        let read = async { self.store.get(&Path::from(path)).await?.bytes().await };
        match self.runtime.block_on(read) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::storage("read", path)(error)),
        }
    }

    /// Returns the object's bytes.
    pub(crate) fn get(&self, path: &str) -> Result<Bytes, Error> {
        self.find(path)?.ok_or_else(|| Error::broken(path, MISSING))
    }

    /// Returns part of an object.
    pub(crate) fn range(&self, path: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.runtime.block_on(self.store.get_range(&Path::from(path), range)).map_err(Error::storage("read", path))
    }

    /// Returns the object's size in bytes, or none where there is no such object.
    pub(crate) fn size(&self, path: &str) -> Result<Option<u64>, Error> {
        match self.runtime.block_on(self.store.head(&Path::from(path))) {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::storage("look at", path)(error)),
        }
    }

    /// Returns every object below a prefix with its size, in the order of their paths.
    pub(crate) fn list(&self, prefix: &str) -> Result<Vec<(String, u64)>, Error> {
        let prefix = (!prefix.is_empty()).then(|| Path::from(prefix));
        let found = self.store.list(prefix.as_ref()).map_ok(|meta| (meta.location.to_string(), meta.size));
        let mut found: Vec<_> = self
            .runtime
            .block_on(found.try_collect())
            .map_err(Error::storage("list", prefix.as_ref().map_or("", AsRef::as_ref)))?;
        found.sort();
        Ok(found)
    }

    /// Writes an object whole, in place of one of that name, and waits for the disk.
    pub(crate) fn put(&self, path: &str, bytes: Bytes) -> Result<(), Error> {
        self.fault.pass("put", path)?;
        match &self.local {
            Some(root) => local::replace(root, path, &bytes),
            None => self.put_remote(path, bytes, PutMode::Overwrite).map(|_new| ()),
        }
    }

    /// Writes an object whole unless one of that name exists, and waits for the disk. Returns false where one exists.
    pub(crate) fn put_new(&self, path: &str, bytes: Bytes) -> Result<bool, Error> {
        self.fault.pass("put new", path)?;
        match &self.local {
            Some(root) => local::create(root, path, &bytes),
            None => self.put_remote(path, bytes, PutMode::Create),
        }
    }

    fn put_remote(&self, path: &str, bytes: Bytes, mode: PutMode) -> Result<bool, Error> {
        let options = PutOptions { mode, ..PutOptions::default() };
        match self.runtime.block_on(self.store.put_opts(&Path::from(path), bytes.into(), options)) {
            Ok(_done) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(Error::storage("write", path)(error)),
        }
    }

    /// Returns a nameless file to write to.
    pub(crate) fn stage(&self) -> Result<Staged, Error> {
        self.fault.pass("stage", "staging")?;
        let file = match &self.local {
            Some(root) => local::stage(root)?,
            None => tempfile::NamedTempFile::new().map_err(Error::storage("create", "a temporary file"))?,
        };
        Ok(Staged { file })
    }

    /// Gives a staged file its name. It is safe on disk only after [`Self::sync`].
    pub(crate) fn adopt(&self, staged: Staged, path: &str) -> Result<(), Error> {
        self.fault.pass("adopt", path)?;
        if let Some(root) = &self.local {
            local::adopt(root, staged.file, path)?;
            self.unsynced.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
            return Ok(());
        }
        let mut file = staged.file.reopen().map_err(Error::storage("reopen", path))?;
        self.upload(&mut file, path)
    }

    fn upload(&self, file: &mut File, path: &str) -> Result<(), Error> {
        const PART: usize = 8 << 20;
        let at = Path::from(path);
        let mut upload = self.runtime.block_on(self.store.put_multipart(&at)).map_err(Error::storage("write", path))?;
        loop {
            let part = local::read_up_to(file, PART).map_err(Error::storage("read", path))?;
            if part.is_empty() {
                break;
            }
            self.runtime.block_on(upload.put_part(part.into())).map_err(Error::storage("write", path))?;
        }
        self.runtime.block_on(upload.complete()).map_err(Error::storage("write", path))?;
        Ok(())
    }

    /// Waits until every adopted file is on the disk under its name.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        self.fault.pass("sync", "data files")?;
        let paths = std::mem::take(&mut *self.unsynced.lock().unwrap_or_else(PoisonError::into_inner));
        match &self.local {
            Some(root) => local::sync(root, &paths),
            None => Ok(()),
        }
    }

    /// Deletes an object; one that is not there is no error.
    pub(crate) fn delete(&self, path: &str) -> Result<(), Error> {
        self.fault.pass("delete", path)?;
        match self.runtime.block_on(self.store.delete(&Path::from(path))) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::storage("delete", path)(error)),
        }
    }

    /// Removes what an earlier writer left nameless.
    pub(crate) fn clear_staging(&self) -> Result<(), Error> {
        match &self.local {
            Some(root) => local::clear_staging(root),
            None => Ok(()),
        }
    }

    /// Returns the directory of this machine the objects lie in, if they do.
    pub(crate) fn directory(&self) -> Option<&FilePath> {
        self.local.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// The same promises, on the disk and on a store that is none.
    fn promises(storage: &Storage) {
        assert_eq!(storage.find("a/b").unwrap(), None);
        assert!(storage.put_new("a/b", Bytes::from("one")).unwrap());
        assert!(!storage.put_new("a/b", Bytes::from("two")).unwrap());
        assert_eq!(storage.get("a/b").unwrap(), "one");
        storage.put("a/b", Bytes::from("three")).unwrap();
        assert_eq!(storage.range("a/b", 2..5).unwrap(), "ree");
        let mut staged = storage.stage().unwrap();
        staged.file.write_all(&vec![7; 9 << 20]).unwrap();
        storage.adopt(staged, "a/c/d").unwrap();
        storage.sync().unwrap();
        assert_eq!(storage.list("a").unwrap(), [("a/b".to_owned(), 5), ("a/c/d".to_owned(), 9 << 20)]);
        assert_eq!((storage.size("a/c/d").unwrap(), storage.size("a/c").unwrap()), (Some(9 << 20), None));
        let file = StoredFile::open(storage, "a/c/d").unwrap();
        assert_eq!(std::io::copy(&mut file.read(), &mut std::io::sink()).unwrap(), 9 << 20);
        storage.delete("a/b").unwrap();
        storage.delete("a/b").unwrap();
        assert!(matches!(storage.get("a/b"), Err(Error::Broken { .. })));
    }

    #[test]
    fn objects_keep_their_promises_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        promises(&Storage::local(folder.path()).unwrap());
    }

    #[test]
    fn objects_keep_their_promises_on_another_store() {
        promises(&Storage::over(Arc::new(object_store::memory::InMemory::new()), None).unwrap());
    }
}
