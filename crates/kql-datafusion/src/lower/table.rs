//! A table of the catalog.

use datafusion::common::{Column, Result, TableReference, internal_err};
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use kql_plan::Plan;

use super::Lowering;
use crate::error::{EngineError, external};
use crate::physical;

/// The columns asked for, under the names of their ids.
pub(super) fn lower(lowering: Lowering<'_>, plan: &Plan, table: &str, sources: &[String]) -> Result<LogicalPlan> {
    let Some(provider) = lowering.tables.provider(table) else {
        return Err(external(EngineError::Query(format!("there is no table `{table}` to read"))));
    };
    // Made of a text it would be read as SQL, in which letter case is lost.
    let table_name = TableReference::bare(table);
    let schema = provider.schema();
    let mut indices = Vec::with_capacity(sources.len());
    let mut outputs = Vec::with_capacity(sources.len());
    for (column, source) in plan.columns.iter().zip(sources) {
        let Some((index, field)) = schema.column_with_name(source) else {
            return internal_err!("the table {table} has no column {source}");
        };
        if field.data_type() != &physical::data_type(column.kind) {
            return internal_err!(
                "the column {source} of {table} is {} and comes as {}",
                column.kind,
                field.data_type()
            );
        }
        if !indices.contains(&index) {
            indices.push(index);
        }
        outputs.push(Expr::Column(Column::new(Some(table_name.clone()), source)).alias(physical::name(column.id)));
    }
    LogicalPlanBuilder::scan(table_name, provider_as_source(provider), Some(indices))?.project(outputs)?.build()
}
