//! `geo_line_simplify()`, `geo_polygon_simplify()`, `geo_simplify_polygons_array()`: the same shape with fewer places.

use s2::r3::vector::Vector;

use super::overlay;
use super::shape::{Polygon, lines, polygons};
use super::sphere::{self, angle, nearest};
use crate::scalar::Call;
use crate::{Json, Value};

/// The largest tolerance in meters.
const MOST: f64 = 7_800_000.0;

/// The tolerance of a call in radians along the ground.
fn tolerance(call: &Call<'_>) -> Option<f64> {
    let meters = if call.has(1) { call.real(1)? } else { 10.0 };
    (0.0..=MOST).contains(&meters).then_some(meters / sphere::RADIUS)
}

/// The places of a line without those that are nearer to the rest than the tolerance. Its ends stay.
fn thinned(line: &[Vector], tolerance: f64) -> Vec<Vector> {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return Vec::new() };
    let mut kept = vec![*first];
    keep(line, tolerance, &mut kept);
    kept.push(*last);
    // No two places are nearer to each other than the tolerance, the ends apart from it.
    let mut apart: Vec<Vector> = Vec::with_capacity(kept.len());
    for point in kept {
        if apart.last().is_none_or(|before| angle(*before, point) >= tolerance) {
            apart.push(point);
        } else if point == *last {
            if apart.len() > 1 {
                apart.pop();
            }
            apart.push(point);
        }
    }
    apart
}

/// Keeps the place that is farthest from the straight way, if that is farther than the tolerance, and those of both halves.
fn keep(line: &[Vector], tolerance: f64, kept: &mut Vec<Vector>) {
    let mut waiting = vec![line];
    while let Some(part) = waiting.pop() {
        let [first, inner @ .., last] = part else { continue };
        let away = |point: &Vector| {
            if first == last { angle(*first, *point) } else { angle(nearest(*point, (*first, *last)), *point) }
        };
        let farthest = inner.iter().enumerate().max_by(|(_, one), (_, other)| away(one).total_cmp(&away(other)));
        match farthest {
            Some((place, point)) if away(point) > tolerance => {
                // The halves meet in the place; the first half comes first, its end is the place.
                let (before, after) = (part.get(..=place + 1), part.get(place + 1..));
                waiting.extend(after);
                waiting.extend(before);
            }
            _ => kept.push(*last),
        }
    }
    kept.pop();
}

fn coordinates(line: &[Vector]) -> Json {
    let place = |point: &Vector| {
        let (longitude, latitude) = sphere::degrees(*point);
        serde_json::json!([longitude, latitude])
    };
    line.iter().map(place).collect()
}

fn line<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(lines), Some(tolerance)) = (call.json(0).and_then(lines), tolerance(call)) else {
        return Value::Null;
    };
    let thinned = lines.iter().map(|line| thinned(line, tolerance));
    // What is shorter than the tolerance is gone.
    let mut parts: Vec<Json> = thinned
        .filter(|line| line.len() > 2 || matches!(line.as_slice(), [first, last] if angle(*first, *last) >= tolerance))
        .map(|line| coordinates(&line))
        .collect();
    match parts.len() {
        0 => Value::Null,
        1 => parts.pop().map_or(Value::Null, |part| Value::dynamic(super::coordinate::shape("LineString", part))),
        _ => Value::dynamic(super::coordinate::shape("MultiLineString", Json::Array(parts))),
    }
}

/// The rings of polygons, each thinned between the places where rings of several of them come together, so that a border they share stays shared.
fn rings(polygons: &[Polygon], tolerance: f64) -> Vec<Vec<Vector>> {
    let all: Vec<&Vec<Vector>> = polygons.iter().flat_map(Polygon::rings).collect();
    let mut found = Vec::new();
    for ring in &all {
        let fixed = |place: usize| is_junction(ring, place, &all);
        let start = (0..ring.len()).find(|place| fixed(*place)).unwrap_or_default();
        let mut turned = (*ring).clone();
        turned.rotate_left(start);
        turned.extend(turned.first().copied());
        let mut thin: Vec<Vector> = Vec::new();
        let mut from = 0;
        for to in 1..turned.len() {
            if to + 1 < turned.len() && !fixed((start + to) % ring.len()) {
                continue;
            }
            let chain = turned.get(from..=to).unwrap_or_default();
            let backwards = chain.last() < chain.first();
            // A border is thinned the same way whichever of its polygons it is seen from.
            let part = if backwards {
                let mut part = thinned(&chain.iter().rev().copied().collect::<Vec<_>>(), tolerance);
                part.reverse();
                part
            } else {
                thinned(chain, tolerance)
            };
            thin.extend(part.iter().take(part.len().saturating_sub(1)));
            from = to;
        }
        if thin.len() >= 3 {
            found.push(thin);
        }
    }
    found
}

/// Whether another ring touches a place of a ring, and goes on from there another way.
fn is_junction(ring: &[Vector], place: usize, all: &[&Vec<Vector>]) -> bool {
    let beside = |ring: &[Vector], place: usize| {
        let count = ring.len();
        let mut beside = [ring.get((place + count - 1) % count).copied(), ring.get((place + 1) % count).copied()];
        beside.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
        beside
    };
    let Some(point) = ring.get(place) else { return false };
    let own = beside(ring, place);
    all.iter().any(|other| {
        let there = other.iter().position(|corner| corner == point);
        there.is_some_and(|there| beside(other, there) != own)
    })
}

