//! Parts of a query that are computed before the rest: queries inside expressions, and what is materialized.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::common::{Result, internal_err};
use kql_plan::expression::ExpressionNode;
use kql_plan::plan::{AggregateCall, Node, SortKey, WindowFunction};
use kql_plan::{Expression, Plan, Value};

/// What was computed of a query so far.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    values: HashMap<usize, Value<'static>>,
    tables: HashMap<u64, Vec<RecordBatch>>,
}

impl Prepared {
    /// Keeps the value of a query inside an expression.
    pub(crate) fn keep_value(&mut self, plan: &Arc<Plan>, value: Value<'static>) {
        self.values.insert(address(plan), value);
    }

    /// Keeps the rows of a materialized plan.
    pub(crate) fn keep_table(&mut self, key: u64, batches: Vec<RecordBatch>) {
        self.tables.insert(key, batches);
    }

    /// The value of a query inside an expression.
    pub(crate) fn value(&self, plan: &Arc<Plan>) -> Result<&Value<'static>> {
        let Some(value) = self.values.get(&address(plan)) else {
            return internal_err!("a query inside an expression was not computed before");
        };
        Ok(value)
    }

    /// The rows of a materialized plan; `None` when it is computed where it stands.
    pub(crate) fn table(&self, key: u64) -> Option<&[RecordBatch]> {
        self.tables.get(&key).map(Vec::as_slice)
    }
}

/// Which plan: the same `Arc` is the same plan.
fn address(plan: &Arc<Plan>) -> usize {
    Arc::as_ptr(plan) as usize
}

/// A part that is computed before the rest.
#[derive(Debug)]
pub(crate) enum Part {
    /// The first value of the first row.
    Scalar(Arc<Plan>),
    /// The first column as an array.
    Values(Arc<Plan>),
    /// All rows.
    Table(u64, Arc<Plan>),
}

impl Part {
    /// What is to be computed.
    pub(crate) fn plan(&self) -> &Arc<Plan> {
        match self {
            Part::Scalar(plan) | Part::Values(plan) | Part::Table(_, plan) => plan,
        }
    }
}

/// The parts of a plan, each after those it needs.
///
/// A materialized plan that stands only once is not among them: it is computed where it stands, and filters reach its tables.
pub(crate) fn parts(plan: &Plan) -> Vec<Part> {
    let mut search = Search::default();
    search.plan(plan);
    let uses = search.uses;
    search.parts.retain(|part| !matches!(part, Part::Table(key, _) if uses.get(key).copied().unwrap_or(0) < 2));
    search.parts
}

#[derive(Default)]
struct Search {
    parts: Vec<Part>,
    seen: std::collections::HashSet<usize>,
    uses: HashMap<u64, usize>,
}

impl Search {
    fn plan(&mut self, plan: &Plan) {
        if let Node::Materialized { key, plan } = &plan.node {
            let uses = self.uses.entry(*key).or_default();
            *uses += 1;
            if *uses == 1 {
                self.plan(plan);
                self.parts.push(Part::Table(*key, Arc::clone(plan)));
            }
            return;
        }
        for input in plan.inputs() {
            self.plan(input);
        }
        for expression in expressions(&plan.node) {
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.node {
            ExpressionNode::Scalar(plan) if self.seen.insert(address(plan)) => {
                self.plan(plan);
                self.parts.push(Part::Scalar(Arc::clone(plan)));
            }
            ExpressionNode::Values(plan) if self.seen.insert(address(plan)) => {
                self.plan(plan);
                self.parts.push(Part::Values(Arc::clone(plan)));
            }
            _ => {
                for child in expression.children() {
                    self.expression(child);
                }
            }
        }
    }
}

/// The expressions of a step.
fn expressions(node: &Node) -> Vec<&Expression> {
    match node {
        Node::Table { .. } | Node::Values(_) | Node::Union { .. } | Node::Rows { .. } | Node::Materialized { .. } => {
            Vec::new()
        }
        Node::Range { from, to, step } => vec![from, to, step],
        Node::Filter { predicate, .. } => vec![predicate],
        Node::Project { outputs, .. } => outputs.iter().collect(),
        Node::Aggregate { keys, aggregates, .. } => {
            keys.iter().chain(aggregates.iter().flat_map(|call: &AggregateCall| &call.arguments)).collect()
        }
        Node::Join { on, .. } => on.iter().flat_map(|(left, right)| [left, right]).collect(),
        Node::Sort { keys, .. } | Node::Limit { keys, .. } => {
            keys.iter().map(|key: &SortKey| &key.expression).collect()
        }
        Node::Expand { items, .. } => items.iter().map(|item| &item.expression).collect(),
        Node::Window { calls, .. } => calls.iter().flat_map(|call| window_expressions(&call.function)).collect(),
    }
}

/// The expressions of a window function.
fn window_expressions(function: &WindowFunction) -> Vec<&Expression> {
    match function {
        WindowFunction::Previous { value, default, .. } | WindowFunction::Next { value, default, .. } => {
            vec![value, default]
        }
        WindowFunction::RowNumber { restart, .. } => restart.iter().collect(),
        WindowFunction::CumulativeSum { term, restart }
        | WindowFunction::RankDense { term, restart }
        | WindowFunction::RankMin { term, restart } => std::iter::once(term).chain(restart).collect(),
        WindowFunction::Session { value, from_first, between, restart } => {
            [value, from_first, between].into_iter().chain(restart).collect()
        }
    }
}
