//! Lines and polygons: how they are read from `GeoJSON`, and what is asked of them.

use std::f64::consts::PI;

use s2::r3::vector::Vector;

use super::coordinate::valid;
use super::sphere::{self, edges, meeting, steps};
use crate::Json;

/// A polygon: a ring around it that runs counterclockwise, and holes that run clockwise. No ring repeats its beginning.
#[derive(Debug)]
pub(crate) struct Polygon {
    rings: Vec<Vec<Vector>>,
    /// The same in longitude and latitude, as they were given.
    pub(super) places: Vec<Vec<(f64, f64)>>,
}

/// Rings of more places are not searched for edges that cross.
const MOST_SEARCHED: usize = 2000;

fn number(json: &Json) -> Option<f64> {
    json.as_f64()
}

/// Longitude and latitude of each place of a line; the latitudes are ones, the longitudes any numbers.
pub(super) fn degrees(json: &Json) -> Option<Vec<(f64, f64)>> {
    let place = |json: &Json| {
        let [longitude, latitude, ..] = json.as_array()?.as_slice() else {
            return None;
        };
        let latitude = number(latitude).filter(|latitude| (-90.0..=90.0).contains(latitude))?;
        Some((number(longitude).filter(|longitude| longitude.is_finite())?, latitude))
    };
    json.as_array()?.iter().map(place).collect()
}

fn places(json: &Json) -> Option<Vec<(f64, f64)>> {
    degrees(json)?.into_iter().map(|(longitude, latitude)| valid(longitude, latitude)).collect()
}

fn points(places: &[(f64, f64)]) -> Vec<Vector> {
    places.iter().map(|(longitude, latitude)| sphere::point(*longitude, *latitude)).collect()
}

/// The parts of a shape of one of two types: the coordinates of the one, or of each in the many.
pub(super) fn parts<'j>(json: &'j Json, one: &str, many: &str) -> Option<Vec<&'j Json>> {
    let coordinates = json.get("coordinates")?;
    match json.get("type")?.as_str()? {
        kind if kind == one => Some(vec![coordinates]),
        kind if kind == many => {
            Some(coordinates.as_array()?.iter().collect()).filter(|parts: &Vec<_>| !parts.is_empty())
        }
        _ => None,
    }
}

/// The lines of a `LineString` or a `MultiLineString`; `None` when it is none.
pub(super) fn lines(json: &Json) -> Option<Vec<Vec<Vector>>> {
    let line = |json: &Json| {
        let line = points(&places(json)?);
        let edges = steps(&line).all(|(from, to)| (from + to).norm() > 1e-15);
        (line.len() >= 2 && edges).then_some(line)
    };
    parts(json, "LineString", "MultiLineString")?.into_iter().map(line).collect()
}

/// The polygons of a `Polygon` or a `MultiPolygon`; `None` when it is none, or a ring crosses itself or repeats a place.
pub(super) fn polygons(json: &Json) -> Option<Vec<Polygon>> {
    let polygon = |json: &Json| {
        let mut polygon = Polygon { rings: Vec::new(), places: Vec::new() };
        for json in json.as_array()? {
            let mut places = ring(json)?;
            // A hole runs the other way.
            if !polygon.places.is_empty() {
                places.reverse();
            }
            polygon.rings.push(points(&places));
            polygon.places.push(places);
        }
        Some(polygon).filter(|polygon| !polygon.rings.is_empty())
    };
    parts(json, "Polygon", "MultiPolygon")?.into_iter().map(polygon).collect()
}

/// A ring, counterclockwise around the smaller part of the sphere.
fn ring(json: &Json) -> Option<Vec<(f64, f64)>> {
    let mut places = places(json)?;
    let last = places.pop()?;
    if places.len() < 3 || places.first() != Some(&last) {
        return None;
    }
    let ring = points(&places);
    let mut sorted = ring.clone();
    sorted.sort();
    if sorted.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) || crosses_itself(&ring) {
        return None;
    }
    if !is_shell(&ring) {
        places.reverse();
    }
    Some(places)
}

