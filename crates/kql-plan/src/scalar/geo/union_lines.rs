//! `geo_union_lines_array()`: lines as one, what they share only once.

use s2::r3::vector::Vector;

use super::coordinate::shape;
use super::shape::{lines, pieces};
use super::sphere::{self, meeting, steps};
use crate::scalar::Call;
use crate::{Json, Value};

/// What rounding can move a point by.
const SAME: f64 = 1e-14;

fn same(one: Vector, other: Vector) -> bool {
    (one - other).norm() <= SAME
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let union = || {
        let shapes = call.array(0)?.iter().map(lines).collect::<Option<Vec<_>>>()?;
        let edges: Vec<(Vector, Vector)> = shapes.iter().flatten().flat_map(|line| steps(line)).collect();
        let mut lines = joined(&distinct(&edges)).into_iter().map(coordinates);
        let first = lines.next()?;
        Some(match lines.next() {
            None => shape("LineString", first),
            Some(second) => shape("MultiLineString", [first, second].into_iter().chain(lines).collect()),
        })
    };
    Value::or_null(union())
}

fn coordinates(line: Vec<Vector>) -> Json {
    line.into_iter()
        .map(|point| {
            let (longitude, latitude) = sphere::degrees(point);
            serde_json::json!([longitude, latitude])
        })
        .collect()
}

/// The pieces of edges between the points where they meet, each once whichever way it runs.
fn distinct(edges: &[(Vector, Vector)]) -> Vec<(Vector, Vector)> {
    let mut found: Vec<(Vector, Vector)> = Vec::new();
    for (place, edge) in edges.iter().enumerate() {
        let others = edges.iter().enumerate().filter(|(other, _)| *other != place);
        let cuts = others.flat_map(|(_, other)| meeting(*edge, *other));
        for piece in pieces(edge.0, [edge.0, edge.1].into_iter().chain(cuts).collect()) {
            let known = |other: &(Vector, Vector)| {
                (same(piece.0, other.0) && same(piece.1, other.1)) || (same(piece.0, other.1) && same(piece.1, other.0))
            };
            if !found.iter().any(known) {
                found.push(piece);
            }
        }
    }
    found
}

/// Lines of pieces: each goes on where the one before it in the line ends.
fn joined(pieces: &[(Vector, Vector)]) -> Vec<Vec<Vector>> {
    let mut lines: Vec<Vec<Vector>> = Vec::new();
    for (from, to) in pieces {
        let after = lines.iter().position(|line| line.last().is_some_and(|last| same(*last, *from)));
        let before = lines.iter().position(|line| line.first().is_some_and(|first| same(*first, *to)));
        match (after, before) {
            (Some(after), Some(before)) if after != before => {
                let rest = lines.get_mut(before).map(std::mem::take).unwrap_or_default();
                lines.get_mut(after).map(|line| line.extend(rest)).unwrap_or_default();
                lines.remove(before);
            }
            (Some(after), _) => lines.get_mut(after).map(|line| line.push(*to)).unwrap_or_default(),
            (None, Some(before)) => lines.get_mut(before).map(|line| line.insert(0, *from)).unwrap_or_default(),
            (None, None) => lines.push(vec![*from, *to]),
        }
    }
    lines
}

crate::kql_scalar! {
    /// Returns what the lines of an array cover together in `GeoJSON`: one line or several, cut where they cross.
    ///
    /// - `line_strings`: an array of shapes, each a `LineString` or a `MultiLineString`.
    ///
    /// Bounds: what several lines share stands there once. In which order the lines of the result come is open.
    /// Null: when a shape is no line, and of an empty array.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-union-lines-array-function>
    ///
    /// ```kusto
    /// geo_union_lines_array(dynamic([{"type": "LineString", "coordinates": [[0, 0], [1, 0]]}, {"type": "LineString", "coordinates": [[1, 0], [0, 0]]}])).coordinates   // [[0.0,0.0],[1.0,0.0]]
    /// geo_union_lines_array(dynamic([]))   // null
    /// ```
    pub UNION_LINES_ARRAY = geo_union_lines_array(line_strings: dynamic) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::{dynamic, run};

    fn union(lines: &[&str]) -> String {
        let shapes: Vec<String> =
            lines.iter().map(|line| format!(r#"{{"type":"LineString","coordinates":{line}}}"#)).collect();
        run(&UNION_LINES_ARRAY, &[dynamic(&format!("[{}]", shapes.join(",")))])
    }

    #[test]
    fn shared_pieces_count_once() {
        let chain = union(&["[[0,0],[1,0],[1,1]]", "[[1,0],[1,1],[2,1]]", "[[-1,0],[0,0]]"]);
        assert!(chain.starts_with(r#"{"type":"LineString""#), "{chain}");
        assert_eq!(chain.matches("],[").count(), 4, "{chain}");
        let cross = union(&["[[0,-1],[0,1]]", "[[-1,0],[1,0]]"]);
        assert!(cross.starts_with(r#"{"type":"MultiLineString""#), "{cross}");
        assert_eq!(union(&["[[0,0],[1,0]]", "[[0,0]]"]), "null");
    }
}
