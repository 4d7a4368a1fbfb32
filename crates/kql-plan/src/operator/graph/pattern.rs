//! Patterns of nodes and edges, and what expressions over a match see of it.
//!
//! Source: <https://learn.microsoft.com/kusto/query/graph-match-operator>

use std::collections::HashMap;

use super::build::{Graph, GraphSource};
use super::steps::degree;
use crate::expression::{ColumnId, Expression};
use crate::rows::{Row, RunError};
use crate::{Context, Json, Value, convert};

/// A search takes at most so many steps from node to node.
const MAX_STEPS: u64 = 100_000_000;
/// A result has at most so many rows.
const MAX_ROWS: usize = 1_048_576;

/// Which way an edge of a pattern goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the node on its left to that on its right.
    Forward,
    /// From the node on its right to that on its left.
    Backward,
    /// Either way.
    Any,
}

/// Which matches that come back to where they were count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cycles {
    /// All.
    All,
    /// Those that use no edge of the graph twice.
    UniqueEdges,
    /// None: no node of the graph is used twice.
    None,
}

/// An edge of a pattern, or several in a row.
#[derive(Debug, Clone)]
pub struct PatternEdge {
    /// The node on its left.
    pub left: usize,
    /// The node on its right.
    pub right: usize,
    /// Which way it goes.
    pub direction: Direction,
    /// How many edges in a row, at least and at most; exactly one when absent.
    pub range: Option<(u64, u64)>,
}

impl PatternEdge {
    pub(super) fn bounds(&self) -> (u64, u64) {
        self.range.unwrap_or((1, 1))
    }
}

/// A pattern. Nodes of one name are one node, in whichever sequence they stand.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// How many nodes it has.
    pub nodes: usize,
    /// Its edges.
    pub edges: Vec<PatternEdge>,
    /// Which cycles match.
    pub cycles: Cycles,
}

/// What can be asked of a node or edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// A property.
    Property(usize),
    /// What the edges call the node, as text.
    Id,
    /// How many edges end at the node.
    DegreeIn,
    /// How many edges begin at the node.
    DegreeOut,
}

/// `all(…)`, `any(…)`, `map(…)` over the edges of a variable edge or the nodes between them.
#[derive(Debug, Clone)]
pub struct Fold {
    /// The edge of the pattern.
    pub edge: usize,
    /// Whether it goes over the nodes between the edges, not the edges.
    pub inner_nodes: bool,
    /// What comes of it.
    pub kind: FoldKind,
    /// What is computed for each; it may look at other elements of the match too.
    pub expression: Expression,
    /// What its columns stand for.
    pub members: HashMap<ColumnId, Member>,
}

/// What comes of a fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoldKind {
    /// Whether it is true of each; of none it is.
    All,
    /// Whether it is true of one; of none it is not.
    Any,
    /// The array of the values.
    Map,
}

/// A node or edge as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WholeElement {
    /// A node, as a bag.
    Node(usize),
    /// An edge, as a bag; of a variable edge an array of bags.
    Edge(usize),
}

/// What a column of an expression over a match stands for.
#[derive(Debug, Clone)]
pub enum MatchColumn {
    /// Of a node.
    Node {
        /// The node of the pattern.
        node: usize,
        /// What is asked.
        member: Member,
    },
    /// A property of an edge; of a variable edge the array of it.
    Edge {
        /// The edge of the pattern.
        edge: usize,
        /// The property.
        property: usize,
    },
    /// A node or edge as a whole.
    Whole(WholeElement),
    /// Of the edges of a variable edge or the nodes between them.
    Fold(Fold),
}

/// A part of the condition; all of them have to be true.
#[derive(Debug, Clone)]
pub enum Conjunct {
    /// Of the match.
    Match(Expression),
    /// Of each edge that an edge of the pattern stands for; in none of the nodes between them anything is asked.
    EachEdge {
        /// The edge of the pattern.
        edge: usize,
        /// The condition.
        condition: Expression,
        /// What its columns stand for.
        members: HashMap<ColumnId, Member>,
    },
    /// Of each node between the edges that a variable edge stands for.
    EachInnerNode {
        /// The edge of the pattern.
        edge: usize,
        /// The condition.
        condition: Expression,
        /// What its columns stand for.
        members: HashMap<ColumnId, Member>,
    },
}