fn crosses_itself(ring: &[Vector]) -> bool {
    let edges: Vec<(Vector, Vector)> = edges(ring).collect();
    edges.len() <= MOST_SEARCHED
        && edges.iter().enumerate().any(|(place, one)| {
            let apart = |other: &&(Vector, Vector)| one.0 != other.1 && one.1 != other.0;
            edges.iter().skip(place + 1).filter(apart).any(|other| !meeting(*one, *other).is_empty())
        })
}

/// The area within a ring in steradians: negative or above 2π when it runs clockwise.
fn signed_area(ring: &[Vector]) -> f64 {
    let Some((first, rest)) = ring.split_first() else {
        return 0.0;
    };
    steps(rest).map(|(from, to)| sphere::triangle(*first, from, to)).sum()
}

/// Whether a point is inside of a counterclockwise ring: seen from there the ring goes around once.
pub(super) fn surrounds(ring: &[Vector], point: Vector) -> bool {
    edges(ring).map(|(from, to)| sphere::turn(point, from, to)).sum::<f64>() > PI
}

/// Whether a ring runs counterclockwise around the smaller part of the sphere, as that around a polygon does; one around a hole does not.
pub(super) fn is_shell(ring: &[Vector]) -> bool {
    (0.0..=2.0 * PI).contains(&signed_area(ring))
}

impl Polygon {
    /// The ring around it, and those around its holes: the inside on the left of each.
    pub(super) fn rings(&self) -> &[Vec<Vector>] {
        &self.rings
    }

    /// Whether a point is inside, and in no hole.
    pub(super) fn contains(&self, point: Vector) -> bool {
        let Some((shell, holes)) = self.rings.split_first() else {
            return false;
        };
        let in_hole = |hole: &Vec<Vector>| {
            let counterclockwise: Vec<Vector> = hole.iter().rev().copied().collect();
            surrounds(&counterclockwise, point)
        };
        surrounds(shell, point) && !holes.iter().any(in_hole)
    }

    /// All its edges.
    pub(super) fn edges(&self) -> impl Iterator<Item = (Vector, Vector)> {
        self.rings.iter().flat_map(|ring| edges(ring))
    }
}

/// Whether polygons have points in common, their borders included.
pub(super) fn overlap(one: &Polygon, other: &Polygon) -> bool {
    let inside = |inner: &Polygon, outer: &Polygon| inner.edges().any(|(from, _)| outer.contains(from));
    one.edges().any(|edge| other.edges().any(|across| !meeting(edge, across).is_empty()))
        || inside(one, other)
        || inside(other, one)
}

/// The border of what polygons cover together, as edges with the inside on their left.
pub(super) struct Border(pub(super) Vec<(Vector, Vector)>);

impl Border {
    /// Edges are cut where they meet others; pieces inside another polygon are no border, nor are pieces with polygons on both sides.
    pub(super) fn of(polygons: &[Polygon]) -> Border {
        if let [polygon] = polygons {
            return Border(polygon.edges().collect());
        }
        let mut border: Vec<(Vector, Vector)> = Vec::new();
        for (place, polygon) in polygons.iter().enumerate() {
            let others =
                || polygons.iter().enumerate().filter(move |(other, _)| *other != place).map(|(_, other)| other);
            for edge in polygon.edges() {
                let mut cuts = vec![edge.0, edge.1];
                for across in others().flat_map(Polygon::edges) {
                    cuts.extend(meeting(edge, across));
                }
                for piece in pieces(edge.0, cuts) {
                    let middle = (piece.0 + piece.1).normalize();
                    let on = |across: &(Vector, Vector)| (sphere::nearest(middle, *across) - middle).norm() <= 1e-15;
                    let shared = others().flat_map(Polygon::edges).find(on);
                    let keep = match shared {
                        // A piece that two polygons share counts once, when both lie on the same side of it.
                        Some(across) => {
                            let same = (across.1 - across.0).dot(&(piece.1 - piece.0)) > 0.0;
                            same && !border
                                .iter()
                                .any(|known| (known.0 - piece.0).norm() + (known.1 - piece.1).norm() <= 1e-14)
                        }
                        None => !others().any(|other| other.contains(middle)),
                    };
                    if keep {
                        border.push(piece);
                    }
                }
            }
        }
        Border(border)
    }

