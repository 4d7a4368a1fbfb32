//! `graph-shortest-paths`: for each pair of ends the shortest way between them.
//!
//! Source: <https://learn.microsoft.com/kusto/query/graph-shortest-paths-operator>

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::build::Graph;
use super::pattern::{Cycles, Field, Match, Path, Search, Way, is_set};
use crate::Context;
use crate::rows::{Row, Rows, RowsOperator, RunError};

const NAME: &str = "graph-shortest-paths";

/// `graph-shortest-paths`: for each pair of a first and a last node the shortest paths that fit the pattern and for which the condition is true: one
/// of them, or all that are as short.
///
/// The pattern is one sequence: each edge begins at the node where the one before ends.
///
/// Bounds: those of [`GraphMatch`](super::GraphMatch).
#[derive(Debug)]
pub struct GraphShortestPaths {
    search: Search,
    all: bool,
}

/// A place on a path: which edge of the pattern it is in, after how many edges of that, at which node; and how it came there.
#[derive(Debug, Clone, Copy)]
struct Place {
    edge: usize,
    hops: u64,
    node: usize,
    along: Option<usize>,
    before: Option<usize>,
}

/// A search from one node as it runs.
struct Run<'r, 's> {
    field: &'r mut Field<'s>,
    all: bool,
    /// Whether a longer way to a place can be left out: nothing but the ends decides whether a path counts.
    prunes: bool,
    places: Vec<Place>,
    /// On which level a place was come to first.
    reached: HashMap<(usize, u64, usize), u64>,
    /// Ends to which a path was told.
    done: HashSet<usize>,
}

impl GraphShortestPaths {
    /// A search; `all`: all paths that are as short.
    pub fn new(search: Search, all: bool) -> Self {
        GraphShortestPaths { search, all }
    }

    fn look(&self, graph: &Graph, context: &Context) -> Result<Vec<Row>, RunError> {
        let mut field = Field::new(&self.search, graph, context);
        let edges = &self.search.pattern.edges;
        let (Some(first), Some(last)) = (edges.first(), edges.last()) else { return Ok(Vec::new()) };
        let ends = [first.left, last.right];
        let only_ends = |nodes: &[usize]| nodes.iter().all(|node| ends.contains(node));
        let prunes = self.search.pattern.cycles != Cycles::All
            && edges.iter().all(|edge| edge.bounds().0 <= 1)
            && field.residual.iter().all(|(_, needs)| needs.edges.is_empty() && only_ends(&needs.nodes));
        for start in 0..graph.nodes.len() {
            if is_set(&field.candidates, first.left, start) {
                let mut run = Run {
                    field: &mut field,
                    all: self.all,
                    prunes,
                    places: Vec::new(),
                    reached: HashMap::new(),
                    done: HashSet::new(),
                };
                run.from(start)?;
            }
        }
        Ok(field.rows)
    }
}

impl RowsOperator for GraphShortestPaths {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let mut rows = Vec::new();
        for graph in self.search.source.graphs(inputs, context)? {
            rows.extend(self.look(&graph, context)?);
        }
        Ok(rows)
    }
}

impl Run<'_, '_> {
    fn from(&mut self, start: usize) -> Result<(), RunError> {
        let pattern = &self.field.search.pattern;
        let last = pattern.edges.last().map_or(0, |edge| edge.right);
        let ends = self.field.candidates.get(last).map_or(0, |ends| ends.iter().filter(|end| **end).count());
        let mut level = 0u64;
        let mut frontier = Vec::new();
        self.enter(Place { edge: 0, hops: 0, node: start, along: None, before: None }, level, &mut frontier)?;
        while !frontier.is_empty() {
            self.arrive(&frontier)?;
            if self.done.len() >= ends {
                return Ok(());
            }
            level += 1;
            let mut next = Vec::new();
            for place in frontier {
                self.advance(place, level, &mut next)?;
            }
            frontier = next;
        }
        Ok(())
    }

