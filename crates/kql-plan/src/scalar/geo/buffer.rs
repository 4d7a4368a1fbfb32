//! `geo_line_buffer()`, `geo_polygon_buffer()`: all that is within some meters of a line or a polygon.

use std::f64::consts::PI;

use s2::r3::vector::Vector;

use super::overlay;
use super::shape::{lines, polygons};
use super::sphere::{self, angle, edges};
use crate::Value;
use crate::scalar::Call;

/// Relative to the radius, the least tolerance.
const LEAST_TOLERANCE: f64 = 1e-6;
/// Of an arc around a corner no step is longer: a circle has three corners at least.
const LONGEST_STEP: f64 = 2.0 * PI / 3.0;

/// How far away, and how fine the way around corners is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// In radians along the ground.
    radius: f64,
    /// From one corner of an arc to the next, in radians.
    step: f64,
    /// How far the border may be from where it ought to be, in radians along the ground.
    tolerance: f64,
}

impl Reach {
    /// A radius and a tolerance in meters.
    pub(super) fn of(radius: f64, tolerance: f64) -> Option<Reach> {
        let radius = Some(radius).filter(|radius| *radius > 0.0 && *radius < PI / 2.0 * sphere::RADIUS)?;
        let share = Some(tolerance / radius).filter(|share| *share >= LEAST_TOLERANCE)?.min(1.0);
        let around = radius / sphere::RADIUS;
        Some(Reach {
            radius: around,
            // Half way between two corners the border is nearer by the tolerance.
            step: (2.0 * ((around * (1.0 - share)).tan() / around.tan()).acos()).min(LONGEST_STEP),
            tolerance: share * around,
        })
    }

    /// The point away from one of an edge, in the direction that is right of the edge.
    fn beside(self, point: Vector, right: Vector) -> Vector {
        point * self.radius.cos() + right * self.radius.sin()
    }

    /// The way along the right side of edges that follow each other and come back to where they began.
    fn along(self, way: &[(Vector, Vector)]) -> Vec<Vector> {
        let right = |(from, to): (Vector, Vector)| sphere::cross(to, from).normalize();
        let mut path = Vec::new();
        for (edge, next) in way.iter().copied().zip(way.iter().copied().cycle().skip(1)) {
            let (aside, after) = (right(edge), right(next));
            // At one distance from an edge is no shortest way: the longer the edge, the more places it takes to stay near.
            let length = angle(edge.0, edge.1);
            let rise = length * length / 8.0 * self.radius.tan();
            let parts = (rise / self.tolerance).sqrt().ceil().clamp(1.0, 1e4) as u32;
            for part in 0..=parts {
                let place = sphere::toward(edge.0, edge.1, length * f64::from(part) / f64::from(parts));
                let place = if part == parts { edge.1 } else { place };
                path.push(self.beside(place, aside));
            }
            let turn = edge.1.dot(&aside.cross(&after)).atan2(aside.dot(&after));
            // Back along the same edge is half a turn around its end.
            let turn = if turn <= -PI + 1e-9 { PI } else { turn };
            if turn < 0.0 {
                path.push(edge.1);
            }
            let across = edge.1.cross(&aside);
            let mut turned = self.step;
            while turned < turn {
                path.push(self.beside(edge.1, aside * turned.cos() + across * turned.sin()));
                turned += self.step;
            }
        }
        path
    }

    /// The rings around all that is within reach of a line.
    pub(super) fn around_line(self, line: &[Vector]) -> Vec<Vec<Vector>> {
        let there: Vec<(Vector, Vector)> = sphere::steps(line).filter(|(from, to)| from != to).collect();
        let back = there.iter().rev().map(|(from, to)| (*to, *from));
        let way: Vec<(Vector, Vector)> = there.iter().copied().chain(back).collect();
        let mut path = self.along(&way);
        // It begins with the way around the beginning.
        if let (Some((from, to)), Some(last)) = (way.last().copied(), path.last().copied()) {
            let start = self.beside(to, sphere::cross(to, from).normalize());
            let place = path.iter().rposition(|point| *point == start).unwrap_or_default();
            path.rotate_left(place);
            debug_assert!(path.contains(&last));
        }
        overlay::rings(&[path], |windings| windings > 0)
    }

