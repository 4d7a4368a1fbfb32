//! The archive's laws, on small archives.

mod acts;
mod compaction;
mod delta;
mod holds;
mod import;
mod mutation;
mod order;
mod recovery;
mod support;
mod verify;
