//! `graph-match`: every place of a graph that a pattern fits.
//!
//! Source: <https://learn.microsoft.com/kusto/query/graph-match-operator>

use super::build::Graph;
use super::pattern::{Cycles, Direction, Field, Match, Path, Search, Way, is_set};
use crate::Context;
use crate::rows::{Row, Rows, RowsOperator, RunError};

const NAME: &str = "graph-match";

/// `graph-match`: a row for each match of a pattern for which the condition is true.
///
/// The search begins at the node of the pattern that the fewest nodes of the graph can be, and goes on along the pattern's edges; each part of the
/// condition is asked as soon as what it concerns is known.
///
/// Bounds: 1,048,576 rows; 100,000,000 steps from node to node.
#[derive(Debug)]
pub struct GraphMatch {
    search: Search,
}

/// What the search does next.
#[derive(Debug, Clone, Copy)]
enum Move {
    /// Takes each node that this one of the pattern can be.
    Begin { node: usize },
    /// Follows an edge of the pattern, from the node on its left or on its right.
    Follow { edge: usize, from_left: bool },
}

/// A search as it runs.
struct Run<'s> {
    field: Field<'s>,
    moves: Vec<Move>,
    /// After each move, which parts of the condition can be asked.
    checks: Vec<Vec<usize>>,
    found: Match,
    used_edges: Vec<bool>,
    used_nodes: Vec<bool>,
}

impl GraphMatch {
    /// A search.
    pub fn new(search: Search) -> Self {
        GraphMatch { search }
    }
}

impl RowsOperator for GraphMatch {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let mut rows = Vec::new();
        for graph in self.search.source.graphs(inputs, context)? {
            let mut run = Run::new(&self.search, &graph, context);
            run.go(0)?;
            rows.append(&mut run.field.rows);
        }
        Ok(rows)
    }
}

impl<'s> Run<'s> {
    fn new(search: &'s Search, graph: &'s Graph, context: &'s Context) -> Self {
        let field = Field::new(search, graph, context);
        let moves = plan(&field);
        let checks = checks(&field, &moves);
        Run {
            moves,
            checks,
            found: Match::new(&search.pattern),
            used_edges: vec![false; graph.edges.len()],
            used_nodes: vec![false; graph.nodes.len()],
            field,
        }
    }

    fn go(&mut self, number: usize) -> Result<(), RunError> {
        match self.moves.get(number).copied() {
            None => self.field.tell(NAME, &self.found),
            Some(Move::Begin { node }) => {
                for index in 0..self.field.graph.nodes.len() {
                    self.field.step(NAME)?;
                    if is_set(&self.field.candidates, node, index) && self.is_free(index) {
                        self.bind(number, node, index)?;
                    }
                }
                Ok(())
            }
            Some(Move::Follow { edge, from_left }) => self.follow(number, edge, from_left),
        }
    }

    /// Whether a node may be used for what it is not used for yet.
    fn is_free(&self, index: usize) -> bool {
        self.field.search.pattern.cycles != Cycles::None || self.used_nodes.get(index) == Some(&false)
    }

    /// Goes on with a node of the pattern being this one of the graph.
    fn bind(&mut self, number: usize, node: usize, index: usize) -> Result<(), RunError> {
        let before = self.found.nodes.get_mut(node).and_then(|place| place.replace(index));
        let used = set(&mut self.used_nodes, index, true);
        let result = if self.passes(number) { self.go(number + 1) } else { Ok(()) };
        set(&mut self.used_nodes, index, used);
        if let Some(place) = self.found.nodes.get_mut(node) {
            *place = before;
        }
        result
    }

    /// Whether the parts of the condition hold that can be asked after a move.
    fn passes(&self, number: usize) -> bool {
        self.checks.get(number).into_iter().flatten().all(|check| {
            self.field.residual.get(*check).is_none_or(|(condition, _)| self.field.holds(condition, &self.found))
        })
    }

    fn follow(&mut self, number: usize, edge: usize, from_left: bool) -> Result<(), RunError> {
        let Some(pattern) = self.field.search.pattern.edges.get(edge) else { return Ok(()) };
        let (near, far) = if from_left { (pattern.left, pattern.right) } else { (pattern.right, pattern.left) };
        let direction = match (pattern.direction, from_left) {
            (Direction::Forward, false) => Direction::Backward,
            (Direction::Backward, false) => Direction::Forward,
            (direction, _) => direction,
        };
        let (low, high) = pattern.bounds();
        let cycles = self.field.search.pattern.cycles;
        let Some(start) = self.found.nodes.get(near).copied().flatten() else { return Ok(()) };
        if low == 0 {
            self.arrive(number, edge, far, start, Path::default(), true)?;
        }
        // The nodes passed, each with the number of the way to try next; and the edges between them.
        let mut walk = vec![(start, 0usize)];
        let mut edges: Vec<usize> = Vec::new();
        while let Some((node, way)) = walk.last_mut() {
            let (from, try_next) = (*node, *way);
            *way += 1;
            let (along, to) = match self.field.way(from, direction, try_next) {
                Way::To(along, to) => (along, to),
                Way::Closed => continue,
                Way::End => {
                    walk.pop();
                    if let Some(edge) = edges.pop() {
                        set(&mut self.used_edges, edge, false);
                        if cycles == Cycles::None {
                            set(&mut self.used_nodes, from, false);
                        }
                    }
                    continue;
                }
            };
            self.field.step(NAME)?;
            let again = cycles != Cycles::All && self.used_edges.get(along) == Some(&true);
            if again || !is_set(&self.field.usable, edge, along) || edges.len() as u64 >= high {
                continue;
            }
            let was_used = set(&mut self.used_edges, along, true);
            edges.push(along);
            let hops = edges.len() as u64;
            if hops >= low {
                let inner = walk.iter().skip(1).map(|(node, _)| *node);
                let mut path = Path { edges: edges.clone(), inner: inner.collect() };
                if !from_left {
                    path.edges.reverse();
                    path.inner.reverse();
                }
                self.arrive(number, edge, far, to, path, false)?;
            }
            if hops < high && is_set(&self.field.passable, edge, to) && self.is_free(to) {
                if cycles == Cycles::None {
                    set(&mut self.used_nodes, to, true);
                }
                walk.push((to, 0));
            } else {
                edges.pop();
                set(&mut self.used_edges, along, was_used);
            }
        }
        Ok(())
    }

