//! Where the files go.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Takes the files of a simulation.
pub trait Output {
    /// Makes a file; `path` is relative, with `/` between its parts.
    ///
    /// # Errors
    /// The file cannot be made.
    fn create(&mut self, path: &str) -> std::io::Result<Box<dyn Write>>;
}

/// A folder of the file system.
#[derive(Debug, Clone)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// Files go under `root`, which is made when the first one is.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }
}

impl Output for Directory {
    fn create(&mut self, path: &str) -> std::io::Result<Box<dyn Write>> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = std::fs::File::create(path)?;
        Ok(Box::new(std::io::BufWriter::with_capacity(1 << 16, file)))
    }
}
