//! `geo_line_densify()`, `geo_polygon_densify()`: edges that are straight on a map, as chains of edges on the sphere.

use s2::r3::vector::Vector;

use super::coordinate::shape;
use super::shape::{degrees, parts, polygons};
use super::sphere::{self, angle, toward};
use crate::scalar::Call;
use crate::{Json, Value};

/// How far along an edge the error is taken: there it is greatest when it is greatest of all.
const FRACTION: f64 = 0.312_156_910_822_482_3;
/// By how much the error at those places is less than the greatest.
const SCALE: f64 = 0.838_299_925_698_885_1;
/// The most places of a result.
const MOST: usize = 10_485_760;
/// The last meridian, short of which a line is cut.
const LAST_MERIDIAN: f64 = 179.999_999_999_999;

type Place = (f64, f64);

fn tolerance(call: &Call<'_>) -> Option<f64> {
    let meters = if call.has(1) { call.real(1)? } else { 10.0 };
    (0.1..=10_000.0).contains(&meters).then_some(meters / sphere::RADIUS * SCALE)
}

fn between(from: Place, to: Place, fraction: f64) -> Place {
    (from.0 + (to.0 - from.0) * fraction, from.1 + (to.1 - from.1) * fraction)
}

fn at(place: Place) -> Vector {
    sphere::point(place.0, place.1)
}

/// How far the edge on the sphere is from the edge on the map, in radians.
fn error(from: Place, to: Place) -> f64 {
    let ends = (at(from), at(to));
    if ends.0.dot(&ends.1) < -1e-14 {
        return f64::INFINITY;
    }
    let whole = angle(ends.0, ends.1);
    let off = |fraction: f64| angle(toward(ends.0, ends.1, whole * fraction), at(between(from, to, fraction)));
    off(FRACTION).max(off(1.0 - FRACTION))
}

/// The places after the first of an edge on the map; `None` when there are too many.
fn split(from: Place, to: Place, tolerance: f64, places: &mut Vec<Place>) -> Option<()> {
    // The edge still to walk is on top.
    let mut ahead = vec![to];
    let mut here = from;
    while let Some(next) = ahead.last().copied() {
        if error(here, next) <= tolerance {
            places.push(next);
            here = next;
            ahead.pop();
        } else {
            ahead.push(between(here, next, 0.5));
        }
        if places.len() + ahead.len() > MOST {
            return None;
        }
    }
    Some(())
}

fn densified(line: &[Place], tolerance: f64) -> Option<Vec<Vector>> {
    let mut places: Vec<Place> = line.first().copied().into_iter().collect();
    for pair in line.windows(2) {
        if let [from, to] = pair {
            split(*from, *to, tolerance, &mut places)?;
        }
    }
    Some(places.into_iter().map(at).collect())
}

/// The places of a line, cut where it crosses the last meridian unless that is to be kept.
fn cut(line: &[Vector], keep: bool) -> Vec<Vec<Place>> {
    let mut lines: Vec<Vec<Place>> = vec![Vec::new()];
    let mut before: Option<(Vector, Place)> = None;
    for point in line {
        let place = sphere::degrees(*point);
        if let Some((from, last)) = before.filter(|(_, last)| !keep && (last.0 - place.0).abs() > 180.0) {
            // The plane of the meridian is y = 0.
            let met = (from * point.y.abs() + *point * from.y.abs()).normalize();
            let latitude = sphere::degrees(met).1;
            let side = LAST_MERIDIAN.copysign(last.0);
            if let Some(line) = lines.last_mut() {
                line.push((side, latitude));
            }
            lines.push(vec![(-side, latitude)]);
        }
        if let Some(line) = lines.last_mut() {
            line.push(place);
        }
        before = Some((*point, place));
    }
    lines
}

fn coordinates(line: Vec<Place>) -> Json {
    Json::Array(line.into_iter().map(|(longitude, latitude)| serde_json::json!([longitude, latitude])).collect())
}

fn line<'a>(call: &Call<'a>) -> Value<'a> {
    let dense = || {
        let tolerance = tolerance(call)?;
        let json = call.json(0)?;
        let mut result = Vec::new();
        for part in parts(json, "LineString", "MultiLineString")? {
            let places = degrees(part).filter(|places| places.len() >= 2)?;
            result.extend(cut(&densified(&places, tolerance)?, call.boolean(2) == Some(true)));
        }
        let mut lines: Vec<Json> = result.into_iter().map(coordinates).collect();
        Some(match lines.pop() {
            Some(line) if lines.is_empty() => shape("LineString", line),
            last => {
                lines.extend(last);
                shape("MultiLineString", Json::Array(lines))
            }
        })
    };
    Value::or_null(dense())
}

