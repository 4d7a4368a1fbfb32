//! `geo_polygon_to_s2cells()`, `geo_line_to_s2cells()`, `geo_polygon_to_h3cells()`: the cells that cover a shape.

use std::collections::HashSet;

use h3o::{CellIndex, LatLng, Resolution};
use s2::cell::Cell;
use s2::cellid::CellID;
use s2::r3::vector::Vector;

use super::buffer::Reach;
use super::coordinate::optional;
use super::overlay;
use super::shape::{Polygon, lines, polygons, surrounds};
use super::sphere::{self, angle, edges, meeting, steps};
use crate::scalar::Call;
use crate::{Json, Value};

/// A covering of more cells is none.
const MOST_S2_CELLS: usize = 65_536;
const MOST_H3_CELLS: usize = 61_680;
/// A buffer that is covered is this much finer than it is wide.
const FINENESS: f64 = 100.0;

/// What is covered: edges, and rings with the inside on their left.
struct Covered {
    edges: Vec<(Vector, Vector)>,
    rings: Vec<Vec<Vector>>,
}

impl Covered {
    fn of_rings(rings: Vec<Vec<Vector>>) -> Covered {
        Covered { edges: rings.iter().flat_map(|ring| edges(ring)).collect(), rings }
    }

    /// Whether a point is in one ring more than in holes.
    fn contains(&self, point: Vector) -> bool {
        let within = |ring: &Vec<Vector>| {
            if super::shape::is_shell(ring) {
                i64::from(surrounds(ring, point))
            } else {
                let turned: Vec<Vector> = ring.iter().rev().copied().collect();
                -i64::from(surrounds(&turned, point))
            }
        };
        self.rings.iter().map(within).sum::<i64>() > 0
    }
}

/// The radius of a call: nothing when it is absent or zero.
#[expect(clippy::option_option, reason = "a radius that cannot be makes the result null; none at all is a radius too")]
fn radius(call: &Call<'_>) -> Option<Option<Reach>> {
    match if call.has(2) { call.real(2)? } else { 0.0 } {
        0.0 => Some(None),
        radius => Reach::of(radius, radius / FINENESS).map(Some),
    }
}

/// The cells of a level that touch what is covered, in the order of their numbers.
fn s2_cells(covered: &Covered, level: u64) -> Option<Vec<CellID>> {
    let mut found = Vec::new();
    let every: Vec<usize> = (0..covered.edges.len()).collect();
    let mut waiting: Vec<(CellID, Vec<usize>)> =
        (0..6).rev().map(|face| (CellID::from_face(face), every.clone())).collect();
    while let Some((cell, near)) = waiting.pop() {
        let corners: Vec<Vector> = Cell::from(cell).vertices().iter().map(|corner| corner.0).collect();
        let touched = |number: &usize| {
            covered.edges.get(*number).is_some_and(|edge| {
                surrounds(&corners, edge.0) || edges(&corners).any(|side| !meeting(*edge, side).is_empty())
            })
        };
        // An edge that no part of the cell is near to is near to no part of a part.
        let near: Vec<usize> = near.into_iter().filter(touched).collect();
        let middle = corners.iter().copied().fold(Vector::default(), |sum, corner| sum + corner).normalize();
        if near.is_empty() && !covered.contains(middle) {
            continue;
        }
        if cell.level() >= level {
            found.push(cell);
        } else {
            waiting.extend(cell.children().into_iter().rev().map(|child| (child, near.clone())));
        }
        if found.len() > MOST_S2_CELLS || waiting.len() > 4 * MOST_S2_CELLS {
            return None;
        }
    }
    Some(found)
}

fn s2_level(call: &Call<'_>) -> Option<u64> {
    optional(call, 1, 11).and_then(|level| u64::try_from(level).ok()).filter(|level| *level <= 30)
}

fn s2_tokens<'a>(covered: &Covered, level: u64) -> Value<'a> {
    Value::or_null(s2_cells(covered, level).map(|cells| cells.iter().map(CellID::to_token).collect::<Json>()))
}

fn s2_of_polygon<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(polygons), Some(level), Some(reach)) = (call.json(0).and_then(polygons), s2_level(call), radius(call))
    else {
        return Value::Null;
    };
    s2_tokens(&Covered::of_rings(grown(&polygons, reach)), level)
}

/// The rings of polygons, or of all within reach of them.
fn grown(polygons: &[Polygon], reach: Option<Reach>) -> Vec<Vec<Vector>> {
    let rings = overlay::loops(polygons);
    match reach {
        Some(reach) => reach.around_rings(&rings),
        None => rings,
    }
}

fn s2_of_line<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(lines), Some(level), Some(reach)) = (call.json(0).and_then(lines), s2_level(call), radius(call)) else {
        return Value::Null;
    };
    let covered = match reach {
        Some(reach) => Covered::of_rings(overlay::union(lines.iter().map(|line| reach.around_line(line)).collect())),
        None => Covered { edges: lines.iter().flat_map(|line| steps(line)).collect(), rings: Vec::new() },
    };
    s2_tokens(&covered, level)
}

