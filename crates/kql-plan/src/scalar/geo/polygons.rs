//! Polygons: their area, border and middle, what is in them, and the way to them.

use s2::r3::vector::Vector;

use super::coordinate::{point, point_shape};
use super::lines::{chain, collection};
use super::shape::{Border, Polygon, lines, overlap, pieces, polygons};
use super::sphere::{self, angle, meeting, meters, nearest, steps};
use crate::Value;
use crate::scalar::Call;

/// The polygons of an argument.
fn argument(call: &Call<'_>, index: usize) -> Option<Vec<Polygon>> {
    polygons(call.json(index)?)
}

/// The border of what the polygons of the first argument cover together.
fn border(call: &Call<'_>) -> Option<Border> {
    argument(call, 0).map(|polygons| Border::of(&polygons))
}

fn contain(polygons: &[Polygon], place: Vector) -> bool {
    polygons.iter().any(|polygon| polygon.contains(place))
}

/// The point of the polygons nearest to a place: the place itself inside of one.
pub(super) fn closest(polygons: &[Polygon], place: Vector) -> Option<Vector> {
    if contain(polygons, place) {
        return Some(place);
    }
    let points = polygons.iter().flat_map(Polygon::edges).map(|edge| nearest(place, edge));
    points.min_by(|one, other| angle(place, *one).total_cmp(&angle(place, *other)))
}

fn area<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(border(call).map(|border| border.area() * sphere::RADIUS * sphere::RADIUS))
}

fn perimeter<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(border(call).map(|border| border.length() * sphere::RADIUS))
}

fn centroid<'a>(call: &Call<'a>) -> Value<'a> {
    border(call).map(|border| border.sum()).filter(|sum| sum.norm() > 0.0).map_or(Value::Null, |sum| {
        let (longitude, latitude) = sphere::degrees(sum);
        point_shape(longitude, latitude)
    })
}

fn point_in<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(point(call, 0).zip(argument(call, 2)).map(|(place, polygons)| contain(&polygons, place)))
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
    closest().map_or(Value::Null, |place| {
        let (longitude, latitude) = sphere::degrees(place);
        point_shape(longitude, latitude)
    })
}

fn intersect<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(
        argument(call, 0)
            .zip(argument(call, 1))
            .map(|(ones, others)| ones.iter().any(|one| others.iter().any(|other| overlap(one, other)))),
    )
}

fn line_intersects<'a>(call: &Call<'a>) -> Value<'a> {
    let lines = call.json(0).and_then(lines);
    Value::or_null(lines.zip(argument(call, 1)).map(|(lines, polygons)| {
        let borders: Vec<(Vector, Vector)> = polygons.iter().flat_map(Polygon::edges).collect();
        lines.iter().any(|line| {
            line.iter().any(|place| contain(&polygons, *place))
                || steps(line).any(|edge| borders.iter().any(|border| !meeting(edge, *border).is_empty()))
        })
    }))
}

fn line_inside<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(lines), Some(polygons)) = (call.json(0).and_then(lines), argument(call, 1)) else {
        return Value::Null;
    };
    let borders: Vec<(Vector, Vector)> = polygons.iter().flat_map(Polygon::edges).collect();
    let mut found = Vec::new();
    for line in &lines {
        let mut kept: Vec<(Vector, Vector)> = Vec::new();
        for (from, to) in steps(line) {
            let mut cuts = vec![from, to];
            for border in &borders {
                cuts.extend(meeting((from, to), *border));
            }
            let inside = |(from, to): &(Vector, Vector)| contain(&polygons, (*from + *to).normalize());
            kept.extend(pieces(from, cuts).into_iter().filter(inside));
        }
        found.extend(chain(&kept));
    }
    collection(Vec::new(), found)
}

crate::kql_scalar! {
    /// Returns the area of a polygon in square meters.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Bounds: what several polygons of a `MultiPolygon` cover counts once.
    /// Null: when it is no polygon.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-area-function>
    ///
    /// ```kusto
    /// round(geo_polygon_area(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [90, 0], [0, 90], [0, 0]]]})) / 1000000000, 3)   // 63758.259
    /// ```
    pub POLYGON_AREA = geo_polygon_area(polygon: dynamic) -> real => area;
}

crate::kql_scalar! {
    /// Returns the length of a polygon's border in meters, holes included.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Bounds: what several polygons of a `MultiPolygon` cover counts once.
    /// Null: when it is no polygon.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-perimeter-function>
    ///
    /// ```kusto
    /// round(geo_polygon_perimeter(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [90, 0], [0, 90], [0, 0]]]})), 1)   // 30022677.3
    /// ```
    pub POLYGON_PERIMETER = geo_polygon_perimeter(polygon: dynamic) -> real => perimeter;
}

crate::kql_scalar! {
    /// Returns the middle of a polygon's area as a `GeoJSON` point.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Bounds: what several polygons of a `MultiPolygon` cover counts once.
    /// Null: when it is no polygon.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-centroid-function>
    ///
    /// ```kusto
    /// round(todouble(geo_polygon_centroid(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [90, 0], [0, 90], [0, 0]]]})).coordinates[0]), 6)   // 45.0
    /// ```
    pub POLYGON_CENTROID = geo_polygon_centroid(polygon: dynamic) -> dynamic => centroid;
}

