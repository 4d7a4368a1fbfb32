//! Lines: their length and middle, places along them, and the way to them.

use s2::r3::vector::Vector;

use super::coordinate::{point, point_shape};
use super::shape::lines;
use super::sphere::{self, angle, meters, nearest, steps};
use crate::scalar::Call;
use crate::{Json, Value};

/// The lines of an argument.
fn argument(call: &Call<'_>, index: usize) -> Option<Vec<Vec<Vector>>> {
    lines(call.json(index)?)
}

/// The line of an argument that is only one.
fn single(call: &Call<'_>, index: usize) -> Option<Vec<Vector>> {
    let mut lines = argument(call, index)?;
    let line = lines.pop()?;
    lines.is_empty().then_some(line)
}

fn radians(line: &[Vector]) -> f64 {
    steps(line).map(|(from, to)| angle(from, to)).sum()
}

fn shape_at<'a>(place: Vector) -> Value<'a> {
    let (longitude, latitude) = sphere::degrees(place);
    point_shape(longitude, latitude)
}

/// The point of a line nearest to a place, and how far along it is, in radians.
fn locate(line: &[Vector], place: Vector) -> Option<(Vector, f64)> {
    let mut along = 0.0;
    let mut best: Option<(Vector, f64, f64)> = None;
    for edge in steps(line) {
        let point = nearest(place, edge);
        let away = angle(place, point);
        if best.is_none_or(|(_, _, least)| away < least) {
            best = Some((point, along + angle(edge.0, point), away));
        }
        along += angle(edge.0, edge.1);
    }
    best.map(|(point, along, _)| (point, along))
}

/// The point of some lines nearest to a place.
pub(super) fn closest(lines: &[Vec<Vector>], place: Vector) -> Option<Vector> {
    let points = lines.iter().filter_map(|line| locate(line, place)).map(|(point, _)| point);
    points.min_by(|one, other| angle(place, *one).total_cmp(&angle(place, *other)))
}

fn length<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(argument(call, 0).map(|lines| lines.iter().map(|line| radians(line)).sum::<f64>() * sphere::RADIUS))
}

fn centroid<'a>(call: &Call<'a>) -> Value<'a> {
    argument(call, 0).map_or(Value::Null, |lines| {
        let sum = lines.iter().flat_map(|line| steps(line)).fold(Vector::default(), |sum, (from, to)| {
            let (along, across) = (from + to, (from - to).norm());
            sum + along * (across / along.norm())
        });
        if sum.norm() == 0.0 { Value::Null } else { shape_at(sum) }
    })
}

fn interpolate<'a>(call: &Call<'a>) -> Value<'a> {
    let point = || {
        let line = single(call, 0)?;
        let fraction = call.real(1).filter(|fraction| (0.0..=1.0).contains(fraction))?;
        let mut left = radians(&line) * fraction;
        for (from, to) in steps(&line) {
            let here = angle(from, to);
            if left < here {
                return Some(sphere::toward(from, to, left));
            }
            left -= here;
        }
        line.last().copied()
    };
    point().map_or(Value::Null, shape_at)
}

fn fraction<'a>(call: &Call<'a>) -> Value<'a> {
    let fraction = || {
        let line = single(call, 0)?;
        let (_, along) = locate(&line, point(call, 1)?)?;
        let whole = radians(&line);
        Some(if whole > 0.0 { (along / whole).min(1.0) } else { 0.0 })
    };
    Value::or_null(fraction())
}

fn distance<'a>(call: &Call<'a>) -> Value<'a> {
    let distance = || {
        let place = point(call, 0)?;
        Some(meters(place, closest(&argument(call, 2)?, place)?))
    };
    Value::or_null(distance())
}

fn closest_point<'a>(call: &Call<'a>) -> Value<'a> {
    let closest = || closest(&argument(call, 2)?, point(call, 0)?);
    closest().map_or(Value::Null, shape_at)
}

fn intersects<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(argument(call, 0).zip(argument(call, 1)).map(|(ones, others)| {
        let edges = |lines: &[Vec<Vector>]| lines.iter().flat_map(|line| steps(line)).collect::<Vec<_>>();
        let others = edges(&others);
        edges(&ones).iter().any(|one| others.iter().any(|other| !sphere::meeting(*one, *other).is_empty()))
    }))
}

/// Points and lines as one shape: alone, as many of a kind, or as a collection.
pub(super) fn collection<'a>(points: Vec<Json>, lines: Vec<Json>) -> Value<'a> {
    let shape = |one: &str, many: &str, mut parts: Vec<Json>| match parts.len() {
        0 => None,
        1 => parts.pop().map(|part| super::coordinate::shape(one, part)),
        _ => Some(super::coordinate::shape(many, Json::Array(parts))),
    };
    let point = shape("Point", "MultiPoint", points);
    let line = shape("LineString", "MultiLineString", lines);
    match (point, line) {
        (Some(shape), None) | (None, Some(shape)) => Value::dynamic(shape),
        (point, line) => {
            let shapes: Vec<Json> = point.into_iter().chain(line).collect();
            Value::dynamic(serde_json::json!({ "type": "GeometryCollection", "geometries": shapes }))
        }
    }
}

