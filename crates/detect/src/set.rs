//! Rules with what they share: those that come with the program, and those of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use query::Library;

use crate::rule::{self, Rule, RuleError};

/// What lies in `rules/`: path and text of each file.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The folders of what rules share.
const SHARED: [&str; 3] = ["functions/", "watchlists/", "records/"];

/// The largest file that can be a rule.
const MAX_BYTES: u64 = 4 << 20;

/// Rules, and what they share.
#[derive(Debug, Default, Clone)]
pub struct RuleSet {
    /// The rules, by short name.
    pub rules: Vec<Rule>,
    /// The folder that each rule stands in, as `sign-in`: its family.
    pub families: BTreeMap<String, String>,
    /// The text of each rule's file.
    pub texts: BTreeMap<String, String>,
    /// Files that are no rule, and why.
    pub problems: Vec<RuleError>,
    /// Stored functions: name → text.
    pub functions: BTreeMap<String, String>,
    /// Operator lists: name → text of the example, whose first line names the columns.
    pub watchlists: BTreeMap<String, String>,
    /// Templates of records for tests: name → text.
    pub records: BTreeMap<String, String>,
}

impl RuleSet {
    /// The rules that come with the program.
    pub fn embedded() -> Self {
        let mut set = Self::default();
        for (path, text) in EMBEDDED {
            set.add(path, (*text).to_owned());
        }
        set.finish()
    }

    /// What the rules that come with the program share, without the rules: all that a query needs, and quickly had.
    pub fn embedded_shared() -> Self {
        let mut set = Self::default();
        for (path, text) in EMBEDDED.iter().filter(|(path, _)| SHARED.iter().any(|folder| path.starts_with(folder))) {
            set.add(path, (*text).to_owned());
        }
        set
    }

    /// The rules of a folder and of the folders in it, and of what they share: `functions/*.kql`, `watchlists/*.csv`, `records/*.json`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn folder(folder: &Path) -> Result<Self, RuleError> {
        let mut set = Self::default();
        for path in files(folder)? {
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let wanted = ["yaml", "yml", "kql", "csv", "json"];
            if !path.extension().is_some_and(|ending| wanted.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
                continue;
            }
            match text(&path) {
                Ok(text) => set.add(&name, text),
                Err(problem) => set.problems.push(problem),
            }
        }
        Ok(set.finish())
    }

    /// Adds the rules of another set; a rule of a name that is there already replaces it, so an operator can change what comes with the program.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        let new: Vec<&str> = other.rules.iter().map(|rule| rule.slug.as_str()).collect();
        self.rules.retain(|rule| !new.contains(&rule.slug.as_str()));
        self.rules.extend(other.rules);
        self.families.extend(other.families);
        self.texts.extend(other.texts);
        self.problems.extend(other.problems);
        self.functions.extend(other.functions);
        self.watchlists.extend(other.watchlists);
        self.records.extend(other.records);
        self.finish()
    }

    fn add(&mut self, path: &str, text: String) {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        match (folder, ending.to_ascii_lowercase().as_str()) {
            ("functions", "kql") => drop(self.functions.insert(stem.to_owned(), text)),
            ("watchlists", "csv") => drop(self.watchlists.insert(stem.to_owned(), text)),
            ("records", "json") => drop(self.records.insert(stem.to_owned(), text)),
            (_, "yaml" | "yml") => match rule::read(path, &text) {
                Ok(rule) => {
                    self.families.insert(rule.slug.clone(), folder.to_owned());
                    self.texts.insert(rule.slug.clone(), text);
                    self.rules.push(rule);
                }
                Err(problem) => self.problems.push(problem),
            },
            _ => {}
        }
    }

    fn finish(mut self) -> Self {
        self.rules.sort_by(|left, right| left.slug.cmp(&right.slug));
        self
    }

    /// The rule of this short name, or whose name or id this is.
    pub fn find(&self, name: &str) -> Option<&Rule> {
        let by_slug = self.rules.iter().find(|rule| rule.slug == name);
        by_slug.or_else(|| {
            self.rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(name) || rule.name.eq_ignore_ascii_case(name))
        })
    }

    /// The short name nearest to one that no rule has.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        kql::nearest(name, self.rules.iter().map(|rule| rule.slug.as_str()))
    }

    /// Its functions and watchlists, for queries. The watchlists have no items: those are the operator's.
    pub fn library(&self) -> Library {
        self.library_with(&BTreeMap::new())
    }

    /// The same, with items of some lists: column → value.
    pub fn library_with(&self, items: &BTreeMap<String, Vec<BTreeMap<String, String>>>) -> Library {
        let mut library = Library::default();
        for (name, text) in &self.functions {
            library = library.with_function(name, text);
        }
        let mut columns: BTreeMap<&str, Vec<String>> =
            self.watchlists.iter().map(|(name, text)| (name.as_str(), header(text))).collect();
        for (name, items) in items {
            let known = columns.entry(name).or_default();
            for column in items.iter().flat_map(BTreeMap::keys) {
                if !known.contains(column) {
                    known.push(column.clone());
                }
            }
        }
        for (name, columns) in columns {
            let rows = items.get(name).into_iter().flatten();
            let rows =
                rows.map(|item| columns.iter().map(|column| item.get(column).cloned().unwrap_or_default()).collect());
            let rows = rows.collect();
            library = library.with_watchlist(name, columns, rows);
        }
        library
    }
}

/// The columns that the first line of a CSV names.
fn header(text: &str) -> Vec<String> {
    let line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    line.split(',').map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

/// All files of a folder and of those in it, in order; of a file that file.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, RuleError> {
    let failed = |path: &Path, error: &std::io::Error| RuleError {
        name: path.display().to_string(),
        reason: format!("it cannot be read: {error}"),
    };
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(folder) = todo.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| failed(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| failed(&folder, &error))?.path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn text(path: &Path) -> Result<String, RuleError> {
    let problem = |reason: String| RuleError { name: path.display().to_string(), reason };
    let size = std::fs::metadata(path).map_err(|error| problem(format!("it cannot be read: {error}")))?.len();
    if size > MAX_BYTES {
        return Err(problem(format!("it has {size} bytes, more than any rule")));
    }
    std::fs::read_to_string(path).map_err(|error| problem(format!("it cannot be read as text: {error}")))
}