    /// Goes on with an edge of the pattern standing for a path that ends at this node, when it may end there.
    fn arrive(
        &mut self,
        number: usize,
        edge: usize,
        far: usize,
        end: usize,
        path: Path,
        empty: bool,
    ) -> Result<(), RunError> {
        let bound = self.found.nodes.get(far).copied().flatten();
        let fits = match bound {
            // Without cycles nothing may come back to a node that is there already, but for a path without edges.
            Some(bound) => bound == end && (empty || self.field.search.pattern.cycles != Cycles::None),
            None => is_set(&self.field.candidates, far, end) && (empty || self.is_free(end)),
        };
        if !fits {
            return Ok(());
        }
        let before = self.found.paths.get_mut(edge).and_then(|place| place.replace(path));
        let result = self.bind(number, far, end);
        if let Some(place) = self.found.paths.get_mut(edge) {
            *place = before;
        }
        result
    }
}

/// Sets a flag and gives what it was.
fn set(flags: &mut [bool], index: usize, value: bool) -> bool {
    flags.get_mut(index).is_some_and(|flag| std::mem::replace(flag, value))
}

/// The order of the search: the node with the fewest candidates first, then along the edges, those first whose other end is known or has few.
fn plan(field: &Field<'_>) -> Vec<Move> {
    let pattern = &field.search.pattern;
    let sizes: Vec<usize> =
        field.candidates.iter().map(|candidates| candidates.iter().filter(|candidate| **candidate).count()).collect();
    let size = |node: usize| sizes.get(node).copied().unwrap_or_default();
    let mut known = vec![false; pattern.nodes];
    let mut done = vec![false; pattern.edges.len()];
    let mut moves = Vec::new();
    loop {
        let is_known = |node: usize| known.get(node) == Some(&true);
        let next = pattern
            .edges
            .iter()
            .enumerate()
            .filter(|(index, edge)| done.get(*index) == Some(&false) && (is_known(edge.left) || is_known(edge.right)))
            .min_by_key(|(_, edge)| match (is_known(edge.left), is_known(edge.right)) {
                (true, true) => 0,
                (true, false) => 1 + size(edge.right),
                _ => 1 + size(edge.left),
            });
        if let Some((index, edge)) = next {
            // Of two ends that are known the walk begins at either; the left keeps the order of the text.
            moves.push(Move::Follow { edge: index, from_left: is_known(edge.left) });
            let (left, right) = (edge.left, edge.right);
            set(&mut done, index, true);
            set(&mut known, left, true);
            set(&mut known, right, true);
            continue;
        }
        let Some(node) = (0..pattern.nodes).filter(|node| !is_known(*node)).min_by_key(|node| size(*node)) else {
            return moves;
        };
        moves.push(Move::Begin { node });
        set(&mut known, node, true);
    }
}

/// For each move which parts of the condition can be asked after it, and not before.
fn checks(field: &Field<'_>, moves: &[Move]) -> Vec<Vec<usize>> {
    let pattern = &field.search.pattern;
    let mut nodes = vec![false; pattern.nodes];
    let mut edges = vec![false; pattern.edges.len()];
    let mut asked = vec![false; field.residual.len()];
    let mut checks = Vec::with_capacity(moves.len());
    for step in moves {
        match *step {
            Move::Begin { node } => {
                set(&mut nodes, node, true);
            }
            Move::Follow { edge, .. } => {
                set(&mut edges, edge, true);
                if let Some(edge) = pattern.edges.get(edge) {
                    set(&mut nodes, edge.left, true);
                    set(&mut nodes, edge.right, true);
                }
            }
        }
        let mut now = Vec::new();
        for (index, (_, needs)) in field.residual.iter().enumerate() {
            let known = needs.nodes.iter().all(|node| nodes.get(*node) == Some(&true))
                && needs.edges.iter().all(|edge| edges.get(*edge) == Some(&true));
            if known && !set(&mut asked, index, true) {
                now.push(index);
            } else if !known {
                set(&mut asked, index, false);
            }
        }
        checks.push(now);
    }
    checks
}
