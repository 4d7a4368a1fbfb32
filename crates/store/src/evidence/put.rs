//! Stores a file in one pass: hashes it, compresses its frames side by side, hashes what is stored.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Read, Write};

use sha2::{Digest, Sha256};

use super::frames::{FRAME, SeekTable};
use crate::Error;
use crate::pool::{Pool, Ticket};
use crate::seal::EvidenceSeal;
use crate::storage::{Staged, Storage};

/// Level of compression. Level 3 stores sign-ins in a thirtieth and audit records in a ninth, at 500 MB/s a core; level 5
/// saves a twentieth of that at a third of the speed.
const LEVEL: i32 = 3;

/// What is being written.
struct Object {
    staged: Staged,
    hash: Sha256,
    size: u64,
    table: SeekTable,
    frames: VecDeque<(u32, Ticket<std::io::Result<Vec<u8>>>)>,
}

thread_local! {
    /// One compressor a thread: setting one up costs as much as a small frame.
    static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
}

fn compress(frame: &[u8]) -> std::io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| match compressor {
        Some(compressor) => compressor.compress(frame),
        None => compressor.insert(zstd::bulk::Compressor::new(LEVEL)?).compress(frame),
    })
}

/// Compresses a file into a nameless one. Returns what the seal is to hold of it.
pub(crate) fn put(
    storage: &Storage,
    pool: &Pool,
    name: &str,
    mut reader: impl Read,
) -> Result<(EvidenceSeal, Staged), Error> {
    let mut object = Object {
        staged: storage.stage()?,
        hash: Sha256::new(),
        size: 0,
        table: SeekTable::default(),
        frames: VecDeque::new(),
    };
    let mut received = Sha256::new();
    let mut size = 0;
    loop {
        let mut frame = Vec::with_capacity(if size == 0 { 64 << 10 } else { FRAME });
        reader.by_ref().take(FRAME as u64).read_to_end(&mut frame).map_err(Error::storage("read", name))?;
        // An empty file still has one frame, so that it is a file to `zstd -d`.
        if frame.is_empty() && size > 0 {
            break;
        }
        let last = frame.len() < FRAME;
        received.update(&frame);
        size += frame.len() as u64;
        let length = frame.len() as u32;
        let job = pool.run(move || compress(&frame));
        object.frames.push_back((length, job));
        object.write(pool.width() * 2, name)?;
        if last {
            break;
        }
    }
    object.write(0, name)?;
    let table = object.table.encode();
    object.append(&table, name)?;
    let seal = EvidenceSeal {
        sha256: hex::encode(received.finalize()),
        size,
        stored_sha256: hex::encode(object.hash.finalize()),
        stored_size: object.size,
        name: name.to_owned(),
        redacted: None,
    };
    Ok((seal, object.staged))
}

impl Object {
    /// Writes finished frames until at most `left` are unfinished.
    fn write(&mut self, left: usize, name: &str) -> Result<(), Error> {
        while self.frames.len() > left {
            let Some((received, job)) = self.frames.pop_front() else { break };
            let bytes = job.wait()?.map_err(Error::storage("compress", name))?;
            self.table.frames.push((bytes.len() as u32, received));
            self.append(&bytes, name)?;
        }
        Ok(())
    }

    fn append(&mut self, bytes: &[u8], name: &str) -> Result<(), Error> {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        self.staged.file.write_all(bytes).map_err(Error::storage("store", name))
    }
}
