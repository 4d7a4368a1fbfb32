//! The archive's laws, on small archives.

mod acts;
mod compaction;
mod delta;
mod held;
mod holds;
mod import;
mod mutation;
mod order;
mod recovery;
mod removal;
mod script;
mod subject;
mod support;
mod verify;