/// The coordinates of a point.
fn coordinates(place: Vector) -> Json {
    let (longitude, latitude) = sphere::degrees(place);
    serde_json::json!([longitude, latitude])
}

/// Chains pieces that follow each other into lines.
pub(super) fn chain(pieces: &[(Vector, Vector)]) -> Vec<Json> {
    let mut lines: Vec<Vec<Vector>> = Vec::new();
    for (from, to) in pieces {
        match lines.last_mut() {
            Some(line) if line.last() == Some(from) => line.push(*to),
            _ => lines.push(vec![*from, *to]),
        }
    }
    lines.into_iter().map(|line| Json::Array(line.into_iter().map(coordinates).collect())).collect()
}

fn intersection<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(ones), Some(others)) = (argument(call, 0), argument(call, 1)) else {
        return Value::Null;
    };
    let others: Vec<(Vector, Vector)> = others.iter().flat_map(|line| steps(line)).collect();
    let (mut points, mut pieces): (Vec<Vector>, Vec<(Vector, Vector)>) = (Vec::new(), Vec::new());
    for (from, to) in ones.iter().flat_map(|line| steps(line)) {
        let mut here = Vec::new();
        for other in &others {
            let mut met = sphere::meeting((from, to), *other);
            met.sort_by(|one, other| angle(from, *one).total_cmp(&angle(from, *other)));
            match met.as_slice() {
                [] => {}
                [point] => points.push(*point),
                [first, .., last] => here.push((*first, *last)),
            }
        }
        here.sort_by(|one, other| angle(from, one.0).total_cmp(&angle(from, other.0)));
        here.dedup();
        pieces.extend(here);
    }
    let mut single: Vec<Vector> = Vec::new();
    for point in points {
        let near = |other: Vector| (other - point).norm() <= 1e-14;
        let on_piece = pieces.iter().any(|piece| near(nearest(point, *piece)));
        if !on_piece && !single.iter().any(|known| near(*known)) {
            single.push(point);
        }
    }
    collection(single.into_iter().map(coordinates).collect(), chain(&pieces))
}

crate::kql_scalar! {
    /// Returns the length of a line in meters.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    ///
    /// Bounds: lines of one `MultiLineString` that run over each other count each for itself.
    /// Null: when it is no line.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-length-function>
    ///
    /// ```kusto
    /// round(geo_line_length(dynamic({"type": "LineString", "coordinates": [[0, 0], [1, 0], [1, 1]]})), 2)   // 222390.2
    /// ```
    pub LINE_LENGTH = geo_line_length(line_string: dynamic) -> real => length;
}

crate::kql_scalar! {
    /// Returns the middle of a line, weighted by length, as a `GeoJSON` point.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    ///
    /// Null: when it is no line.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-centroid-function>
    ///
    /// ```kusto
    /// geo_line_centroid(dynamic({"type": "LineString", "coordinates": [[-10, 0], [10, 0]]})).coordinates   // [0.0,0.0]
    /// ```
    pub LINE_CENTROID = geo_line_centroid(line_string: dynamic) -> dynamic => centroid;
}

crate::kql_scalar! {
    /// Returns the place a fraction of the way along a line as a `GeoJSON` point.
    ///
    /// - `line_string`: a `LineString`.
    /// - `fraction`: from 0, its beginning, to 1, its end.
    ///
    /// Null: when it is no one line or the fraction is out of bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-interpolate-point-function>
    ///
    /// ```kusto
    /// geo_line_interpolate_point(dynamic({"type": "LineString", "coordinates": [[0, 0], [10, 0]]}), 0).coordinates   // [0.0,0.0]
    /// geo_line_interpolate_point(dynamic({"type": "LineString", "coordinates": [[0, 0], [10, 0]]}), 2)               // null
    /// ```
    pub LINE_INTERPOLATE_POINT = geo_line_interpolate_point(line_string: dynamic, fraction: real) -> dynamic => interpolate;
}

crate::kql_scalar! {
    /// Returns which fraction of a line, from 0 to 1, lies before the point of it that is nearest to a place.
    ///
    /// - `line_string`: a `LineString`.
    /// - `longitude`, `latitude`: the place in degrees.
    ///
    /// Null: when it is no one line or the place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-locate-point-function>
    ///
    /// ```kusto
    /// round(geo_line_locate_point(dynamic({"type": "LineString", "coordinates": [[0, 0], [10, 0]]}), 2.5, 1), 6)   // 0.25
    /// ```
    pub LINE_LOCATE_POINT = geo_line_locate_point(line_string: dynamic, longitude: real, latitude: real) -> real => fraction;
}

crate::kql_scalar! {
    /// Returns the shortest distance from a place to a line in meters.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    ///
    /// Null: when it is no line or the place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-distance-point-to-line-function>
    ///
    /// ```kusto
    /// round(geo_distance_point_to_line(5, 1, dynamic({"type": "LineString", "coordinates": [[0, 0], [10, 0]]})), 2)   // 111195.1
    /// ```
    pub DISTANCE_POINT_TO_LINE = geo_distance_point_to_line(longitude: real, latitude: real, line_string: dynamic) -> real => distance;
}