    /// The rings around all that is within reach of what rings are around.
    pub(super) fn around_rings(self, rings: &[Vec<Vector>]) -> Vec<Vec<Vector>> {
        let paths: Vec<Vec<Vector>> = rings.iter().map(|ring| self.along(&edges(ring).collect::<Vec<_>>())).collect();
        overlay::rings(&paths, |windings| windings > 0)
    }
}

/// The radius and the tolerance of a call.
fn reach(call: &Call<'_>) -> Option<Reach> {
    Reach::of(call.real(1)?, if call.has(2) { call.real(2)? } else { 10.0 })
}

fn line<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(lines), Some(reach)) = (call.json(0).and_then(lines), reach(call)) else {
        return Value::Null;
    };
    overlay::shape(&overlay::union(lines.iter().map(|line| reach.around_line(line)).collect()))
}

fn polygon<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(polygons), Some(reach)) = (call.json(0).and_then(polygons), reach(call)) else {
        return Value::Null;
    };
    overlay::shape(&reach.around_rings(&overlay::loops(&polygons)))
}

crate::kql_scalar! {
    /// Returns a polygon around a line in `GeoJSON`: all that is within a radius of it. Its ends are round.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    /// - `radius`: how far from the line, in meters along the ground.
    /// - `tolerance`: how far within the radius an edge may be in meters; 10 when absent.
    ///
    /// Bounds: a tolerance is at least a millionth of the radius; one above the radius counts as the radius.
    /// Null: when it is no line, the radius is not positive, or the tolerance too small.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-buffer-function>
    ///
    /// ```kusto
    /// geo_line_buffer(dynamic({"type": "LineString", "coordinates": [[13.4, 52.5], [13.5, 52.5]]}), 100).type   // Polygon
    /// geo_line_buffer(dynamic({"type": "LineString", "coordinates": [[13.4, 52.5], [13.5, 52.5]]}), 0)          // null
    /// ```
    pub LINE_BUFFER = geo_line_buffer(line_string: dynamic, radius: real, [tolerance: real]) -> dynamic => line;
}

crate::kql_scalar! {
    /// Returns a polygon that is larger than another by a radius, in `GeoJSON`: all that is within the radius of it.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    /// - `radius`: how far from the polygon, in meters along the ground.
    /// - `tolerance`: how far within the radius an edge may be in meters; 10 when absent.
    ///
    /// Bounds: a tolerance is at least a millionth of the radius; one above the radius counts as the radius.
    /// Null: when it is no polygon, the radius is not positive, or the tolerance too small.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-buffer-function>
    ///
    /// ```kusto
    /// geo_point_in_polygon(9.001, 0, geo_polygon_buffer(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}), 1000))   // true
    /// geo_polygon_buffer(dynamic({"type": "Polygon"}), 1000)                                                                                     // null
    /// ```
    pub POLYGON_BUFFER = geo_polygon_buffer(polygon: dynamic, radius: real, [tolerance: real]) -> dynamic => polygon;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::geo::shape::surrounds;

    fn line(places: &[(f64, f64)]) -> Vec<Vector> {
        places.iter().map(|(longitude, latitude)| sphere::point(*longitude, *latitude)).collect()
    }

    #[test]
    fn around_a_line_all_is_as_near_as_asked_for() {
        let reach = Reach::of(1000.0, 1.0).unwrap();
        for way in
            [line(&[(13.0, 52.0), (13.2, 52.0)]), line(&[(13.0, 52.0), (13.2, 52.0), (13.1, 52.05), (13.1, 51.9)])]
        {
            let rings = reach.around_line(&way);
            for corner in rings.iter().flatten() {
                let away = sphere::steps(&way).map(|edge| angle(sphere::nearest(*corner, edge), *corner));
                let away = away.fold(f64::MAX, f64::min) * sphere::RADIUS;
                assert!((998.9..1000.1).contains(&away), "{away}");
            }
            let shell = rings.first().unwrap();
            assert!(way.iter().all(|point| surrounds(shell, *point)));
        }
    }

    #[test]
    fn a_hole_shrinks_and_goes() {
        let shell = line(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
        let hole = line(&[(0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4)]);
        let small = Reach::of(1000.0, 10.0).unwrap().around_rings(&[shell.clone(), hole.clone()]);
        assert_eq!(small.len(), 2);
        let large = Reach::of(20_000.0, 10.0).unwrap().around_rings(&[shell, hole]);
        assert_eq!(large.len(), 1);
    }
}
