//! `geo_union_polygons_array()`, `geo_intersection_2polygons()`: what polygons cover together, and what they share.

use s2::r3::vector::Vector;

use super::overlay;
use super::shape::{polygons, surrounds};
use super::sphere::{self, edges, meeting, nearest};
use crate::scalar::Call;
use crate::{Json, Value};

/// What rounding can move a point by.
const SAME: f64 = 1e-13;

fn same(one: Vector, other: Vector) -> bool {
    (one - other).norm() <= SAME
}

fn union<'a>(call: &Call<'a>) -> Value<'a> {
    let shapes = || call.array(0)?.iter().map(polygons).collect::<Option<Vec<_>>>();
    let Some(shapes) = shapes() else { return Value::Null };
    let shapes = shapes.iter().map(|polygons| overlay::loops(polygons)).collect();
    overlay::shape(&overlay::union(shapes))
}

fn intersection<'a>(call: &Call<'a>) -> Value<'a> {
    let argument = |index: usize| call.json(index).and_then(polygons);
    let (Some(ones), Some(others)) = (argument(0), argument(1)) else {
        return Value::Null;
    };
    let (one, other) = (overlay::loops(&ones), overlay::loops(&others));
    let both: Vec<Vec<Vector>> = one.iter().chain(&other).cloned().collect();
    let shared = overlay::rings(&both, |windings| windings > 1);
    let (points, lines) = touching(&one, &other, &shared);
    collection(points, lines, overlay::polygons(&shared))
}

/// Points and lines in which borders meet outside of what is shared.
fn touching(one: &[Vec<Vector>], other: &[Vec<Vector>], shared: &[Vec<Vector>]) -> (Vec<Json>, Vec<Json>) {
    let (mut points, mut lines): (Vec<Vector>, Vec<(Vector, Vector)>) = (Vec::new(), Vec::new());
    let borders: Vec<(Vector, Vector)> = other.iter().flat_map(|ring| edges(ring)).collect();
    let on = |point: Vector, edge: (Vector, Vector)| same(nearest(point, edge), point);
    let is_shared =
        |point: Vector| shared.iter().any(|ring| edges(ring).any(|edge| on(point, edge)) || surrounds(ring, point));
    for edge in one.iter().flat_map(|ring| edges(ring)) {
        for border in &borders {
            match meeting(edge, *border).as_slice() {
                [point] => points.push(*point),
                [from, .., to] if !is_shared((*from + *to).normalize()) => lines.push((*from, *to)),
                _ => {}
            }
        }
    }
    let mut single: Vec<Vector> = Vec::new();
    for point in points {
        let on_line = lines.iter().any(|line| on(point, *line));
        if !on_line && !is_shared(point) && !single.iter().any(|known| same(*known, point)) {
            single.push(point);
        }
    }
    let place = |point: &Vector| {
        let (longitude, latitude) = sphere::degrees(*point);
        serde_json::json!([longitude, latitude])
    };
    let line = |(from, to): &(Vector, Vector)| serde_json::json!([place(from), place(to)]);
    (single.iter().map(place).collect(), lines.iter().map(line).collect())
}

/// Shapes as one: alone, as many of a kind, or as a collection.
fn collection<'a>(points: Vec<Json>, lines: Vec<Json>, polygons: Vec<Json>) -> Value<'a> {
    let shape = |one: &str, many: &str, mut parts: Vec<Json>| match parts.len() {
        0 => None,
        1 => parts.pop().map(|part| super::coordinate::shape(one, part)),
        _ => Some(super::coordinate::shape(many, Json::Array(parts))),
    };
    let mut shapes: Vec<Json> = [
        shape("Point", "MultiPoint", points),
        shape("LineString", "MultiLineString", lines),
        shape("Polygon", "MultiPolygon", polygons),
    ]
    .into_iter()
    .flatten()
    .collect();
    match shapes.len() {
        1 => shapes.pop().map_or(Value::Null, Value::dynamic),
        _ => Value::dynamic(serde_json::json!({ "type": "GeometryCollection", "geometries": shapes })),
    }
}

crate::kql_scalar! {
    /// Returns what polygons cover together in `GeoJSON`.
    ///
    /// - `polygons`: an array, each element a `Polygon` or a `MultiPolygon`.
    ///
    /// Null: when an element is no polygon, or there is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-union-polygons-array-function>
    ///
    /// ```kusto
    /// geo_union_polygons_array(dynamic([{"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 0]]]}, {"type": "Polygon", "coordinates": [[[5, 5], [6, 5], [6, 6], [5, 5]]]}])).type   // MultiPolygon
    /// geo_union_polygons_array(dynamic([{"type": "Polygon"}]))                                                                                                                                // null
    /// ```
    pub UNION_POLYGONS_ARRAY = geo_union_polygons_array(polygons: dynamic) -> dynamic => union;
}

crate::kql_scalar! {
    /// Returns what two polygons share in `GeoJSON`: polygons, lines and points, alone or as a collection, which is empty when they share nothing.
    ///
    /// - `polygon1`, `polygon2`: a `Polygon` or a `MultiPolygon` each.
    ///
    /// Null: when one is no polygon.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-intersection-2polygons-function>
    ///
    /// ```kusto
    /// geo_intersection_2polygons(dynamic({"type": "Polygon", "coordinates": [[[2, 45], [0, 45], [1, 44], [2, 45]]]}), dynamic({"type": "Polygon", "coordinates": [[[3, 44], [2, 45], [2, 43], [3, 44]]]})).type         // Point
    /// geo_intersection_2polygons(dynamic({"type": "Polygon", "coordinates": [[[2, 45], [0, 45], [1, 44], [2, 45]]]}), dynamic({"type": "Polygon", "coordinates": [[[8, 44], [7, 45], [7, 43], [8, 44]]]})).geometries   // []
    /// ```
    pub INTERSECTION_2POLYGONS = geo_intersection_2polygons(polygon1: dynamic, polygon2: dynamic) -> dynamic => intersection;
}