/// The cells whose middles are inside, in the order in which they are found from the border inwards.
fn h3_cells(covered: &Covered, resolution: Resolution) -> Option<Vec<CellIndex>> {
    let cell_at = |point: Vector| {
        let (longitude, latitude) = sphere::degrees(point);
        LatLng::new(latitude, longitude).ok().map(|place| place.to_cell(resolution))
    };
    let step = resolution.edge_length_km() * 1000.0 / sphere::RADIUS;
    let mut waiting: Vec<CellIndex> = Vec::new();
    let mut known: HashSet<CellIndex> = HashSet::new();
    let mut seen = 0_usize;
    // Along the border lies at least one cell beside each cell of it that is inside.
    for (from, to) in &covered.edges {
        let parts = (angle(*from, *to) / step).ceil().max(1.0);
        seen = seen.saturating_add(parts as usize);
        if seen > 16 * MOST_H3_CELLS {
            return None;
        }
        for part in 0..parts as u32 {
            let point = sphere::toward(*from, *to, angle(*from, *to) * f64::from(part) / parts);
            for cell in cell_at(point)?.grid_disk::<Vec<_>>(1) {
                if known.insert(cell) {
                    waiting.push(cell);
                }
            }
        }
    }
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(cell) = waiting.get(next).copied() {
        next += 1;
        let middle = LatLng::from(cell);
        if !covered.contains(sphere::point(middle.lng(), middle.lat())) {
            continue;
        }
        found.push(cell);
        if found.len() > MOST_H3_CELLS {
            return None;
        }
        for neighbor in cell.grid_disk::<Vec<_>>(1) {
            if known.insert(neighbor) {
                waiting.push(neighbor);
            }
        }
    }
    Some(found)
}

fn h3_of_polygon<'a>(call: &Call<'a>) -> Value<'a> {
    let resolution = optional(call, 1, 6).and_then(|number| Resolution::try_from(u8::try_from(number).ok()?).ok());
    let (Some(polygons), Some(resolution), Some(reach)) = (call.json(0).and_then(polygons), resolution, radius(call))
    else {
        return Value::Null;
    };
    let cells = h3_cells(&Covered::of_rings(grown(&polygons, reach)), resolution);
    Value::or_null(cells.map(|cells| cells.iter().map(ToString::to_string).collect::<Json>()))
}

crate::kql_scalar! {
    /// Returns the tokens of the S2 cells that cover a polygon.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    /// - `level`: how often the face is parted, 0 to 30; 11 when absent.
    /// - `radius`: how far around the polygon is covered too, in meters; 0 when absent.
    ///
    /// Bounds: a covering has at most 65,536 cells.
    /// Null: when it is no polygon, the level or the radius is out of bounds, or there are too many cells.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-to-s2cells-function>
    ///
    /// ```kusto
    /// array_length(geo_polygon_to_s2cells(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}), 5))   // 19
    /// geo_polygon_to_s2cells(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}), 30)                // null
    /// ```
    pub POLYGON_TO_S2CELLS = geo_polygon_to_s2cells(polygon: dynamic, [level: long, radius: real]) -> dynamic => s2_of_polygon;
}

crate::kql_scalar! {
    /// Returns the tokens of the S2 cells that cover a line.
    ///
    /// - `line_string`: a `LineString` or a `MultiLineString`.
    /// - `level`: how often the face is parted, 0 to 30; 11 when absent.
    /// - `radius`: how far around the line is covered too, in meters; 0 when absent.
    ///
    /// Bounds: a covering has at most 65,536 cells.
    /// Null: when it is no line, the level or the radius is out of bounds, or there are too many cells.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-line-to-s2cells-function>
    ///
    /// ```kusto
    /// geo_line_to_s2cells(dynamic({"type": "LineString", "coordinates": [[13.4, 52.5], [13.401, 52.5]]}), 8)   // ["47a85"]
    /// geo_line_to_s2cells(dynamic({"type": "LineString", "coordinates": [[13.4, 52.5]]}), 8)                   // null
    /// ```
    pub LINE_TO_S2CELLS = geo_line_to_s2cells(line_string: dynamic, [level: long, radius: real]) -> dynamic => s2_of_line;
}

crate::kql_scalar! {
    /// Returns the tokens of the H3 cells whose middles are in a polygon.
    ///
    /// - `polygon`: a `Polygon` or a `MultiPolygon`.
    /// - `resolution`: how fine the cells are, 0 to 15; 6 when absent.
    /// - `radius`: how much the polygon is enlarged before, in meters; 0 when absent.
    ///
    /// Bounds: at most 61,680 cells.
    /// Null: when it is no polygon, the resolution or the radius is out of bounds, or there are too many cells.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-polygon-to-h3cells-function>
    ///
    /// ```kusto
    /// array_length(geo_polygon_to_h3cells(dynamic({"type": "Polygon", "coordinates": [[[13.3, 52.4], [13.5, 52.4], [13.5, 52.6], [13.3, 52.4]]]})))   // 4
    /// geo_polygon_to_h3cells(dynamic({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}))                                                        // null
    /// ```
    pub POLYGON_TO_H3CELLS = geo_polygon_to_h3cells(polygon: dynamic, [resolution: long, radius: real]) -> dynamic => h3_of_polygon;
}
