//! Rows that are at hand: written in the query, or computed before.

use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::MemTable;
use datafusion::common::{Column, Result};
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use kql_plan::Row;
use kql_plan::{Plan, Type};

use crate::array::Writer;
use crate::physical;

/// Rows in a batch.
const BATCH: usize = 8192;
/// The name such tables go by in plans.
const NAME: &str = "rows";

/// The rows, in order.
pub(super) fn lower(plan: &Plan, rows: &[Row]) -> Result<LogicalPlan> {
    let schema = physical::schema(&plan.columns);
    let kinds: Vec<Type> = plan.columns.iter().map(|column| column.kind).collect();
    let batches = rows.chunks(BATCH).map(|chunk| batch(&schema, &kinds, chunk)).collect::<Result<Vec<_>>>()?;
    scan(schema, batches, plan)
}

/// Batches that lie in memory, as the columns of a plan, in order.
pub(super) fn scan(schema: SchemaRef, batches: Vec<RecordBatch>, plan: &Plan) -> Result<LogicalPlan> {
    let outputs: Vec<Expr> = schema
        .fields()
        .iter()
        .zip(&plan.columns)
        .map(|(field, column)| Expr::Column(Column::new(Some(NAME), field.name())).alias(physical::name(column.id)))
        .collect();
    let table = MemTable::try_new(schema, vec![batches])?;
    LogicalPlanBuilder::scan(NAME, provider_as_source(Arc::new(table)), None)?.project(outputs)?.build()
}

/// A batch of rows.
pub(crate) fn batch(schema: &SchemaRef, kinds: &[Type], rows: &[Row]) -> Result<RecordBatch> {
    let mut arrays = Vec::with_capacity(kinds.len());
    for (position, kind) in kinds.iter().enumerate() {
        let mut writer = Writer::new(*kind, rows.len());
        for row in rows {
            match row.get(position) {
                Some(value) => writer.append(value),
                None => writer.append_null(),
            }
        }
        arrays.push(writer.finish());
    }
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    Ok(RecordBatch::try_new_with_options(Arc::clone(schema), arrays, &options)?)
}
