//! What an expression of the language can stand for, and how a plan is used more than once.

use std::collections::HashMap;
use std::sync::Arc;

use super::Binder;
use crate::expression::{Column, ColumnId, Expression, ExpressionNode};
use crate::plan::{Node, Plan, WindowFunction};

/// A scalar, a table, or a graph.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "there are few, and they are seldom moved")]
pub(crate) enum Entity {
    /// One value, perhaps for each row.
    Scalar(Expression),
    /// Rows.
    Flow(Flow),
}

/// What flows through a pipe.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "there are few, and they are seldom moved")]
pub(crate) enum Flow {
    /// Rows.
    Table(Plan),
    /// Nodes and edges.
    Graph(Box<super::Graph>),
}

impl Binder<'_> {
    /// The same plan with new columns, so that it can stand beside the first in one plan.
    pub(crate) fn renumbered(&mut self, plan: &Plan) -> Plan {
        let mut renumbering = Renumbering { binder: self, ids: HashMap::new() };
        renumbering.plan(plan)
    }
}

struct Renumbering<'b, 'c> {
    binder: &'b mut Binder<'c>,
    ids: HashMap<ColumnId, ColumnId>,
}

impl Renumbering<'_, '_> {
    fn id(&mut self, id: ColumnId) -> ColumnId {
        if let Some(known) = self.ids.get(&id) {
            return *known;
        }
        let fresh = self.binder.column("", crate::Type::Bool).id;
        self.ids.insert(id, fresh);
        fresh
    }

    fn column(&mut self, column: &Column) -> Column {
        Column { id: self.id(column.id), name: column.name.clone(), kind: column.kind }
    }

    fn columns(&mut self, columns: &[Column]) -> Vec<Column> {
        columns.iter().map(|column| self.column(column)).collect()
    }

    fn expression(&mut self, expression: &Expression) -> Expression {
        let mut copy = expression.clone();
        self.rewrite(&mut copy);
        copy
    }

    fn rewrite(&mut self, expression: &mut Expression) {
        if let ExpressionNode::Column(id) = &mut expression.node {
            *id = self.id(*id);
        }
        for child in expression.children_mut() {
            self.rewrite(child);
        }
    }

    fn boxed(&mut self, plan: &Plan) -> Box<Plan> {
        Box::new(self.plan(plan))
    }

    fn keys(&mut self, keys: &[crate::plan::SortKey]) -> Vec<crate::plan::SortKey> {
        keys.iter()
            .map(|key| crate::plan::SortKey {
                expression: self.expression(&key.expression),
                descending: key.descending,
                nulls_first: key.nulls_first,
            })
            .collect()
    }

    fn optional(&mut self, expression: Option<&Expression>) -> Option<Expression> {
        expression.map(|expression| self.expression(expression))
    }

    fn window(&mut self, function: &WindowFunction) -> WindowFunction {
        match function {
            WindowFunction::Previous { value, offset, default } => WindowFunction::Previous {
                value: self.expression(value),
                offset: *offset,
                default: self.expression(default),
            },
            WindowFunction::Next { value, offset, default } => WindowFunction::Next {
                value: self.expression(value),
                offset: *offset,
                default: self.expression(default),
            },
            WindowFunction::RowNumber { start, restart } => {
                WindowFunction::RowNumber { start: *start, restart: self.optional(restart.as_ref()) }
            }
            WindowFunction::CumulativeSum { term, restart } => {
                WindowFunction::CumulativeSum { term: self.expression(term), restart: self.optional(restart.as_ref()) }
            }
            WindowFunction::RankDense { term, restart } => {
                WindowFunction::RankDense { term: self.expression(term), restart: self.optional(restart.as_ref()) }
            }
            WindowFunction::RankMin { term, restart } => {
                WindowFunction::RankMin { term: self.expression(term), restart: self.optional(restart.as_ref()) }
            }
            WindowFunction::Session { value, from_first, between, restart } => WindowFunction::Session {
                value: self.expression(value),
                from_first: self.expression(from_first),
                between: self.expression(between),
                restart: self.optional(restart.as_ref()),
            },
        }
    }

    fn plan(&mut self, plan: &Plan) -> Plan {
        let node = match &plan.node {
            Node::Table { .. } | Node::Values(_) | Node::Range { .. } | Node::Materialized { .. } => plan.node.clone(),
            Node::Filter { input, predicate } => {
                Node::Filter { input: self.boxed(input), predicate: self.expression(predicate) }
            }
            Node::Project { input, outputs } => Node::Project {
                input: self.boxed(input),
                outputs: outputs.iter().map(|output| self.expression(output)).collect(),
            },
            Node::Aggregate { input, keys, aggregates } => Node::Aggregate {
                input: self.boxed(input),
                keys: keys.iter().map(|key| self.expression(key)).collect(),
                aggregates: aggregates
                    .iter()
                    .map(|call| crate::plan::AggregateCall {
                        aggregate: call.aggregate,
                        arguments: call.arguments.iter().map(|argument| self.expression(argument)).collect(),
                        outputs: self.columns(&call.outputs),
                    })
                    .collect(),
            },
            Node::Join { left, right, kind, on } => Node::Join {
                left: self.boxed(left),
                right: self.boxed(right),
                kind: *kind,
                on: on.iter().map(|(left, right)| (self.expression(left), self.expression(right))).collect(),
            },
            Node::Union { inputs, columns } => Node::Union {
                inputs: inputs.iter().map(|input| self.plan(input)).collect(),
                columns: columns.iter().map(|list| list.iter().map(|id| id.map(|id| self.id(id))).collect()).collect(),
            },
            Node::Sort { input, keys } => Node::Sort { input: self.boxed(input), keys: self.keys(keys) },
            Node::Limit { input, partition, keys, count } => Node::Limit {
                input: self.boxed(input),
                partition: partition.iter().map(|id| self.id(*id)).collect(),
                keys: self.keys(keys),
                count: *count,
            },
            Node::Expand { input, items, index, bag_as_array, limit, keep_empty } => Node::Expand {
                input: self.boxed(input),
                items: items
                    .iter()
                    .map(|item| crate::plan::ExpandItem {
                        expression: self.expression(&item.expression),
                        output: self.column(&item.output),
                    })
                    .collect(),
                index: index.map(|id| self.id(id)),
                bag_as_array: *bag_as_array,
                limit: *limit,
                keep_empty: *keep_empty,
            },
            Node::Window { input, partition, calls } => Node::Window {
                input: self.boxed(input),
                partition: partition.iter().map(|id| self.id(*id)).collect(),
                calls: calls
                    .iter()
                    .map(|call| crate::plan::WindowCall {
                        function: self.window(&call.function),
                        output: self.column(&call.output),
                    })
                    .collect(),
            },
            Node::Rows { inputs, partition, operator } => Node::Rows {
                inputs: inputs.iter().map(|input| self.plan(input)).collect(),
                partition: partition.map(|id| self.id(id)),
                operator: Arc::clone(operator),
            },
        };
        Plan { node, columns: self.columns(&plan.columns), ordered: plan.ordered, open: plan.open }
    }
}