crate::kql_scalar! {
    /// Returns the point of a line that is nearest to a place as a `GeoJSON` point.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    ///
    /// Null: when it is no line or the place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-closest-point-on-line-function>
    ///
    /// ```kusto
    /// geo_closest_point_on_line(-3, 1, dynamic({"type": "LineString", "coordinates": [[0, 0], [10, 0]]})).coordinates   // [0.0,0.0]
    /// ```
    pub CLOSEST_POINT_ON_LINE = geo_closest_point_on_line(longitude: real, latitude: real, line_string: dynamic) -> dynamic => closest_point;
}

crate::kql_scalar! {
    /// Returns whether two lines meet.
    ///
    /// - `line_string1`, `line_string2`: a `LineString` or a `MultiLineString` each.
    ///
    /// Null: when one is no line.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-intersects-2lines-function>
    ///
    /// ```kusto
    /// geo_intersects_2lines(dynamic({"type": "LineString", "coordinates": [[0, 0], [2, 2]]}), dynamic({"type": "LineString", "coordinates": [[0, 2], [2, 0]]}))   // true
    /// ```
    pub INTERSECTS_2LINES = geo_intersects_2lines(line_string1: dynamic, line_string2: dynamic) -> bool => intersects;
}

crate::kql_scalar! {
    /// Returns where two lines meet in `GeoJSON`: points, lines where one runs along the other, or an empty collection.
    ///
    /// - `line_string1`, `line_string2`: a `LineString` or a `MultiLineString` each.
    ///
    /// Null: when one is no line.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-intersection-2lines-function>
    ///
    /// ```kusto
    /// geo_intersection_2lines(dynamic({"type": "LineString", "coordinates": [[0, 0], [2, 2]]}), dynamic({"type": "LineString", "coordinates": [[0, 2], [2, 0]]})).type   // Point
    /// ```
    pub INTERSECTION_2LINES = geo_intersection_2lines(line_string1: dynamic, line_string2: dynamic) -> dynamic => intersection;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::{dynamic, run};

    fn line(coordinates: &str) -> Value<'static> {
        dynamic(&format!(r#"{{"type":"LineString","coordinates":{coordinates}}}"#))
    }

    #[test]
    fn along_a_line() {
        let bent = line("[[0,0],[1,0],[1,1]]");
        let number = |text: String| text.parse().unwrap_or(f64::NAN);
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-6, "{left} {right}");
        near(number(run(&LINE_LENGTH, std::slice::from_ref(&bent))), 2.0 * 1f64.to_radians() * sphere::RADIUS);
        assert_eq!(run(&LINE_LENGTH, &[line("[[0,0]]")]), "null");
        assert_eq!(run(&LINE_LENGTH, &[dynamic("[1]")]), "null");
        assert_eq!(run(&LINE_INTERPOLATE_POINT, &[bent.clone(), Value::Real(1.5)]), "null");
        let start = run(&LINE_INTERPOLATE_POINT, &[bent.clone(), Value::Real(0.0)]);
        assert_eq!(start, r#"{"type":"Point","coordinates":[0.0,0.0]}"#);
        let place = |longitude, latitude| [Value::Real(longitude), Value::Real(latitude)];
        let [longitude, latitude] = place(0.5, -3.0);
        near(number(run(&LINE_LOCATE_POINT, &[bent.clone(), longitude, latitude])), 0.25);
        let [longitude, latitude] = place(5.0, 1.0);
        let away = run(&DISTANCE_POINT_TO_LINE, &[longitude, latitude, line("[[0,0],[10,0]]")]);
        near(number(away), 1f64.to_radians() * sphere::RADIUS);
    }

    #[test]
    fn lines_meet() {
        let bent = line("[[0,0],[1,0],[1,1]]");
        let cross = line("[[0.5,-1],[0.5,1]]");
        assert_eq!(run(&INTERSECTS_2LINES, &[bent.clone(), cross.clone()]), "true");
        let point = run(&INTERSECTION_2LINES, &[bent.clone(), cross]);
        assert_eq!(point, r#"{"type":"Point","coordinates":[0.5,0.0]}"#);
        let along = run(&INTERSECTION_2LINES, &[bent.clone(), bent.clone()]);
        assert!(along.starts_with(r#"{"type":"LineString","coordinates":[[0.0,0.0],[1.0,0.0],["#), "{along}");
        let apart = run(&INTERSECTION_2LINES, &[bent, line("[[5,5],[6,6]]")]);
        assert_eq!(apart, r#"{"type":"GeometryCollection","geometries":[]}"#);
        assert_eq!(
            run(&CLOSEST_POINT_ON_LINE, &[Value::Real(-3.0), Value::Real(1.0), line("[[0,0],[10,0]]")]),
            r#"{"type":"Point","coordinates":[0.0,0.0]}"#
        );
    }
}
