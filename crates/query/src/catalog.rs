//! An archive as the binder and the engine ask for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::catalog::TableProvider;
use kql_datafusion::Tables;
use kql_plan::{Catalog, Plan, Rows, RunError, TableSchema};
use store::Snapshot;

use crate::external::External;
use crate::rows::{ArchiveTable, Bounded, Counted, Held, Range};
use crate::{Library, external, functions, schema, watchlist};

/// What is asked: an archive as of one batch, or none, and the folders beside it.
#[derive(Debug, Default)]
pub struct Source {
    snapshot: Option<(Snapshot, Arc<Counted>)>,
    /// Rows in memory, in place of an archive's.
    held: Option<Held>,
    library: Library,
    /// Stored functions, a file each.
    functions: Option<PathBuf>,
    /// Watchlists, a CSV each.
    watchlists: Option<PathBuf>,
    /// Folders whose files `externaldata` may read.
    externals: Vec<PathBuf>,
    /// Whether a place that cannot be read is an error; else it gives no rows, and a note.
    strict: bool,
}

impl Source {
    /// What is asked of an archive in `folder`. Without a snapshot every table is empty; the folders `functions`, `watchlists` and `external` beside it
    /// are read all the same.
    pub fn new(snapshot: Option<Snapshot>, folder: Option<&Path>) -> Self {
        let beside = |name: &str| folder.map(|folder| folder.join(name));
        Self {
            functions: beside("functions"),
            watchlists: beside("watchlists"),
            externals: beside("external").into_iter().collect(),
            snapshot: snapshot.map(|snapshot| {
                let counted = Arc::new(Counted::new(snapshot.objects()));
                (snapshot, counted)
            }),
            held: None,
            library: Library::default(),
            strict: false,
        }
    }

    /// Rows in memory instead of an archive: every other table is empty.
    pub fn held(rows: Held) -> Self {
        Self { held: Some(rows), ..Self::default() }
    }

    /// Adds stored functions and watchlists.
    #[must_use]
    pub fn with_library(mut self, library: Library) -> Self {
        self.library = library;
        self
    }

    /// Also allows `externaldata` to read files of these folders.
    #[must_use]
    pub fn with_external(mut self, folders: impl IntoIterator<Item = PathBuf>) -> Self {
        self.externals.extend(folders);
        self
    }

    /// Makes a place that cannot be read an error.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Returns when the last batch that can be seen was sealed, in microseconds since 1970; none without an archive.
    pub fn sealed(&self) -> Option<i64> {
        self.snapshot.as_ref().and_then(|(snapshot, _)| snapshot.sealed())
    }

    /// Returns what was read of the archive since this was last asked.
    pub fn read(&self) -> crate::rows::Read {
        self.snapshot.as_ref().map(|(_, counted)| counted.take()).unwrap_or_default()
    }
}

/// Computes a plan while a query is being bound.
pub(crate) type Compute = Arc<dyn Fn(&Plan, &ArchiveCatalog) -> Result<Rows, RunError> + Send + Sync>;

/// What one query can name.
pub struct ArchiveCatalog {
    source: Arc<Source>,
    /// Names that stand in the query: columns among them that are only there when they are named.
    mentioned: BTreeSet<String>,
    /// The only stretch of time that can be seen of a table.
    range: Option<Range>,
    notes: Mutex<Vec<String>>,
    compute: Option<Compute>,
}

impl std::fmt::Debug for ArchiveCatalog {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ArchiveCatalog").field("source", &self.source).finish_non_exhaustive()
    }
}

impl ArchiveCatalog {
    /// What a query of this text can name.
    pub fn new(source: Arc<Source>, query: &str) -> Self {
        let mut mentioned: BTreeSet<String> = BTreeSet::new();
        let mut todo: Vec<String> = words(query).map(str::to_owned).collect();
        while let Some(word) = todo.pop() {
            if !mentioned.insert(word.clone()) {
                continue;
            }
            if let Some(function) = functions::find(source.functions.as_deref(), &source.library, &word) {
                todo.extend(words(&function).map(str::to_owned));
            }
        }
        Self { source, mentioned, range: None, notes: Mutex::default(), compute: None }
    }

    /// Shows of every table only what lies in a stretch of time.
    #[must_use]
    pub fn within(mut self, range: Option<Range>) -> Self {
        self.range = range;
        self
    }

    pub(crate) fn computing(mut self, compute: Compute) -> Self {
        self.compute = Some(compute);
        self
    }

    /// The tables that the query or a function it names mentions, and that have rows.
    pub(crate) fn tables_with_rows(&self) -> Vec<String> {
        let has_rows = |name: &&String| match (&self.source.held, &self.source.snapshot) {
            (Some(held), _) => held.tables().any(|table| table == name.as_str()),
            (None, Some((snapshot, _))) => snapshot.files(name).is_some_and(|files| !files.files.is_empty()),
            (None, None) => false,
        };
        self.mentioned.iter().filter(has_rows).cloned().collect()
    }

    /// Returns what there is to be said of what was read, and forgets it.
    pub fn take_notes(&self) -> Vec<String> {
        std::mem::take(&mut self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, note: String) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
}

/// The names in a text: letters, digits, underscores.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

impl Catalog for ArchiveCatalog {
    fn table(&self, name: &str) -> Option<TableSchema> {
        if functions::is_view(name) { None } else { schema::table(name, &self.mentioned) }
    }

    fn table_names(&self) -> Vec<String> {
        schema::names()
    }

    fn function(&self, name: &str) -> Option<String> {
        functions::find(self.source.functions.as_deref(), &self.source.library, name)
    }

    fn watchlist(&self, name: &str) -> Option<Rows> {
        let own = self.source.watchlists.as_deref().and_then(|folder| watchlist::read(folder, name));
        match own {
            Some(Ok(rows)) => Some(rows),
            Some(Err(why)) => {
                self.note(why);
                None
            }
            None => self.source.library.watchlist(name),
        }
    }

    fn external(&self, location: &str) -> Result<String, RunError> {
        let place = location.split([';', '?']).next().unwrap_or_default();
        let refused = format!("{place} lies on the network, and no query opens a connection");
        match external::read(&self.source.externals, location) {
            Ok(External::Text(text)) => Ok(text),
            Ok(External::Elsewhere) if self.source.strict => {
                Err(RunError(format!("{refused}: put the file into the folder `external` and name it there")))
            }
            Ok(External::Elsewhere) => {
                self.note(format!("{refused}: it gives no rows"));
                Ok(String::new())
            }
            Err(error) => Err(error),
        }
    }

    fn compute(&self, plan: &Plan) -> Result<Rows, RunError> {
        match &self.compute {
            Some(compute) => compute(plan, self),
            None => Err(RunError("the columns of this operator depend on the data, and none may be read here".into())),
        }
    }
}

impl Tables for ArchiveCatalog {
    fn provider(&self, table: &str) -> Option<Arc<dyn TableProvider>> {
        let declared = schema::table(table, &self.mentioned)?;
        let rows: Arc<dyn TableProvider> = match (&self.source.held, &self.source.snapshot) {
            (Some(held), _) => held.provider(&declared).ok()?,
            (None, Some((snapshot, counted))) => {
                Arc::new(ArchiveTable::new(&declared, snapshot.files(table), Some(Arc::clone(counted))))
            }
            (None, None) => Arc::new(ArchiveTable::new(&declared, None, None)),
        };
        let Some(range) = self.range else { return Some(rows) };
        Some(Bounded::over(rows, range))
    }
}