    /// Keeps a place unless a shorter way led to it, and those it is at the same time: the begin of the pattern's next edge.
    fn enter(&mut self, place: Place, level: u64, frontier: &mut Vec<usize>) -> Result<(), RunError> {
        self.field.step(NAME)?;
        let Some(edge) = self.field.search.pattern.edges.get(place.edge) else {
            frontier.push(self.places.len());
            self.places.push(place);
            return Ok(());
        };
        let (low, _) = edge.bounds();
        if self.prunes {
            // Behind the least number of edges, fewer are never worse.
            match self.reached.entry((place.edge, place.hops.min(low), place.node)) {
                Entry::Occupied(first) if *first.get() < level || !self.all => return Ok(()),
                Entry::Occupied(_) => {}
                Entry::Vacant(first) => {
                    first.insert(level);
                }
            }
        }
        let index = self.places.len();
        frontier.push(index);
        self.places.push(place);
        if place.hops >= low && is_set(&self.field.candidates, edge.right, place.node) {
            let onward = Place { edge: place.edge + 1, hops: 0, along: None, before: Some(index), ..place };
            self.enter(onward, level, frontier)?;
        }
        Ok(())
    }

    fn advance(&mut self, index: usize, level: u64, next: &mut Vec<usize>) -> Result<(), RunError> {
        let Some(place) = self.places.get(index).copied() else { return Ok(()) };
        let Some(edge) = self.field.search.pattern.edges.get(place.edge) else { return Ok(()) };
        if place.hops >= edge.bounds().1 || (place.hops > 0 && !is_set(&self.field.passable, place.edge, place.node)) {
            return Ok(());
        }
        let direction = edge.direction;
        let mut number = 0;
        loop {
            let way = self.field.way(place.node, direction, number);
            number += 1;
            let (along, node) = match way {
                Way::To(along, node) => (along, node),
                Way::Closed => continue,
                Way::End => return Ok(()),
            };
            if !is_set(&self.field.usable, place.edge, along) || self.comes_back(index, along, node) {
                continue;
            }
            let onward =
                Place { edge: place.edge, hops: place.hops + 1, node, along: Some(along), before: Some(index) };
            self.enter(onward, level, next)?;
        }
    }

    /// Whether a path would use an edge, or without cycles a node, that it has used.
    fn comes_back(&self, index: usize, along: usize, node: usize) -> bool {
        let cycles = self.field.search.pattern.cycles;
        let mut at = self.places.get(index);
        while let Some(place) = at {
            let again = match cycles {
                Cycles::All => false,
                Cycles::UniqueEdges => place.along == Some(along),
                Cycles::None => place.node == node,
            };
            if again {
                return true;
            }
            at = place.before.and_then(|before| self.places.get(before));
        }
        false
    }

    /// Tells of the paths that are complete.
    fn arrive(&mut self, frontier: &[usize]) -> Result<(), RunError> {
        let complete = self.field.search.pattern.edges.len();
        let mut now = HashSet::new();
        for index in frontier {
            let Some(place) = self.places.get(*index).copied().filter(|place| place.edge == complete) else { continue };
            if self.done.contains(&place.node) || (!self.all && now.contains(&place.node)) {
                continue;
            }
            let Some(found) = self.path(*index) else { continue };
            if self.field.matches(&found) {
                self.field.tell(NAME, &found)?;
                now.insert(place.node);
            }
        }
        self.done.extend(now);
        Ok(())
    }

    /// The match that ends at a place; `None` when one node of the pattern would have to be two.
    fn path(&self, index: usize) -> Option<Match> {
        let pattern = &self.field.search.pattern;
        let mut places = Vec::new();
        let mut at = self.places.get(index);
        while let Some(place) = at {
            places.push(*place);
            at = place.before.and_then(|before| self.places.get(before));
        }
        let mut found = Match::new(pattern);
        found.paths = vec![Some(Path::default()); pattern.edges.len()];
        for place in places.iter().rev() {
            if place.hops == 0 {
                let node = match pattern.edges.get(place.edge) {
                    Some(edge) => edge.left,
                    None => pattern.edges.last()?.right,
                };
                let bound = found.nodes.get_mut(node)?;
                if bound.is_some_and(|bound| bound != place.node) {
                    return None;
                }
                *bound = Some(place.node);
            } else {
                let path = found.paths.get_mut(place.edge)?.as_mut()?;
                path.edges.extend(place.along);
                if place.hops > 1 {
                    let before = place.before.and_then(|before| self.places.get(before))?;
                    path.inner.push(before.node);
                }
            }
        }
        Some(found)
    }
}
