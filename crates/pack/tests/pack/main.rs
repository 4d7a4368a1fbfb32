//! Packs: made, checked, and changed in every way there is.
#![expect(clippy::unwrap_used, reason = "a test without its ground has nothing to say")]

mod folder;
mod forge;
mod large;
mod lies;
mod mutation;
mod python;
mod sample;
mod unsigned;
mod whole;
