//! From the text of a query to its answers.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use kql::{Diagnostic, Severity};
use kql_datafusion::{Answer, Engine, EngineError, Options};
use kql_plan::bind::{Bound, Visualization, bind};
use kql_plan::{Context, Plan, RunError};
use tokio::runtime::Handle;

use crate::catalog::Compute;
use crate::rows::Range;
use crate::schema::Dialect;
use crate::view::{self, View, Views};
use crate::{ArchiveCatalog, Source};

/// Asks one archive.
#[derive(Debug)]
pub struct Session {
    source: Arc<Source>,
    engine: Arc<Engine>,
    views: Arc<Views>,
}

/// A query that is understood, and can run.
#[derive(Debug)]
pub struct Question {
    /// The results, each with its name if it has one: one of most queries, several of `fork` and `facet`.
    pub results: Vec<(Option<String>, Plan)>,
    /// What may be good to know about the query.
    pub diagnostics: Vec<Diagnostic>,
    /// What may be good to know about what it reads.
    pub notes: Vec<String>,
    /// How the answer is to be shown.
    pub visualization: Option<Visualization>,
    catalog: Arc<ArchiveCatalog>,
    context: Context,
}

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The query is wrong: the findings, errors among them.
    #[error("{}", first_error(.0))]
    Query(Vec<Diagnostic>),
    /// It cannot be run, or not to its end.
    #[error(transparent)]
    Run(#[from] EngineError),
}

/// The message of the first error.
fn first_error(findings: &[Diagnostic]) -> String {
    let error = findings.iter().find(|finding| finding.severity == Severity::Error);
    error.map_or_else(|| "the query cannot be read".to_owned(), ToString::to_string)
}

impl Session {
    /// Makes a session.
    pub fn new(source: Source, options: Options) -> Self {
        Self { source: Arc::new(source), engine: Arc::new(Engine::new(options)), views: Arc::default() }
    }

    /// The same, with views held in memory.
    #[must_use]
    pub fn with_views(&self, views: Views) -> Self {
        Self { source: Arc::clone(&self.source), engine: Arc::clone(&self.engine), views: Arc::new(views) }
    }

    /// Computes the rows of a stored function in a stretch of time, to be held for many queries; none where it cannot be held, or has more than `most`
    /// bytes. Columns that are wide are left out; a query that names one computes the function itself. It waits, as [`Session::read`] does.
    ///
    /// # Errors
    /// When the function is wrong or fails.
    pub fn view(&self, function: &str, context: &Context, range: Range, most: usize) -> Result<Option<View>, Failure> {
        let read = |query: &str| self.read_within(query, context.clone(), &[], Some(range));
        let runtime = Handle::current();
        let wait = |question: &Question, plan: &Plan, each: &mut dyn FnMut(&RecordBatch) -> Result<bool, Failure>| {
            runtime.block_on(async {
                let mut answer = self.answer(question, plan).await?;
                while let Some(batch) = answer.next().await? {
                    if !each(&batch)? {
                        break;
                    }
                }
                Ok::<(), Failure>(())
            })
        };
        let question = read(&format!("{function}()"))?;
        let Some((_, plan)) = question.results.first().filter(|(_, plan)| view::is_row_by_row(plan)) else {
            return Ok(None);
        };
        let mut wide: Vec<String> = Vec::new();
        wait(&question, plan, &mut |batch| {
            let columns = plan.columns.iter().zip(batch.columns());
            wide = columns
                .filter(|(_, array)| view::width(array.as_ref()) > view::WIDEST)
                .map(|(column, _)| column.name.clone())
                .collect();
            Ok(batch.num_rows() == 0)
        })?;
        let narrow = plan.columns.iter().filter(|column| !wide.contains(&column.name));
        let names: Vec<String> = narrow.map(|column| format!("['{}']", column.name)).collect();
        let question = read(&format!("{function}() | project {}", names.join(", ")))?;
        let Some((_, plan)) = question.results.first() else { return Ok(None) };
        let columns = plan.columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        let (mut batches, mut bytes) = (Vec::new(), 0);
        wait(&question, plan, &mut |batch| {
            let batch = view::compact(batch).map_err(|error| EngineError::Internal(error.to_string()))?;
            bytes += batch.get_array_memory_size();
            batches.push(batch);
            Ok(bytes <= most)
        })?;
        Ok((bytes <= most).then_some(View { columns, left_out: wide, batches, range }))
    }

