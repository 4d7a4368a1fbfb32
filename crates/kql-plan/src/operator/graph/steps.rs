//! What changes a graph before it is looked into: `graph-mark-components`, `graph-where-nodes`, `graph-where-edges`.

use std::collections::HashMap;

use super::build::Graph;
use super::components;
use super::pattern::Member;
use crate::expression::{ColumnId, Expression};
use crate::{Context, Value};

/// Of what a graph consists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeOrEdge {
    /// Its nodes.
    Node,
    /// Its edges.
    Edge,
}

/// What is done with a graph.
#[derive(Debug, Clone)]
pub enum GraphStep {
    /// `graph-mark-components`: a property more, the number of the component a node is in (long, from 0).
    MarkComponents {
        /// The name of the property.
        property: String,
        /// Whether every node of a component must be reachable from every other along the edges; else their directions do not matter.
        strong: bool,
    },
    /// `graph-where-nodes`, `graph-where-edges`: only those stay for which the condition is true. An edge goes with its nodes.
    Where {
        /// Nodes or edges.
        part: NodeOrEdge,
        /// The condition.
        condition: Expression,
        /// What its columns stand for.
        members: HashMap<ColumnId, Member>,
    },
}

impl GraphStep {
    /// The property of nodes that it adds.
    pub fn property(&self) -> Option<String> {
        match self {
            GraphStep::MarkComponents { property, .. } => Some(property.clone()),
            GraphStep::Where { .. } => None,
        }
    }

    pub(super) fn run(&self, graph: &mut Graph, context: &Context) {
        match self {
            GraphStep::MarkComponents { strong, .. } => {
                let components = if *strong { components::strong(graph) } else { components::weak(graph) };
                for (node, component) in graph.nodes.iter_mut().zip(components) {
                    node.push(Value::Long(component));
                }
            }
            GraphStep::Where { part, condition, members } => keep(graph, *part, condition, members, context),
        }
    }
}

fn keep(
    graph: &mut Graph,
    part: NodeOrEdge,
    condition: &Expression,
    members: &HashMap<ColumnId, Member>,
    context: &Context,
) {
    let (outgoing, incoming) = graph.neighbours();
    let ids = Graph { ids: graph.ids.clone(), ..Graph::default() };
    let holds = |row: &[Value<'static>], node: Option<usize>| {
        let column = |id: ColumnId| match members.get(&id) {
            Some(Member::Property(property)) => row.get(*property).map_or(Value::Null, Value::borrowed),
            Some(Member::Id) => node.map_or(Value::Null, |node| ids.id(node)),
            Some(Member::DegreeIn) => degree(&incoming, node),
            Some(Member::DegreeOut) => degree(&outgoing, node),
            None => Value::Null,
        };
        condition.evaluate(&column, context).as_bool() == Some(true)
    };
    match part {
        NodeOrEdge::Edge => {
            let kept: Vec<bool> = graph.edges.iter().map(|edge| holds(&edge.row, None)).collect();
            let mut kept = kept.into_iter();
            graph.edges.retain(|_| kept.next().unwrap_or(false));
        }
        NodeOrEdge::Node => {
            let kept: Vec<bool> =
                graph.nodes.iter().enumerate().map(|(index, node)| holds(node, Some(index))).collect();
            let mut places = Vec::with_capacity(kept.len());
            let mut place = 0;
            for kept in &kept {
                places.push(kept.then_some(place));
                place += usize::from(*kept);
            }
            let mut nodes = kept.iter();
            graph.nodes.retain(|_| nodes.next().copied().unwrap_or(false));
            let mut ids = kept.iter();
            graph.ids.retain(|_| ids.next().copied().unwrap_or(false));
            let place = |node: usize| places.get(node).copied().flatten();
            graph.edges.retain_mut(|edge| match (place(edge.source), place(edge.target)) {
                (Some(source), Some(target)) => {
                    (edge.source, edge.target) = (source, target);
                    true
                }
                _ => false,
            });
        }
    }
}

/// How many edges a node has, of those listed for each.
pub(super) fn degree(edges: &[Vec<usize>], node: Option<usize>) -> Value<'static> {
    let count = node.and_then(|node| edges.get(node)).map(Vec::len);
    count.and_then(|count| i64::try_from(count).ok()).map_or(Value::Null, Value::Long)
}
