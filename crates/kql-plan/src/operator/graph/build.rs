//! `make-graph`: nodes and edges out of tables.
//!
//! Source: <https://learn.microsoft.com/kusto/query/make-graph-operator>

use std::collections::HashMap;

use super::steps::GraphStep;
use crate::operator::Key;
use crate::rows::{Row, Rows, RunError};
use crate::{Context, Type, Value};

/// A graph.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The nodes: of each the values of its properties.
    pub nodes: Vec<Row>,
    /// What the edges call each node.
    pub ids: Vec<Value<'static>>,
    /// The edges.
    pub edges: Vec<GraphEdge>,
}

/// An edge of a graph.
#[derive(Debug, Clone)]
pub struct GraphEdge {
    /// The node it begins at.
    pub source: usize,
    /// The node it ends at.
    pub target: usize,
    /// The values of its properties.
    pub row: Row,
}

impl Graph {
    /// What the edges call a node, as text.
    pub(super) fn id(&self, node: usize) -> Value<'static> {
        self.ids.get(node).map_or(Value::Null, |id| Value::string(crate::convert::text(id)))
    }

    /// Of each node the edges that begin at it, and of each node those that end at it.
    pub(super) fn neighbours(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut outgoing = vec![Vec::new(); self.nodes.len()];
        let mut incoming = vec![Vec::new(); self.nodes.len()];
        for (index, edge) in self.edges.iter().enumerate() {
            if let Some(edges) = outgoing.get_mut(edge.source) {
                edges.push(index);
            }
            if let Some(edges) = incoming.get_mut(edge.target) {
                edges.push(index);
            }
        }
        (outgoing, incoming)
    }
}

/// A table of nodes.
#[derive(Debug, Clone)]
pub struct NodeTable {
    /// Which of its columns names the node.
    pub id: usize,
    /// For each of its columns, which property of a node it is.
    pub properties: Vec<usize>,
}

/// What parts a graph into several.
#[derive(Debug, Clone)]
pub struct GraphPartition {
    /// The column of the edges.
    pub edges: usize,
    /// The column of each table of nodes.
    pub nodes: Vec<usize>,
}

impl GraphPartition {
    /// The inputs of each part, in the order in which the edges name them.
    fn parts(&self, inputs: Vec<Rows>) -> Vec<Vec<Vec<Row>>> {
        let columns: Vec<usize> = std::iter::once(self.edges).chain(self.nodes.iter().copied()).collect();
        let mut parts: Vec<Vec<Vec<Row>>> = Vec::new();
        let mut of_key: HashMap<Key, usize> = HashMap::new();
        for (number, (input, column)) in inputs.into_iter().zip(&columns).enumerate() {
            for row in input.rows {
                let key = row.get(*column).map_or(Key::Null, Key::from);
                let part = *of_key.entry(key).or_insert(parts.len());
                if part == parts.len() {
                    parts.push(vec![Vec::new(); columns.len()]);
                }
                if let Some(rows) = parts.get_mut(part).and_then(|part| part.get_mut(number)) {
                    rows.push(row);
                }
            }
        }
        parts
    }
}

/// `make-graph` and the operators on graphs that follow it.
///
/// Inputs: the edges, then the tables of nodes. A node is there when an edge or a table names it; of one that only edges name, all properties but its
/// id are null. When two tables have a node, the first value of a property that is not null counts.
#[derive(Debug, Clone)]
pub struct GraphSource {
    /// The column of the edges that names where they begin.
    pub source: usize,
    /// The column of the edges that names where they end.
    pub target: usize,
    /// The tables of nodes.
    pub tables: Vec<NodeTable>,
    /// Name and type of each property of a node, without those that steps add.
    pub properties: Vec<(String, Type)>,
    /// Which properties hold the id of a node.
    pub ids: Vec<usize>,
    /// Name of each property of an edge.
    pub edge_properties: Vec<String>,
    /// What is done with the graph before it is looked into.
    pub steps: Vec<GraphStep>,
    /// A graph for each value of a column.
    pub partition: Option<GraphPartition>,
}

impl GraphSource {
    /// The names of all properties of a node, those included that steps add.
    pub fn node_properties(&self) -> Vec<String> {
        let added = self.steps.iter().filter_map(GraphStep::property);
        self.properties.iter().map(|(name, _)| name.clone()).chain(added).collect()
    }

    /// The graphs of these inputs: one, or with a partition one for each of its values.
    ///
    /// # Errors
    /// Those of the steps.
    pub fn graphs(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Graph>, RunError> {
        let mut graphs: Vec<Graph> = match &self.partition {
            None => vec![self.build(inputs.into_iter().map(|input| input.rows).collect())],
            Some(partition) => partition.parts(inputs).into_iter().map(|inputs| self.build(inputs)).collect(),
        };
        for graph in &mut graphs {
            for step in &self.steps {
                step.run(graph, context);
            }
        }
        Ok(graphs)
    }

    fn build(&self, inputs: Vec<Vec<Row>>) -> Graph {
        let mut graph = Graph::default();
        let mut known: HashMap<Key, usize> = HashMap::new();
        let mut inputs = inputs.into_iter();
        for row in inputs.next().unwrap_or_default() {
            let mut end = |column: usize| {
                let id = row.get(column).cloned().unwrap_or_default();
                self.node(&mut graph, &mut known, id)
            };
            let (source, target) = (end(self.source), end(self.target));
            graph.edges.push(GraphEdge { source, target, row });
        }
        for (table, rows) in self.tables.iter().zip(inputs) {
            for row in rows {
                let id = row.get(table.id).cloned().unwrap_or_default();
                let node = self.node(&mut graph, &mut known, id);
                let Some(properties) = graph.nodes.get_mut(node) else { continue };
                for (property, value) in table.properties.iter().zip(row) {
                    match properties.get_mut(*property) {
                        Some(cell)
                            if cell.is_null() || cell.as_str().is_empty() && cell.kind() == Some(Type::String) =>
                        {
                            *cell = value;
                        }
                        _ => {}
                    }
                }
            }
        }
        graph
    }

    /// The node of this id, made when there is none yet.
    fn node(&self, graph: &mut Graph, known: &mut HashMap<Key, usize>, id: Value<'static>) -> usize {
        let node = *known.entry(Key::from(&id)).or_insert(graph.nodes.len());
        if node == graph.nodes.len() {
            let mut row: Row = self.properties.iter().map(|(_, kind)| Value::null(*kind)).collect();
            for property in &self.ids {
                if let Some(cell) = row.get_mut(*property) {
                    *cell = id.clone();
                }
            }
            graph.nodes.push(row);
            graph.ids.push(id);
        }
        node
    }
}
