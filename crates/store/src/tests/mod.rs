//! The archive's laws, on small archives.

mod import;
mod support;
