//! Evidence packs: a zip that an auditor can check, with this crate or with a page of Python.
//!
//! ```text
//! manifest.json              what the pack is of, every file with its SHA-256, what must be there, what was left out
//! signature.json             the archive's signature of the manifest
//! VERIFY.md verify.py verify.sh SHA256SUMS      how to check it without this program
//! seal/…                     files of the archive's signed chain, byte for byte
//! acts.json                  who did what, as the chain holds it
//! …                          the review, entries, findings, queries, raw records, coverage
//! ```
//!
//! | part | what it does |
//! |---|---|
//! | [`write()`] | contents → a zip; equal contents give equal bytes |
//! | [`verify()`] | a zip, or the folder it was unpacked into → unaltered, altered or incomplete, and what is wrong |
//! | [`instructions`] | what the pack says and brings for checking it without this program |
//! | `container` | the one form that a pack has as a zip |
//! | `check` | what the files say of each other: chain, acts, raw records |
//!
//! The law: a zip is called unaltered only if it is, byte for byte, what was written and signed.

mod check;
mod container;
mod envelope;
mod error;
pub mod instructions;
mod kind;
mod manifest;
mod name;
mod signature;
mod spool;
mod verdict;
mod verify;
mod write;

pub use error::{Cause, Error};
pub use kind::Kind;
pub use manifest::{File, Head, LeftOut, Manifest, Period, Required};
pub use signature::{Signature, public_key};
pub use verdict::{Facts, Problem, State, Verdict};
pub use verify::{Options, verify, verify_zip};
pub use write::{Begin, Body, Contents, Item, Written, write};
