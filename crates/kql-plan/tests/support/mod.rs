//! A catalog for tests, and the plans of queries over it.

use kql_plan::bind::{Bound, bind};
use kql_plan::{Catalog, Context, Plan, Rows, RunError, TableSchema};

/// A catalog of a few declared tables, none of which has rows.
#[derive(Debug, Default)]
pub(crate) struct Declared(pub(crate) Vec<TableSchema>);

impl Catalog for Declared {
    fn table(&self, name: &str) -> Option<TableSchema> {
        self.0.iter().find(|table| table.name == name).cloned()
    }

    fn table_names(&self) -> Vec<String> {
        self.0.iter().map(|table| table.name.clone()).collect()
    }

    fn function(&self, _name: &str) -> Option<String> {
        None
    }

    fn watchlist(&self, _name: &str) -> Option<Rows> {
        None
    }

    fn external(&self, location: &str) -> Result<String, RunError> {
        Err(RunError(format!("{location} is not read in tests")))
    }

    fn compute(&self, plan: &Plan) -> Result<Rows, RunError> {
        Ok(Rows::new(plan.columns.iter().map(|column| (column.name.clone(), column.kind)).collect()))
    }
}

/// The context of tests: 2026-03-01T12:00Z.
pub(crate) fn context() -> Context {
    Context { now: kql::literal::parse_datetime("2026-03-01T12:00:00Z").expect("a datetime"), ..Context::default() }
}

/// Binds a text.
pub(crate) fn bound(catalog: &dyn Catalog, query: &str) -> Bound {
    let parsed = kql::parse(query);
    let mut result = bind(&parsed.tree, catalog, &context(), &[]);
    if !parsed.is_ok() {
        result.results.clear();
        result.diagnostics.splice(0..0, parsed.diagnostics);
    }
    result
}