    /// The area in steradians.
    pub(super) fn area(&self) -> f64 {
        let Some(&(from, _)) = self.0.first() else {
            return 0.0;
        };
        let area: f64 = self.0.iter().map(|edge| sphere::triangle(from, edge.0, edge.1)).sum();
        area.rem_euclid(4.0 * PI)
    }

    /// The length in radians.
    pub(super) fn length(&self) -> f64 {
        self.0.iter().map(|edge| sphere::angle(edge.0, edge.1)).sum()
    }

    /// The sum of the points inside, as vectors from the middle of the Earth.
    pub(super) fn sum(&self) -> Vector {
        // The integral over an area is half the sum over its edges of their length times the direction they turn around.
        self.0.iter().fold(Vector::default(), |sum, (from, to)| {
            let turn = sphere::cross(*from, *to);
            if turn.norm() > 0.0 { sum + turn.normalize() * (sphere::angle(*from, *to) / 2.0) } else { sum }
        })
    }
}

/// The pieces of an edge between cuts, from its beginning on.
pub(super) fn pieces(from: Vector, mut cuts: Vec<Vector>) -> Vec<(Vector, Vector)> {
    cuts.sort_by(|one, other| sphere::angle(from, *one).total_cmp(&sphere::angle(from, *other)));
    cuts.dedup_by(|one, other| (*one - *other).norm() <= 1e-15);
    steps(&cuts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(coordinates: &str) -> Option<Vec<Polygon>> {
        let text = format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#);
        polygons(&serde_json::from_str(&text).unwrap())
    }

    #[test]
    fn rings_are_checked_and_turned() {
        for turn in ["[[0,0],[10,0],[10,10],[0,10],[0,0]]", "[[0,0],[0,10],[10,10],[10,0],[0,0]]"] {
            let polygon = read(&format!("[{turn},[[4,4],[6,4],[6,6],[4,6],[4,4]]]")).unwrap().pop().unwrap();
            assert!(polygon.contains(sphere::point(1.0, 2.0)));
            assert!(!polygon.contains(sphere::point(5.0, 5.0)));
            assert!(!polygon.contains(sphere::point(11.0, 5.0)));
            assert!(!polygon.contains(sphere::point(-179.0, -2.0)));
            let border = Border::of(std::slice::from_ref(&polygon));
            assert!((border.area() - (0.0302 - 0.0012)).abs() < 2e-4, "{}", border.area());
            let (longitude, latitude) = sphere::degrees(border.sum());
            assert!((longitude - 5.0).abs() < 1e-3 && (latitude - 5.0).abs() < 2e-2);
        }
        assert!(read("[[[0,0],[10,10],[10,10],[0,0]]]").is_none());
        assert!(read("[[[0,0],[10,10],[10,0]]]").is_none());
        assert!(read("[[[0,0],[10,10],[0,10],[10,0],[0,0]]]").is_none());
        assert!(read("[]").is_none());
        assert!(read("[[[0,0],[10,100],[0,10],[0,0]]]").is_none());
    }

    #[test]
    fn what_polygons_cover_together() {
        let square = |west: f64, east: f64| {
            read(&format!("[[[{west},0],[{east},0],[{east},10],[{west},10],[{west},0]]]")).unwrap().pop().unwrap()
        };
        let covered = |polygons: Vec<Polygon>| Border::of(&polygons).area();
        let whole = covered(vec![square(0.0, 10.0)]);
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} {right}");
        near(covered(vec![square(0.0, 10.0), square(20.0, 30.0)]), 2.0 * whole);
        near(covered(vec![square(0.0, 10.0), square(0.0, 10.0)]), whole);
        near(covered(vec![square(0.0, 10.0), square(10.0, 20.0)]), 2.0 * whole);
        let cross = read("[[[4,-5],[6,-5],[6,5],[4,5],[4,-5]]]").unwrap().pop().unwrap();
        let top = read("[[[4,0],[6,0],[6,5],[4,5],[4,0]]]").unwrap().pop().unwrap();
        let alone = covered(vec![read("[[[4,-5],[6,-5],[6,5],[4,5],[4,-5]]]").unwrap().pop().unwrap()]);
        near(covered(vec![square(0.0, 10.0), cross]), whole + alone - covered(vec![top]));
    }
}
