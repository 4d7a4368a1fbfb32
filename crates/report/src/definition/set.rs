//! Definitions: those that come with the program, and those of a folder.

use std::path::Path;

use super::{Definition, DefinitionError, read};

/// What lies in `reports/`: name and text of each file.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/reports.rs"));

/// The largest file that can be a definition.
const MAX_BYTES: u64 = 1 << 20;

/// Definitions of reports.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    /// The definitions, by id.
    pub definitions: Vec<Definition>,
    /// Files that are none, and why.
    pub problems: Vec<DefinitionError>,
}

impl Definitions {
    /// The reports that come with the program.
    pub fn embedded() -> Self {
        let mut set = Self::default();
        for (name, text) in EMBEDDED {
            set.add(name, text);
        }
        set.sorted()
    }

    /// The reports of a folder: its `*.yaml` and `*.yml`. A file that is no report is a problem and not an error.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn folder(folder: &Path) -> Result<Self, DefinitionError> {
        let failed = |path: &Path, error: &std::io::Error| DefinitionError {
            name: path.display().to_string(),
            reason: format!("it cannot be read: {error}"),
        };
        let mut set = Self::default();
        for entry in std::fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
            let path = entry.map_err(|error| failed(folder, &error))?.path();
            let is_yaml =
                |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml");
            if !path.extension().is_some_and(is_yaml) {
                continue;
            }
            let text = match std::fs::metadata(&path) {
                Ok(about) if about.len() > MAX_BYTES => Err(DefinitionError {
                    name: path.display().to_string(),
                    reason: format!("it has {} bytes, more than any report", about.len()),
                }),
                Ok(_) => std::fs::read_to_string(&path).map_err(|error| failed(&path, &error)),
                Err(error) => Err(failed(&path, &error)),
            };
            match text {
                Ok(text) => set.add(&path.display().to_string(), &text),
                Err(problem) => set.problems.push(problem),
            }
        }
        Ok(set.sorted())
    }

    /// Adds the reports of another set; one of an id that is there already replaces it, so an operator can change what comes with the program.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.definitions.retain(|known| other.find(&known.id).is_none());
        self.definitions.extend(other.definitions);
        self.problems.extend(other.problems);
        self.sorted()
    }

    /// The report of this id.
    pub fn find(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.id == id)
    }

    /// The id nearest to one that no report has.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        kql::nearest(id, self.definitions.iter().map(|definition| definition.id.as_str()))
    }

    fn add(&mut self, name: &str, text: &str) {
        let problem = |reason: String| DefinitionError { name: name.to_owned(), reason };
        match read(name, text) {
            Ok(definition) => {
                let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
                if stem.as_deref() == Some(definition.id.as_str()) {
                    self.definitions.push(definition);
                } else {
                    let reason = format!("its id is “{}”; it must be the name of the file", definition.id);
                    self.problems.push(problem(reason));
                }
            }
            Err(error) => self.problems.push(error),
        }
    }

    fn sorted(mut self) -> Self {
        self.definitions.sort_by(|one, other| one.id.cmp(&other.id));
        self.problems.sort_by(|one, other| one.name.cmp(&other.name));
        self
    }
}
