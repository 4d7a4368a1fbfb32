//! A table of which only a stretch of time can be seen, as an analytics rule sees the last `queryPeriod`.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::{Column, DFSchema, Result};
use datafusion::datasource::TableType;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::filter::FilterExecBuilder;
use datafusion::prelude::lit;

use super::Range;

/// The columns of time, by dialect: of the two that a table may have the first.
const TIMES: [&str; 2] = ["TimeGenerated", "Timestamp"];

/// A table and the stretch of it that can be seen.
#[derive(Debug)]
pub(crate) struct Bounded {
    inner: Arc<dyn TableProvider>,
    /// The column that the stretch is of.
    time: &'static str,
    range: Range,
}

impl Bounded {
    /// Shows of a table what lies in `range`. A table whose rows have no time is shown whole.
    pub(crate) fn over(inner: Arc<dyn TableProvider>, range: Range) -> Arc<dyn TableProvider> {
        let schema = inner.schema();
        match TIMES.iter().find(|time| schema.index_of(time).is_ok()) {
            Some(time) => Arc::new(Self { inner, time, range }),
            None => inner,
        }
    }

    fn predicates(&self) -> [Expr; 2] {
        let time = || Expr::Column(Column::new_unqualified(self.time));
        [time().gt_eq(lit(self.range.from)), time().lt(lit(self.range.to))]
    }
}

#[async_trait]
impl TableProvider for Bounded {
    fn schema(&self) -> SchemaRef {
        self.inner.schema()
    }

    fn table_type(&self) -> TableType {
        self.inner.table_type()
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        self.inner.supports_filters_pushdown(filters)
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        _limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = self.inner.schema();
        let time = schema.index_of(self.time)?;
        let asked = projection.cloned().unwrap_or_else(|| (0..schema.fields().len()).collect());
        let mut read = asked.clone();
        if !read.contains(&time) {
            read.push(time);
        }
        let bounds = self.predicates();
        let filters: Vec<Expr> = filters.iter().chain(&bounds).cloned().collect();
        let rows = self.inner.scan(state, Some(&read), &filters, None).await?;
        let seen = DFSchema::try_from(rows.schema())?;
        let [from, to] = bounds;
        let predicate = state.create_physical_expr(from.and(to), &seen)?;
        let shown = (read.len() > asked.len()).then(|| (0..asked.len()).collect());
        Ok(Arc::new(FilterExecBuilder::new(predicate, rows).apply_projection(shown)?.build()?))
    }
}