/// What is looked for in a graph, and what is told of it.
#[derive(Debug, Clone)]
pub struct Search {
    /// The graph.
    pub source: GraphSource,
    /// The pattern.
    pub pattern: Pattern,
    /// What the columns of expressions over a match stand for.
    pub columns: HashMap<ColumnId, MatchColumn>,
    /// The condition, in parts: the more of them concern one element, the faster the search is.
    pub conditions: Vec<Conjunct>,
    /// The columns of the result.
    pub outputs: Vec<Expression>,
}

/// What a variable edge stands for in a match, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    pub(super) edges: Vec<usize>,
    pub(super) inner: Vec<usize>,
}

/// A match, as far as it goes.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) nodes: Vec<Option<usize>>,
    pub(super) paths: Vec<Option<Path>>,
}

impl Match {
    pub(super) fn new(pattern: &Pattern) -> Self {
        Match { nodes: vec![None; pattern.nodes], paths: vec![None; pattern.edges.len()] }
    }
}

/// What an expression needs of a match.
#[derive(Debug, Default)]
pub(super) struct Needs {
    pub(super) nodes: Vec<usize>,
    pub(super) edges: Vec<usize>,
}

/// A search in one graph: what is known before it begins, and what it found.
pub(super) struct Field<'s> {
    pub(super) search: &'s Search,
    pub(super) graph: &'s Graph,
    pub(super) context: &'s Context,
    pub(super) outgoing: Vec<Vec<usize>>,
    pub(super) incoming: Vec<Vec<usize>>,
    /// For each node of the pattern and each of the graph whether it may be that.
    pub(super) candidates: Vec<Vec<bool>>,
    /// For each edge of the pattern and each of the graph whether it may be that, or part of it.
    pub(super) usable: Vec<Vec<bool>>,
    /// For each edge of the pattern and each node of the graph whether it may stand between edges.
    pub(super) passable: Vec<Vec<bool>>,
    /// What is left of the condition.
    pub(super) residual: Vec<(&'s Expression, Needs)>,
    names: Vec<String>,
    steps: u64,
    pub(super) rows: Vec<Row>,
}

impl<'s> Field<'s> {
    pub(super) fn new(search: &'s Search, graph: &'s Graph, context: &'s Context) -> Self {
        let (outgoing, incoming) = graph.neighbours();
        let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
        let pattern = &search.pattern;
        let mut field = Field {
            search,
            graph,
            context,
            outgoing,
            incoming,
            candidates: vec![vec![true; nodes]; pattern.nodes],
            usable: vec![vec![true; edges]; pattern.edges.len()],
            passable: vec![vec![true; nodes]; pattern.edges.len()],
            residual: Vec::new(),
            names: search.source.node_properties(),
            steps: 0,
            rows: Vec::new(),
        };
        for conjunct in &search.conditions {
            field.restrict(conjunct);
        }
        field
    }

    /// Applies a part of the condition to nodes and edges at once, if it concerns only one; else it is left for the search.
    fn restrict(&mut self, conjunct: &'s Conjunct) {
        match conjunct {
            Conjunct::Match(condition) => {
                let needs = self.needs(condition);
                match (needs.nodes.as_slice(), needs.edges.as_slice()) {
                    ([node], []) => {
                        let node = *node;
                        let mut found = Match::new(&self.search.pattern);
                        for index in 0..self.graph.nodes.len() {
                            if let Some(place) = found.nodes.get_mut(node) {
                                *place = Some(index);
                            }
                            if !self.holds(condition, &found) {
                                clear(&mut self.candidates, node, index);
                            }
                        }
                    }
                    _ => self.residual.push((condition, needs)),
                }
            }
            Conjunct::EachEdge { edge, condition, members } => {
                for (index, row) in self.graph.edges.iter().enumerate() {
                    let column = |id| match members.get(&id) {
                        Some(Member::Property(property)) => row.row.get(*property).map_or(Value::Null, Value::borrowed),
                        _ => Value::Null,
                    };
                    if condition.evaluate(&column, self.context).as_bool() != Some(true) {
                        clear(&mut self.usable, *edge, index);
                    }
                }
            }
            Conjunct::EachInnerNode { edge, condition, members } => {
                for index in 0..self.graph.nodes.len() {
                    let value = condition.evaluate(&|id| self.member(index, members.get(&id)), self.context);
                    if value.as_bool() != Some(true) {
                        clear(&mut self.passable, *edge, index);
                    }
                }
            }
        }
    }