/// What is left of polygons; nothing when a ring of every one of them is gone.
fn simplified<'a>(polygons: &[Polygon], tolerance: f64) -> Value<'a> {
    let thin = rings(polygons, tolerance);
    // Where thinning made a border cross itself or another, what lies inside of it counts.
    overlay::shape(&overlay::rings(&thin, |windings| windings > 0))
}

fn polygon<'a>(call: &Call<'a>) -> Value<'a> {
    match (call.json(0).and_then(polygons), tolerance(call)) {
        (Some(polygons), Some(tolerance)) => simplified(&polygons, tolerance),
        _ => Value::Null,
    }
}

fn polygons_array<'a>(call: &Call<'a>) -> Value<'a> {
    let shapes = || call.array(0)?.iter().map(polygons).collect::<Option<Vec<_>>>();
    match (shapes(), tolerance(call)) {
        (Some(shapes), Some(tolerance)) => {
            let all: Vec<Polygon> = shapes.into_iter().flatten().collect();
            let thin = rings(&all, tolerance).into_iter().map(|ring| vec![ring]).collect();
            overlay::shape(&apart(thin))
        }
        _ => Value::Null,
    }
}

/// The rings of polygons that stay polygons of their own, whatever they share.
fn apart(shapes: Vec<Vec<Vec<Vector>>>) -> Vec<Vec<Vector>> {
    shapes.into_iter().flat_map(|rings| overlay::rings(&rings, |windings| windings != 0)).collect()
}

crate::kql_scalar! {
    /// Returns a line with fewer places in `GeoJSON`: those that are nearer to the rest than a tolerance are left out.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    /// - `tolerance`: in meters, 0 to 7,800,000; 10 when absent.
    ///
    /// Null: when it is no line, the tolerance is out of bounds, or the line is shorter than the tolerance.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-simplify-function>
    ///
    /// ```kusto
    /// geo_line_simplify(dynamic({"type": "LineString", "coordinates": [[13, 0], [13.5, 0.00001], [14, 0]]}), 10).coordinates   // [[13.0,0.0],[14.0,0.0]]
    /// geo_line_simplify(dynamic({"type": "LineString", "coordinates": [[13, 52], [13.1, 52]]}), 100000)                       // null
    /// ```
    pub LINE_SIMPLIFY = geo_line_simplify(line_string: dynamic, [tolerance: real]) -> dynamic => line;
}

crate::kql_scalar! {
    /// Returns a polygon with fewer places in `GeoJSON`: those that are nearer to the rest than a tolerance are left out.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    /// - `tolerance`: in meters, 0 to 7,800,000; 10 when absent.
    ///
    /// Null: when it is no polygon, the tolerance is out of bounds, or nothing is left of it.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-simplify-function>
    ///
    /// ```kusto
    /// array_length(geo_polygon_simplify(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [1, -0.00001], [2, 0], [2, 2], [0, 0]]]})).coordinates[0])   // 4
    /// geo_polygon_simplify(dynamic({"type": "Polygon", "coordinates": [[[5, 48], [0, 50], [0, 47], [4, 47], [5, 48]]]}), 1000000)                         // null
    /// ```
    pub POLYGON_SIMPLIFY = geo_polygon_simplify(polygon: dynamic, [tolerance: real]) -> dynamic => polygon;
}

crate::kql_scalar! {
    /// Returns polygons with fewer places in `GeoJSON`, as one `Polygon` or `MultiPolygon`: places that are nearer to the rest than a tolerance are left out,
    /// and a border that polygons share stays shared.
    ///
    /// - `polygons`: an array, each element a `Polygon` or a `MultiPolygon`.
    /// - `tolerance`: in meters, 0 to 7,800,000; 10 when absent.
    ///
    /// Null: when an element is no polygon, the tolerance is out of bounds, or nothing is left.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-simplify-polygons-array-function>
    ///
    /// ```kusto
    /// geo_simplify_polygons_array(dynamic([{"type": "Polygon", "coordinates": [[[0, 0], [1, -0.00001], [2, 0], [2, 2], [0, 0]]]}]), 10).type   // Polygon
    /// geo_simplify_polygons_array(dynamic([{"type": "Polygon"}]), 10)                                                                          // null
    /// ```
    pub SIMPLIFY_POLYGONS_ARRAY = geo_simplify_polygons_array(polygons: dynamic, [tolerance: real]) -> dynamic => polygons_array;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(places: &[(f64, f64)]) -> Vec<Vector> {
        places.iter().map(|(longitude, latitude)| sphere::point(*longitude, *latitude)).collect()
    }

    #[test]
    fn what_stands_out_stays() {
        let way = line(&[(0.0, 0.0), (0.1, 0.00001), (0.2, 0.01), (0.3, 0.00001), (0.4, 0.0)]);
        let thin = thinned(&way, 10.0 / sphere::RADIUS);
        assert_eq!(thin.len(), 5);
        let thin = thinned(&way, 700.0 / sphere::RADIUS);
        assert_eq!(thin, line(&[(0.0, 0.0), (0.2, 0.01), (0.4, 0.0)]));
        assert_eq!(thinned(&way, 2000.0 / sphere::RADIUS), line(&[(0.0, 0.0), (0.4, 0.0)]));
    }
}
