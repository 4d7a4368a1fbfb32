//! From expressions over a table as the engine sees it to expressions over one of its files.
//!
//! A comparison of an instant with a constant becomes one of stored instants, so that it meets the statistics of the file; an instant anywhere else is
//! converted. Columns that the file does not have are null, which the engine's own adapter sees to.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef};
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::{BinaryExpr, Column, IsNotNullExpr, IsNullExpr, Literal};
use datafusion::physical_expr_adapter::{
    DefaultPhysicalExprAdapterFactory, PhysicalExprAdapter, PhysicalExprAdapterFactory,
};
use kql_plan::INGESTION_TIME;

use super::ticks::{Ticks, floor, stored_type};

/// The column of the file that the ingestion time is.
pub(super) const RECEIVED: &str = "_Received";

/// Makes adapters for the files of a table.
#[derive(Debug)]
pub(super) struct Factory {
    /// The table's columns that are stored instants.
    pub(super) instants: Arc<[String]>,
}

impl PhysicalExprAdapterFactory for Factory {
    fn create(&self, logical: SchemaRef, physical: SchemaRef) -> Result<Arc<dyn PhysicalExprAdapter>> {
        let stored: Vec<FieldRef> = logical
            .fields()
            .iter()
            .map(|field| {
                if self.is_instant(field.name()) {
                    Arc::new(Field::new(stored_name(field.name()), stored_type(), true))
                } else {
                    Arc::clone(field)
                }
            })
            .collect();
        let stored = Arc::new(Schema::new(stored));
        let rest = DefaultPhysicalExprAdapterFactory.create(stored, physical)?;
        Ok(Arc::new(Adapter { instants: Arc::clone(&self.instants), logical, rest }))
    }
}

impl Factory {
    fn is_instant(&self, name: &str) -> bool {
        self.instants.iter().any(|instant| instant == name)
    }
}

/// The name a column has in the file.
fn stored_name(name: &str) -> &str {
    if name == INGESTION_TIME { RECEIVED } else { name }
}

#[derive(Debug)]
struct Adapter {
    instants: Arc<[String]>,
    logical: SchemaRef,
    rest: Arc<dyn PhysicalExprAdapter>,
}

impl PhysicalExprAdapter for Adapter {
    fn rewrite(&self, expression: Arc<dyn PhysicalExpr>) -> Result<Arc<dyn PhysicalExpr>> {
        let stored = expression.transform_down(|expression| Ok(self.step(expression))).data()?;
        self.rest.rewrite(stored)
    }
}

impl Adapter {
    /// The stored column, when the expression is a column of instants.
    fn instant(&self, expression: &Arc<dyn PhysicalExpr>) -> Option<Arc<dyn PhysicalExpr>> {
        let column = expression.downcast_ref::<Column>()?;
        let field = self.logical.fields().get(column.index())?;
        let instant = field.data_type() == &DataType::Int64 && self.instants.iter().any(|name| name == column.name());
        instant.then(|| Arc::new(Column::new(stored_name(column.name()), column.index())) as _)
    }

    fn step(&self, expression: Arc<dyn PhysicalExpr>) -> Transformed<Arc<dyn PhysicalExpr>> {
        let done = |expression: Arc<dyn PhysicalExpr>| Transformed::new(expression, true, TreeNodeRecursion::Jump);
        if let Some(column) = self.instant(&expression) {
            return done(Arc::new(Ticks(column)));
        }
        if let Some(test) = expression.downcast_ref::<IsNullExpr>()
            && let Some(column) = self.instant(test.arg())
        {
            return done(Arc::new(IsNullExpr::new(column)));
        }
        if let Some(test) = expression.downcast_ref::<IsNotNullExpr>()
            && let Some(column) = self.instant(test.arg())
        {
            return done(Arc::new(IsNotNullExpr::new(column)));
        }
        if let Some(binary) = expression.downcast_ref::<BinaryExpr>()
            && let Some(comparison) = self.comparison(binary)
        {
            return done(comparison);
        }
        Transformed::no(expression)
    }