    /// What is asked.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The tables with rows that a query may read, by itself or by the stored functions it names.
    pub fn tables(&self, query: &str) -> Vec<String> {
        ArchiveCatalog::new(Arc::clone(&self.source), query, Dialect::default()).tables_with_rows()
    }

    /// Reads and binds a query. `parameters` are the values of `declare query_parameters`. Some operators need data for that, so this may wait: it is
    /// for a thread that may, of a runtime that it must be called within.
    ///
    /// # Errors
    /// When the query is wrong.
    pub fn read(&self, query: &str, context: Context, parameters: &[(String, String)]) -> Result<Question, Failure> {
        self.read_within(query, context, parameters, None)
    }

    /// The same, for a query that sees of every table only what lies in a stretch of time, as an analytics rule does.
    ///
    /// # Errors
    /// When the query is wrong.
    pub fn read_within(
        &self,
        query: &str,
        context: Context,
        parameters: &[(String, String)],
        range: Option<Range>,
    ) -> Result<Question, Failure> {
        let parsed = kql::parse(query);
        if parsed.errors().next().is_some() {
            return Err(Failure::Query(parsed.diagnostics));
        }
        let (engine, at, runtime) = (Arc::clone(&self.engine), context.clone(), Handle::current());
        let compute: Compute = Arc::new(move |plan: &Plan, catalog: &ArchiveCatalog| {
            let rows = async { engine.run(plan, &at, catalog).await?.rows().await };
            tokio::task::block_in_place(|| runtime.block_on(rows)).map_err(|error| RunError(error.to_string()))
        });
        let in_dialect = |dialect| {
            let catalog = ArchiveCatalog::new(Arc::clone(&self.source), query, dialect);
            let catalog = catalog.within(range).with_views(&self.views).computing(Arc::clone(&compute));
            let bound = bind(&parsed.tree, &catalog, &context, parameters);
            (catalog, bound)
        };
        // The first dialect in which the query makes sense as a whole, or as much of it as can.
        let mut best: Option<(ArchiveCatalog, Bound)> = None;
        for dialect in Dialect::ALL {
            let (catalog, bound) = in_dialect(dialect);
            let sense = |bound: &Bound| (!bound.results.is_empty(), std::cmp::Reverse(bound.left_out));
            let whole = sense(&bound) == (true, std::cmp::Reverse(0));
            // Of those in which it makes none the last knows the most names, so what it does not know is what to tell.
            if best.as_ref().is_none_or(|(_, best)| best.results.is_empty() || sense(&bound) > sense(best)) {
                best = Some((catalog, bound));
            }
            if whole {
                break;
            }
        }
        let mut diagnostics = parsed.diagnostics;
        let Some((catalog, bound)) = best else { return Err(Failure::Query(diagnostics)) };
        let catalog = Arc::new(catalog);
        diagnostics.extend(bound.diagnostics);
        if bound.results.is_empty() {
            return Err(Failure::Query(diagnostics));
        }
        Ok(Question {
            results: bound.results,
            diagnostics,
            notes: catalog.take_notes(),
            visualization: bound.visualization,
            catalog,
            context,
        })
    }

    /// Starts to answer one result of a question. To cancel, drop the answer.
    ///
    /// # Errors
    /// When it cannot be run.
    pub async fn answer(&self, question: &Question, plan: &Plan) -> Result<Answer, Failure> {
        Ok(self.engine.run(plan, &question.context, &*question.catalog).await?)
    }

    /// Tells how a result would be computed: the engine's logical and physical plan.
    ///
    /// # Errors
    /// When it cannot be run.
    pub async fn explain(&self, question: &Question, plan: &Plan) -> Result<(String, String), Failure> {
        Ok(self.engine.explain(plan, &question.context, &*question.catalog).await?)
    }
}
