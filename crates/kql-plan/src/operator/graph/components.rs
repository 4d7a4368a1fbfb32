//! `graph-mark-components`: which nodes are connected.
//!
//! Source: <https://learn.microsoft.com/kusto/query/graph-mark-components-operator>

use super::build::Graph;

/// For each node the number of its component, directions left aside. Numbers are given in the order of the nodes.
pub(super) fn weak(graph: &Graph) -> Vec<i64> {
    let (outgoing, incoming) = graph.neighbours();
    let mut component = vec![-1; graph.nodes.len()];
    let mut number = 0;
    for start in 0..graph.nodes.len() {
        if component.get(start) != Some(&-1) {
            continue;
        }
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            match component.get_mut(node) {
                Some(place) if *place == -1 => *place = number,
                _ => continue,
            }
            let forward = outgoing.get(node).into_iter().flatten();
            waiting.extend(forward.filter_map(|edge| graph.edges.get(*edge)).map(|edge| edge.target));
            let backward = incoming.get(node).into_iter().flatten();
            waiting.extend(backward.filter_map(|edge| graph.edges.get(*edge)).map(|edge| edge.source));
        }
        number += 1;
    }
    component
}

/// For each node the number of its component, within which every node leads to every other. Numbers are given in the order of the nodes.
///
/// First all nodes in the order in which a walk along the edges leaves them; then, from the last one on, whatever leads to a node belongs to it
/// (Kosaraju and Sharir).
pub(super) fn strong(graph: &Graph) -> Vec<i64> {
    let (outgoing, incoming) = graph.neighbours();
    let count = graph.nodes.len();
    let mut seen = vec![false; count];
    let mut left = Vec::with_capacity(count);
    for start in 0..count {
        let mut walk = vec![(start, 0usize)];
        while let Some((node, next)) = walk.pop() {
            if next == 0 && std::mem::replace(seen.get_mut(node).unwrap_or(&mut true), true) {
                continue;
            }
            match outgoing.get(node).and_then(|edges| edges.get(next)) {
                Some(edge) => {
                    walk.push((node, next + 1));
                    walk.extend(graph.edges.get(*edge).map(|edge| (edge.target, 0)));
                }
                None => left.push(node),
            }
        }
    }
    let mut component = vec![-1; count];
    let mut number = 0;
    for start in left.into_iter().rev() {
        let mut waiting = vec![start];
        let mut found = false;
        while let Some(node) = waiting.pop() {
            match component.get_mut(node) {
                Some(place) if *place == -1 => *place = number,
                _ => continue,
            }
            found = true;
            let backward = incoming.get(node).into_iter().flatten();
            waiting.extend(backward.filter_map(|edge| graph.edges.get(*edge)).map(|edge| edge.source));
        }
        number += i64::from(found);
    }
    in_order(component)
}

/// The same parts, numbered in the order of the nodes.
fn in_order(component: Vec<i64>) -> Vec<i64> {
    let mut numbers = std::collections::HashMap::new();
    component
        .into_iter()
        .map(|part| {
            let next = numbers.len() as i64;
            *numbers.entry(part).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator::graph::GraphEdge;

    fn graph(nodes: usize, edges: &[(usize, usize)]) -> Graph {
        Graph {
            nodes: vec![Vec::new(); nodes],
            ids: Vec::new(),
            edges: edges
                .iter()
                .map(|(source, target)| GraphEdge { source: *source, target: *target, row: Vec::new() })
                .collect(),
        }
    }

    #[test]
    fn weak_components_leave_directions_aside() {
        assert_eq!(weak(&graph(5, &[(0, 1), (2, 1), (3, 4)])), [0, 0, 0, 1, 1]);
    }

    #[test]
    fn strong_components_need_a_way_back() {
        assert_eq!(strong(&graph(6, &[(0, 1), (1, 2), (2, 1), (2, 3), (4, 5), (5, 4), (4, 0)])), [0, 1, 1, 2, 3, 3]);
        assert_eq!(strong(&graph(2, &[(0, 0), (0, 1), (1, 0)])), [0, 0]);
    }
}