fn polygon<'a>(call: &Call<'a>) -> Value<'a> {
    let dense = || {
        let tolerance = tolerance(call)?;
        let mut shapes = Vec::new();
        for polygon in polygons(call.json(0)?)? {
            let mut rings = Vec::new();
            for mut places in polygon.places {
                places.extend(places.first().copied());
                let ring = densified(&places, tolerance)?;
                rings.push(coordinates(ring.into_iter().map(sphere::degrees).collect()));
            }
            shapes.push(Json::Array(rings));
        }
        Some(match shapes.pop() {
            Some(polygon) if shapes.is_empty() => shape("Polygon", polygon),
            last => {
                shapes.extend(last);
                shape("MultiPolygon", Json::Array(shapes))
            }
        })
    };
    Value::or_null(dense())
}

crate::kql_scalar! {
    /// Returns a line whose edges, as arcs on the sphere, follow the edges of the given one as straight lines of longitude and latitude.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    /// - `tolerance`: how far they may be apart in meters, 0.1 to 10,000; 10 when absent.
    /// - `preserve_crossing`: whether to leave a line whole that crosses the meridian of 180°, instead of cutting it there; `false` when absent.
    ///
    /// Bounds: at most 10,485,760 places.
    /// Null: when it is no line or the tolerance is out of bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-densify-function>
    ///
    /// ```kusto
    /// array_length(geo_line_densify(dynamic({"type": "LineString", "coordinates": [[0, 60], [1, 60]]})).coordinates)          // 5
    /// array_length(geo_line_densify(dynamic({"type": "LineString", "coordinates": [[0, 60], [1, 60]]}), 1000).coordinates)    // 2
    /// ```
    pub LINE_DENSIFY = geo_line_densify(line_string: dynamic, [tolerance: real, preserve_crossing: bool]) -> dynamic => line;
}

crate::kql_scalar! {
    /// Returns a polygon whose edges, as arcs on the sphere, follow the edges of the given one as straight lines of longitude and latitude.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    /// - `tolerance`: how far they may be apart in meters, 0.1 to 10,000; 10 when absent.
    ///
    /// Bounds: at most 10,485,760 places. The border runs counterclockwise, holes run clockwise.
    /// Null: when it is no polygon or the tolerance is out of bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-densify-function>
    ///
    /// ```kusto
    /// array_length(geo_polygon_densify(dynamic({"type": "Polygon", "coordinates": [[[0, 60], [1, 60], [0, 61], [0, 60]]]}), 1000).coordinates[0])   // 4
    /// ```
    pub POLYGON_DENSIFY = geo_polygon_densify(polygon: dynamic, [tolerance: real, preserve_crossing: bool]) -> dynamic => polygon;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::{dynamic, run};

    #[test]
    fn edges_are_split() {
        let line = dynamic(r#"{"type":"LineString","coordinates":[[50,50],[51,51]]}"#);
        let dense = run(&LINE_DENSIFY, std::slice::from_ref(&line));
        assert!(
            dense.starts_with(r#"{"type":"LineString","coordinates":[[50.0,50.0],[50.125,50.125],[50.25"#),
            "{dense}"
        );
        assert_eq!(run(&LINE_DENSIFY, &[line, Value::Real(0.0)]), "null");
        let far = dynamic(r#"{"type":"LineString","coordinates":[[175,10],[185,10]]}"#);
        let parted = run(&LINE_DENSIFY, &[far.clone(), Value::Real(10000.0)]);
        assert!(
            parted.contains("[179.999999999999,10.0374") && parted.contains("[-179.999999999999,10.0374"),
            "{parted}"
        );
        let whole = run(&LINE_DENSIFY, &[far, Value::Real(10000.0), Value::Bool(true)]);
        assert!(whole.contains("LineString") && !whole.contains("Multi"));
        let places = [(0.0, 60.0), (1.0, 60.0)];
        assert_eq!(densified(&places, 10.0 / sphere::RADIUS * SCALE).map(|places| places.len()), Some(5));
        let square = dynamic(r#"{"type":"Polygon","coordinates":[[[10,10],[10,11],[11,11],[11,10],[10,10]]]}"#);
        let dense = run(&POLYGON_DENSIFY, &[square]);
        assert!(dense.starts_with(r#"{"type":"Polygon","coordinates":[[[11.0,10"#), "{dense}");
        assert!(dense.contains("[10.5,9.99999999999999"), "{dense}");
    }
}
