//! `graph-to-table`: the nodes or the edges of a graph as rows.
//!
//! Source: <https://learn.microsoft.com/kusto/query/graph-to-table-operator>

use super::build::{Graph, GraphSource};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::{Call, Scalar};
use crate::{Context, Value};

/// What becomes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphPart {
    /// The nodes.
    Nodes {
        /// Whether the hash of the id comes first.
        id: bool,
    },
    /// The edges.
    Edges {
        /// Whether the hash of the id of where it begins comes first.
        source: bool,
        /// Whether the hash of the id of where it ends comes next.
        target: bool,
    },
}

/// `graph-to-table`: the properties of all nodes, or of all edges, and before them the hashes of ids (long) that are asked for.
#[derive(Debug)]
pub struct GraphToTable {
    source: GraphSource,
    part: GraphPart,
    hash: &'static Scalar,
}

impl GraphToTable {
    /// `hash` is the function that makes numbers of ids: the language's own `hash()`.
    pub fn new(source: GraphSource, part: GraphPart, hash: &'static Scalar) -> Self {
        GraphToTable { source, part, hash }
    }

    fn id(&self, graph: &Graph, node: usize, context: &Context) -> Value<'static> {
        let arguments: Vec<Value<'_>> = graph.ids.get(node).map(Value::borrowed).into_iter().collect();
        (self.hash.kernel)(&Call { arguments: &arguments, context }).into_owned()
    }
}

impl RowsOperator for GraphToTable {
    fn name(&self) -> &'static str {
        "graph-to-table"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let mut rows = Vec::new();
        for graph in self.source.graphs(inputs, context)? {
            match self.part {
                GraphPart::Nodes { id } => {
                    for (index, node) in graph.nodes.iter().enumerate() {
                        let hash = id.then(|| self.id(&graph, index, context));
                        rows.push(hash.into_iter().chain(node.iter().cloned()).collect());
                    }
                }
                GraphPart::Edges { source, target } => {
                    for edge in &graph.edges {
                        let source = source.then(|| self.id(&graph, edge.source, context));
                        let target = target.then(|| self.id(&graph, edge.target, context));
                        rows.push(source.into_iter().chain(target).chain(edge.row.iter().cloned()).collect());
                    }
                }
            }
        }
        Ok(rows)
    }
}
