//! What notifications take from the machine: files, environment, chance.

use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::Path;

use connect::notify::config::Edge;

/// The machine.
pub(super) struct Machine;

impl Edge for Machine {
    fn file(&self, path: &Path) -> io::Result<String> {
        std::fs::read_to_string(path)
    }

    fn environment(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
}

/// A number from 0 to 1 by chance: the seed of a hash map is one.
pub(super) fn chance() -> f64 {
    let seed = std::hash::RandomState::new().build_hasher().finish();
    (seed >> 11) as f64 / (1_u64 << 53) as f64
}
