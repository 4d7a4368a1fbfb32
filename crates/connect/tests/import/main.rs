//! Imports of whole files, from their bytes to the rows.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it goes wrong")]

mod cases;
mod containers;
mod hostile;
mod laws;
mod samples;
mod signs;
mod support;
