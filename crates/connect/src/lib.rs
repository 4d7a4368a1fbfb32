//! The outside of the archive: what comes in as export files. Paths go in, mapped rows come out.
//!
//! Nothing here keeps anything: the caller hands in a [`import::Sink`] and decides what becomes of the rows.

pub mod import;