crate::kql_scalar! {
    /// Returns whether a place is in a polygon, and in none of its holes.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Bounds: whether a place on the border is in it is open.
    /// Null: when it is no polygon or the place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-point-in-polygon-function>
    ///
    /// ```kusto
    /// geo_point_in_polygon(1, 1, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}))   // true
    /// geo_point_in_polygon(8, 8, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}))   // false
    /// ```
    pub POINT_IN_POLYGON = geo_point_in_polygon(longitude: real, latitude: real, polygon: dynamic) -> bool => point_in;
}

crate::kql_scalar! {
    /// Returns the shortest distance from a place to a polygon in meters; 0 inside of it.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Null: when it is no polygon or the place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-distance-point-to-polygon-function>
    ///
    /// ```kusto
    /// geo_distance_point_to_polygon(1, 1, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}))              // 0.0
    /// round(geo_distance_point_to_polygon(1, -1, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]})), 1)   // 111195.1
    /// ```
    pub DISTANCE_POINT_TO_POLYGON = geo_distance_point_to_polygon(longitude: real, latitude: real, polygon: dynamic) -> real => distance;
}

crate::kql_scalar! {
    /// Returns the point of a polygon that is nearest to a place as a `GeoJSON` point; inside of it the place itself.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Null: when it is no polygon or the place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-closest-point-on-polygon-function>
    ///
    /// ```kusto
    /// geo_closest_point_on_polygon(-1, -1, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]})).coordinates   // [0.0,0.0]
    /// ```
    pub CLOSEST_POINT_ON_POLYGON = geo_closest_point_on_polygon(longitude: real, latitude: real, polygon: dynamic) -> dynamic => closest_point;
}

crate::kql_scalar! {
    /// Returns whether two polygons have points in common.
    ///
    /// - `polygon1`, `polygon2`: a `Polygon` or a `MultiPolygon` each.
    ///
    /// Null: when one is no polygon.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-intersects-2polygons-function>
    ///
    /// ```kusto
    /// geo_intersects_2polygons(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}), dynamic({"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [1, 2], [1, 1]]]}))   // true
    /// ```
    pub INTERSECTS_2POLYGONS = geo_intersects_2polygons(polygon1: dynamic, polygon2: dynamic) -> bool => intersect;
}

crate::kql_scalar! {
    /// Returns whether a line and a polygon have points in common.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Null: when one is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-intersects-line-with-polygon-function>
    ///
    /// ```kusto
    /// geo_intersects_line_with_polygon(dynamic({"type": "LineString", "coordinates": [[-1, 1], [20, 1]]}), dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}))   // true
    /// ```
    pub INTERSECTS_LINE_WITH_POLYGON = geo_intersects_line_with_polygon(line_string: dynamic, polygon: dynamic) -> bool => line_intersects;
}

crate::kql_scalar! {
    /// Returns the parts of a line that are in a polygon in `GeoJSON`: one line, several, or an empty collection.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    ///
    /// Bounds: points in which a line only touches the border are left out.
    /// Null: when one is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-intersection-line-with-polygon-function>
    ///
    /// ```kusto
    /// geo_intersection_line_with_polygon(dynamic({"type": "LineString", "coordinates": [[-1, 1], [20, 1]]}), dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]})).type   // LineString
    /// ```
    pub INTERSECTION_LINE_WITH_POLYGON = geo_intersection_line_with_polygon(line_string: dynamic, polygon: dynamic) -> dynamic => line_inside;
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;
    use crate::scalar::series::number::test::{dynamic, run};

    #[test]
    fn an_eighth_of_the_sphere() {
        let eighth = dynamic(r#"{"type":"Polygon","coordinates":[[[0,0],[90,0],[0,90],[0,0]]]}"#);
        let number = |text: String| text.parse().unwrap_or(f64::NAN);
        let near = |left: f64, right: f64| assert!((left / right - 1.0).abs() < 1e-12, "{left} {right}");
        near(number(run(&POLYGON_AREA, std::slice::from_ref(&eighth))), PI / 2.0 * sphere::RADIUS * sphere::RADIUS);
        near(number(run(&POLYGON_PERIMETER, std::slice::from_ref(&eighth))), 1.5 * PI * sphere::RADIUS);
        let middle = run(&POLYGON_CENTROID, std::slice::from_ref(&eighth));
        assert!(middle.starts_with(r#"{"type":"Point","coordinates":[45.0,35.2643896827546"#), "{middle}");
        let at = |longitude, latitude| [Value::Real(longitude), Value::Real(latitude), eighth.clone()];
        assert_eq!(run(&POINT_IN_POLYGON, &at(45.0, 10.0)), "true");
        assert_eq!(run(&DISTANCE_POINT_TO_POLYGON, &at(45.0, 10.0)), "0.0");
        near(number(run(&DISTANCE_POINT_TO_POLYGON, &at(45.0, -1.0))), 1f64.to_radians() * sphere::RADIUS);
        assert_eq!(run(&POINT_IN_POLYGON, &at(300.0, 10.0)), "null");
        let line = dynamic(r#"{"type":"LineString","coordinates":[[45,-10],[45,10],[100,10]]}"#);
        let inside = run(&INTERSECTION_LINE_WITH_POLYGON, &[line.clone(), eighth.clone()]);
        assert!(inside.starts_with(r#"{"type":"LineString","coordinates":[[45.0,"#), "{inside}");
        assert_eq!(run(&INTERSECTS_LINE_WITH_POLYGON, &[line, eighth.clone()]), "true");
        assert_eq!(run(&INTERSECTS_2POLYGONS, &[eighth.clone(), eighth.clone()]), "true");
    }
}