    fn needs(&self, expression: &Expression) -> Needs {
        let mut needs = Needs::default();
        self.add_needs(expression, &mut needs);
        for list in [&mut needs.nodes, &mut needs.edges] {
            list.sort_unstable();
            list.dedup();
        }
        needs
    }

    fn add_needs(&self, expression: &Expression, needs: &mut Needs) {
        expression.columns(&mut |id| match self.search.columns.get(&id) {
            Some(MatchColumn::Node { node, .. } | MatchColumn::Whole(WholeElement::Node(node))) => {
                needs.nodes.push(*node);
            }
            Some(MatchColumn::Edge { edge, .. } | MatchColumn::Whole(WholeElement::Edge(edge))) => {
                needs.edges.push(*edge);
            }
            Some(MatchColumn::Fold(fold)) => {
                needs.edges.push(fold.edge);
                self.add_needs(&fold.expression, needs);
            }
            None => {}
        });
    }

    fn member(&self, node: usize, member: Option<&Member>) -> Value<'s> {
        match member {
            Some(Member::Property(property)) => {
                self.graph.nodes.get(node).and_then(|row| row.get(*property)).map_or(Value::Null, Value::borrowed)
            }
            Some(Member::Id) => self.graph.id(node),
            Some(Member::DegreeIn) => degree(&self.incoming, Some(node)),
            Some(Member::DegreeOut) => degree(&self.outgoing, Some(node)),
            None => Value::Null,
        }
    }

    fn edge_property(&self, edge: usize, property: usize) -> Value<'s> {
        self.graph.edges.get(edge).and_then(|edge| edge.row.get(property)).map_or(Value::Null, Value::borrowed)
    }

    fn is_variable(&self, edge: usize) -> bool {
        self.search.pattern.edges.get(edge).is_some_and(|edge| edge.range.is_some())
    }

    fn column(&self, id: ColumnId, found: &Match) -> Value<'s> {
        let path = |edge: usize| found.paths.get(edge).and_then(Option::as_ref);
        match self.search.columns.get(&id) {
            None => Value::Null,
            Some(MatchColumn::Node { node, member }) => match found.nodes.get(*node).copied().flatten() {
                Some(node) => self.member(node, Some(member)),
                None => Value::Null,
            },
            Some(MatchColumn::Edge { edge, property }) => {
                let Some(path) = path(*edge) else { return Value::Null };
                if self.is_variable(*edge) {
                    let values = path.edges.iter().map(|edge| convert::to_json(&self.edge_property(*edge, *property)));
                    Value::dynamic(Json::Array(values.collect()))
                } else {
                    path.edges.first().map_or(Value::Null, |edge| self.edge_property(*edge, *property))
                }
            }
            Some(MatchColumn::Whole(WholeElement::Node(node))) => {
                let row = found.nodes.get(*node).copied().flatten().and_then(|node| self.graph.nodes.get(node));
                row.map_or(Value::Null, |row| Value::dynamic(bag(&self.names, row)))
            }
            Some(MatchColumn::Whole(WholeElement::Edge(edge))) => {
                let Some(path) = path(*edge) else { return Value::Null };
                let names = &self.search.source.edge_properties;
                let mut bags =
                    path.edges.iter().filter_map(|edge| self.graph.edges.get(*edge)).map(|edge| bag(names, &edge.row));
                if self.is_variable(*edge) {
                    Value::dynamic(Json::Array(bags.collect()))
                } else {
                    bags.next().map_or(Value::Null, Value::dynamic)
                }
            }
            Some(MatchColumn::Fold(fold)) => path(fold.edge).map_or(Value::Null, |path| self.fold(fold, path, found)),
        }
    }

    fn fold(&self, fold: &'s Fold, path: &Path, found: &Match) -> Value<'s> {
        let elements = if fold.inner_nodes { &path.inner } else { &path.edges };
        let mut values = elements.iter().map(|element| {
            let column = |id| match (fold.inner_nodes, fold.members.get(&id)) {
                // What is not of the element at hand is of the match.
                (_, None) => self.column(id, found),
                (true, member) => self.member(*element, member),
                (false, Some(Member::Property(property))) => self.edge_property(*element, *property),
                (false, Some(_)) => Value::Null,
            };
            fold.expression.evaluate(&column, self.context)
        });
        match fold.kind {
            FoldKind::All => Value::Bool(values.all(|value| value.as_bool() == Some(true))),
            FoldKind::Any => Value::Bool(values.any(|value| value.as_bool() == Some(true))),
            FoldKind::Map => Value::dynamic(Json::Array(values.map(|value| convert::to_json(&value)).collect())),
        }
    }

    pub(super) fn holds(&self, condition: &'s Expression, found: &Match) -> bool {
        condition.evaluate(&|id| self.column(id, found), self.context).as_bool() == Some(true)
    }

    /// Whether everything holds that was left of the condition.
    pub(super) fn matches(&self, found: &Match) -> bool {
        self.residual.iter().all(|(condition, _)| self.holds(condition, found))
    }

    /// A row of the result.
    pub(super) fn tell(&mut self, operator: &str, found: &Match) -> Result<(), RunError> {
        if self.rows.len() >= MAX_ROWS {
            let message = format!(
                "{operator}: there are more than {MAX_ROWS} matches; add a condition, or make the pattern shorter"
            );
            return Err(RunError(message));
        }
        let row = self
            .search
            .outputs
            .iter()
            .map(|output| output.evaluate(&|id| self.column(id, found), self.context).into_owned())
            .collect();
        self.rows.push(row);
        Ok(())
    }

    /// Counts a step.
    pub(super) fn step(&mut self, operator: &str) -> Result<(), RunError> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            let message = format!(
                "{operator}: the search took more than {MAX_STEPS} steps; name the node it begins at, or make the pattern shorter"
            );
            return Err(RunError(message));
        }
        Ok(())
    }

    /// The way on from a node that has this number. An edge that leads from a node to itself comes once.
    pub(super) fn way(&self, node: usize, direction: Direction, number: usize) -> Way {
        let outgoing = self.outgoing.get(node).map_or(&[][..], Vec::as_slice);
        let incoming = self.incoming.get(node).map_or(&[][..], Vec::as_slice);
        let (edges, number, forward) = match direction {
            Direction::Forward => (outgoing, number, true),
            Direction::Backward => (incoming, number, false),
            Direction::Any if number < outgoing.len() => (outgoing, number, true),
            Direction::Any => (incoming, number.saturating_sub(outgoing.len()), false),
        };
        let Some(index) = edges.get(number).copied() else { return Way::End };
        match self.graph.edges.get(index) {
            Some(edge) if forward => Way::To(index, edge.target),
            Some(edge) if direction == Direction::Backward || edge.source != node => Way::To(index, edge.source),
            _ => Way::Closed,
        }
    }
}

/// A way on from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Along this edge to this node.
    To(usize, usize),
    /// Not this one, but there may be others.
    Closed,
    /// There are no more.
    End,
}

/// Whether a flag of a list of lists is set.
pub(super) fn is_set(flags: &[Vec<bool>], list: usize, index: usize) -> bool {
    flags.get(list).and_then(|list| list.get(index)).copied().unwrap_or(false)
}

fn clear(flags: &mut [Vec<bool>], list: usize, index: usize) {
    if let Some(flag) = flags.get_mut(list).and_then(|list| list.get_mut(index)) {
        *flag = false;
    }
}

fn bag(names: &[String], row: &[Value<'static>]) -> Json {
    Json::Object(names.iter().zip(row).map(|(name, value)| (name.clone(), convert::to_json(value))).collect())
}
