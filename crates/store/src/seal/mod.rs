//! What makes a change visible: digests, signatures, and the chain of entries.

mod chain;
mod entry;
mod envelope;
mod key;
mod lattice;
mod proof;
mod receipt;
mod signature;

pub(crate) use chain::{ENTRIES, RECEIPTS, entry_path, read_entry, receipt_path};
pub(crate) use entry::{
    Column, Completed, DataFile, Entry, EntryKind, EvidenceSeal, Redacted, TableChange, TableDigest, day_text,
};
pub(crate) use envelope::{open, seal};
pub(crate) use key::{KEY_PATH, PUBLIC_PATH, Signer, public_key, verifier};
pub(crate) use lattice::{RowSum, row_element};
pub(crate) use receipt::{ArchiveIdentity, FORMAT, HEAD_PATH, HeadMark, IDENTITY_PATH, Published, Receipt};
pub use signature::Signature;

use sha2::{Digest, Sha256};

/// Returns the SHA-256 of some bytes, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
