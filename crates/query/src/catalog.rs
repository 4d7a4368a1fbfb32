//! An archive as the binder and the engine ask for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::catalog::TableProvider;
use kql_datafusion::Tables;
use kql_plan::{Catalog, Plan, Rows, RunError, TableSchema, Type};
use store::Snapshot;

use crate::external::External;
use crate::rows::{ArchiveTable, Bounded, Counted, Held, Range};
use crate::schema::Dialect;
use crate::view::Views;
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

/// Into how many streams the rows of a view are dealt.
const PARTITIONS: usize = 2;

/// Computes a plan while a query is being bound.
pub(crate) type Compute = Arc<dyn Fn(&Plan, &ArchiveCatalog) -> Result<Rows, RunError> + Send + Sync>;

/// What one query can name.
pub struct ArchiveCatalog {
    source: Arc<Source>,
    dialect: Dialect,
    /// Names that stand in the query: columns among them that are only there when they are named.
    mentioned: BTreeSet<String>,
    /// Those of them that stand in its own text.
    own_words: Vec<String>,
    /// The only stretch of time that can be seen of a table.
    range: Option<Range>,
    views: Arc<Views>,
    notes: Mutex<Vec<String>>,
    compute: Option<Compute>,
}

impl std::fmt::Debug for ArchiveCatalog {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ArchiveCatalog").field("source", &self.source).finish_non_exhaustive()
    }
}

impl ArchiveCatalog {
    /// What a query of this text can name, if it speaks this dialect.
    pub fn new(source: Arc<Source>, query: &str, dialect: Dialect) -> Self {
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
        let own_words = words(query).map(str::to_owned).collect();
        Self {
            source,
            dialect,
            mentioned,
            own_words,
            range: None,
            views: Arc::default(),
            notes: Mutex::default(),
            compute: None,
        }
    }

    /// Shows of every table only what lies in a stretch of time.
    #[must_use]
    pub fn within(mut self, range: Option<Range>) -> Self {
        self.range = range;
        self
    }

    /// Takes the rows of stored functions from views where they are held.
    #[must_use]
    pub(crate) fn with_views(mut self, views: &Arc<Views>) -> Self {
        self.views = Arc::clone(views);
        self
    }

    pub(crate) fn computing(mut self, compute: Compute) -> Self {
        self.compute = Some(compute);
        self
    }

    /// Whether the query, or a function it names other than this one, mentions a column.
    fn mentions_beside(&self, function: &str, column: &str) -> bool {
        let mut seen: BTreeSet<String> = BTreeSet::from([function.to_owned()]);
        let mut todo = self.own_words.clone();
        while let Some(word) = todo.pop() {
            if word == column {
                return true;
            }
            if seen.insert(word.clone())
                && let Some(text) = functions::find(self.source.functions.as_deref(), &self.source.library, &word)
            {
                todo.extend(words(&text).map(str::to_owned));
            }
        }
        false
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
        if let Some(view) = self.views.table(name) {
            return Some(view);
        }
        if functions::is_view(name) { None } else { schema::table(name, self.dialect, &self.mentioned) }
    }

    fn table_names(&self) -> Vec<String> {
        schema::names()
    }

    fn columns_without_rows(&self, matches: &dyn Fn(&str) -> bool) -> Vec<(String, Type)> {
        let uncollected = schema::names().into_iter().filter(|name| matches(name) && tables::by_name(name).is_none());
        let columns = uncollected.filter_map(|name| schema::columns(&name, self.dialect)).flat_map(|(shown, _)| shown);
        let mut found: Vec<(String, Type)> = Vec::new();
        for (name, kind) in columns.filter(|(name, _)| self.mentioned.contains(name)) {
            match found.iter_mut().find(|(known, _)| *known == name) {
                // Where the tables disagree, a text is what most of them have.
                Some((_, known)) if *known != kind => *known = Type::String,
                Some(_) => {}
                None => found.push((name, kind)),
            }
        }
        found
    }

    fn function(&self, name: &str) -> Option<String> {
        if let Some(held) = self.views.function(name, &|column| self.mentions_beside(name, column), self.range) {
            return Some(held);
        }
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
        if let Some(rows) = self.views.provider(table, PARTITIONS) {
            return Some(self.range.map_or(Arc::clone(&rows), |range| Bounded::over(rows, range)));
        }
        let declared = schema::table(table, self.dialect, &self.mentioned)?;
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