    fn comparison(&self, binary: &BinaryExpr) -> Option<Arc<dyn PhysicalExpr>> {
        let (column, operator, ticks) = match (self.instant(binary.left()), self.instant(binary.right())) {
            (Some(column), None) => (column, *binary.op(), constant(binary.right())?),
            (None, Some(column)) => (column, binary.op().swap()?, constant(binary.left())?),
            _ => return None,
        };
        let (instant, exact) = floor(ticks);
        // What lies between two stored instants is after the first and before the second.
        let operator = match (operator, exact) {
            (Operator::Gt | Operator::LtEq, _) | (_, true) => operator,
            (Operator::GtEq, false) => Operator::Gt,
            (Operator::Lt, false) => Operator::LtEq,
            _ => return None,
        };
        let supported = [Operator::Gt, Operator::GtEq, Operator::Lt, Operator::LtEq, Operator::Eq, Operator::NotEq];
        if !supported.contains(&operator) {
            return None;
        }
        let instant = ScalarValue::TimestampMicrosecond(Some(instant), Some("UTC".into()));
        Some(Arc::new(BinaryExpr::new(column, operator, Arc::new(Literal::new(instant)))))
    }
}

/// The ticks, when the expression is a constant.
fn constant(expression: &Arc<dyn PhysicalExpr>) -> Option<i64> {
    match expression.downcast_ref::<Literal>()?.value() {
        ScalarValue::Int64(Some(ticks)) => Some(*ticks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::physical_expr::expressions::{binary, col, lit};
    use kql_plan::value::UNIX_EPOCH;

    use super::*;

    fn adapted(build: impl Fn(&Schema) -> Arc<dyn PhysicalExpr>) -> String {
        let time = |kind| Field::new("TimeGenerated", kind, true);
        let logical = Arc::new(Schema::new(vec![
            Field::new("Other", DataType::Int64, true),
            time(DataType::Int64),
            Field::new(INGESTION_TIME, DataType::Int64, true),
        ]));
        let physical = Arc::new(Schema::new(vec![time(stored_type()), Field::new(RECEIVED, stored_type(), true)]));
        let factory = Factory { instants: ["TimeGenerated".to_owned(), INGESTION_TIME.to_owned()].into() };
        let adapter = factory.create(Arc::clone(&logical), physical).unwrap();
        adapter.rewrite(build(&logical)).unwrap().to_string()
    }

    #[test]
    fn comparisons_with_constants_are_of_stored_instants() {
        let compare = |operator, ticks: i64| {
            adapted(|schema| binary(col("TimeGenerated", schema).unwrap(), operator, lit(ticks), schema).unwrap())
        };
        assert_eq!(compare(Operator::GtEq, UNIX_EPOCH + 10), "TimeGenerated@0 >= 1");
        assert_eq!(compare(Operator::GtEq, UNIX_EPOCH + 11), "TimeGenerated@0 > 1");
        assert_eq!(compare(Operator::Gt, UNIX_EPOCH + 11), "TimeGenerated@0 > 1");
        assert_eq!(compare(Operator::Lt, UNIX_EPOCH + 11), "TimeGenerated@0 <= 1");
        assert_eq!(compare(Operator::Lt, UNIX_EPOCH + 10), "TimeGenerated@0 < 1");
        assert_eq!(compare(Operator::Eq, UNIX_EPOCH + 10), "TimeGenerated@0 = 1");
        assert_eq!(compare(Operator::Eq, UNIX_EPOCH + 11), format!("ticks(TimeGenerated@0) = {}", UNIX_EPOCH + 11));
    }

    #[test]
    fn an_instant_elsewhere_is_converted_and_a_missing_column_is_null() {
        assert_eq!(adapted(|schema| col("TimeGenerated", schema).unwrap()), "ticks(TimeGenerated@0)");
        assert_eq!(adapted(|schema| col(INGESTION_TIME, schema).unwrap()), "ticks(_Received@1)");
        assert_eq!(adapted(|schema| col("Other", schema).unwrap()), "NULL");
    }
}
