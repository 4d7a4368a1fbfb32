//! Views held in memory: a stored function that many queries begin with, computed once for all of them.
//!
//! Only a function without parameters whose every row comes of one row of a table can be held: then what a query sees of it in a stretch of time is what
//! it would have computed itself from the tables in that stretch.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::{MemTable, TableProvider};
use kql_plan::expression::ExpressionNode;
use kql_plan::plan::Node;
use kql_plan::{ColumnId, Expression, Plan, TableSchema, Type};

use crate::rows::Range;

/// What a table's name begins with that stands for a view; no table of an archive can have it.
const PREFIX: &str = "$view ";
/// The column of time, which every row must have from its table.
const TIME: &str = "TimeGenerated";
/// The most bytes that a value may have on average for its column to be held.
pub(crate) const WIDEST: usize = 200;

/// Views, by the name of the function.
#[derive(Debug, Default, Clone)]
pub struct Views(BTreeMap<String, Arc<View>>);

/// The rows of a function.
#[derive(Debug)]
pub struct View {
    /// Its columns, but for those that are too wide to hold.
    pub(crate) columns: Vec<(String, Type)>,
    /// The columns that are not held.
    pub(crate) left_out: Vec<String>,
    /// The rows, in batches.
    pub(crate) batches: Vec<RecordBatch>,
    /// The stretch that it was computed of.
    pub(crate) range: Range,
}

impl View {
    /// How many bytes its rows take.
    pub fn bytes(&self) -> usize {
        self.batches.iter().map(RecordBatch::get_array_memory_size).sum()
    }
}

impl Views {
    /// Adds a view.
    pub fn add(&mut self, name: &str, view: View) {
        self.0.insert(name.to_owned(), Arc::new(view));
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lambda that stands for a function, for a query of these words that sees this stretch; none where it must be computed.
    pub(crate) fn function(
        &self,
        name: &str,
        mentioned: &dyn Fn(&str) -> bool,
        range: Option<Range>,
    ) -> Option<String> {
        let (view, range) = (self.0.get(name)?, range?);
        let within = view.range.from <= range.from && range.to <= view.range.to;
        let held = !view.left_out.iter().any(|column| mentioned(column));
        (within && held).then(|| format!("() {{ ['{PREFIX}{name}'] }}"))
    }

    /// The table that stands for a view.
    pub(crate) fn table(&self, name: &str) -> Option<TableSchema> {
        let view = self.0.get(name.strip_prefix(PREFIX)?)?;
        Some(TableSchema {
            name: name.to_owned(),
            columns: view.columns.clone(),
            hidden: Vec::new(),
            uncollected: false,
            aliases: Vec::default(),
        })
    }

    /// Its rows.
    pub(crate) fn provider(&self, name: &str, partitions: usize) -> Option<Arc<dyn TableProvider>> {
        let view = self.0.get(name.strip_prefix(PREFIX)?)?;
        let fields =
            view.columns.iter().map(|(name, kind)| Field::new(name, kql_datafusion::physical::data_type(*kind), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let mut parts: Vec<Vec<RecordBatch>> = vec![Vec::new(); partitions.max(1)];
        for (at, batch) in view.batches.iter().enumerate() {
            let batch = RecordBatch::try_new(Arc::clone(&schema), batch.columns().to_vec()).ok()?;
            if let Some(part) = parts.get_mut(at % partitions.max(1)) {
                part.push(batch);
            }
        }
        Some(Arc::new(MemTable::try_new(schema, parts).ok()?))
    }
}

/// Whether every row of a plan comes of one row of a table, with that row's time.
pub(crate) fn is_row_by_row(plan: &Plan) -> bool {
    plan.column(TIME)
        .is_some_and(|time| plan.columns.iter().all(kql_plan::Column::is_visible) && follows(plan, time.id))
}

/// Whether a column is the time of the row's table, and every step on the way works row by row.
fn follows(plan: &Plan, time: ColumnId) -> bool {
    match &plan.node {
        Node::Table { sources, .. } => {
            let at = plan.columns.iter().position(|column| column.id == time);
            at.and_then(|at| sources.get(at)).is_some_and(|source| source == TIME)
        }
        Node::Filter { input, predicate } => is_plain(predicate) && follows(input, time),
        Node::Project { input, outputs } => {
            let at = plan.columns.iter().position(|column| column.id == time);
            let source = at.and_then(|at| outputs.get(at)).and_then(Expression::as_column);
            outputs.iter().all(is_plain) && source.is_some_and(|source| follows(input, source))
        }
        Node::Union { inputs, columns } => {
            let at = plan.columns.iter().position(|column| column.id == time);
            inputs.iter().zip(columns).all(|(input, columns)| {
                let source = at.and_then(|at| columns.get(at)).copied().flatten();
                source.is_some_and(|source| follows(input, source))
            })
        }
        _ => false,
    }
}

/// Whether an expression needs nothing but its row.
fn is_plain(expression: &Expression) -> bool {
    match &expression.node {
        ExpressionNode::Literal(_) | ExpressionNode::Column(_) => true,
        ExpressionNode::Call(_, arguments) => arguments.iter().all(is_plain),
        ExpressionNode::Convert(inner) => is_plain(inner),
        ExpressionNode::Logical { operands, .. } => operands.iter().all(is_plain),
        ExpressionNode::Path { base, .. } => is_plain(base),
        ExpressionNode::Case { branches, otherwise } => {
            branches.iter().all(|(condition, value)| is_plain(condition) && is_plain(value)) && is_plain(otherwise)
        }
        ExpressionNode::InList { value, .. } => is_plain(value),
        ExpressionNode::Scalar(_) | ExpressionNode::Values(_) => false,
    }
}

/// How many bytes the values of a column have on average.
pub(crate) fn width(array: &dyn Array) -> usize {
    let count = array.len().max(1);
    match array.data_type() {
        DataType::Utf8View => array.as_string_view().iter().flatten().map(str::len).sum::<usize>() / count,
        _ => 8,
    }
}

/// The batch with its texts in buffers of their own, so that it holds nothing of what it was read from.
pub(crate) fn compact(batch: &RecordBatch) -> datafusion::common::Result<RecordBatch> {
    let columns = batch.columns().iter().map(|array| match array.data_type() {
        DataType::Utf8View => Arc::new(array.as_string_view().gc()) as _,
        _ => Arc::clone(array),
    });
    Ok(RecordBatch::try_new(batch.schema(), columns.collect())?)
}
