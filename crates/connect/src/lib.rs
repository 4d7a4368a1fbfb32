//! The outside of the archive: what comes in as export files, and what goes out to people. Paths go in, mapped rows come
//! out; alerts go in, messages go out.
//!
//! Nothing here keeps a row: the caller hands in an [`import::Sink`] and decides what becomes of the rows. Of alerts, only
//! the outbox of [`notify`] is kept.

pub mod import;
pub mod notify;
