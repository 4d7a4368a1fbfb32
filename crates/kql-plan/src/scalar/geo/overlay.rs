//! Rings around what loops cover: what polygons cover together, what they share, and what a line or polygon grows into.

use std::f64::consts::TAU;

use s2::r3::vector::Vector;

use super::shape::{Polygon, is_shell, pieces, surrounds};
use super::sphere::{self, edges, meeting};
use crate::{Json, Value};

/// Points nearer to each other than this are one.
const SAME: f64 = 1e-13;
/// How far beside an edge it is asked what lies there, in radians: less than a tenth of a millimeter.
const ASIDE: f64 = 1e-11;

fn same(one: Vector, other: Vector) -> bool {
    (one - other).norm() <= SAME
}

/// A piece of an edge, and which edge it is of.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: Vector,
    to: Vector,
    edge: usize,
}

/// Returns the rings around the places that loops wind around as often as asked for, the inside on their left.
///
/// They come in the order of the edges they are of, and each begins behind its last edge, as the S2 library has them.
pub(super) fn rings(loops: &[Vec<Vector>], inside: impl Fn(i64) -> bool) -> Vec<Vec<Vector>> {
    let all: Vec<(Vector, Vector)> =
        loops.iter().flat_map(|ring| edges(ring)).filter(|(from, to)| !same(*from, *to)).collect();
    let mut kept: Vec<Piece> = Vec::new();
    for (number, edge) in all.iter().enumerate() {
        for (from, to) in pieces(edge.0, cuts(*edge, number, &all)) {
            let middle = (from + to).normalize();
            let left = sphere::cross(from, to).normalize() * ASIDE;
            let here = |aside: Vector| inside(windings(&all, (middle + aside).normalize()));
            let known = |piece: &Piece| same(piece.from, from) && same(piece.to, to);
            if here(left) && !here(left * -1.0) && !kept.iter().any(known) {
                kept.push(Piece { from, to, edge: number });
            }
        }
    }
    let mut found: Vec<Vec<Piece>> = Vec::new();
    while !kept.is_empty() {
        let ring = follow(&mut kept);
        if ring.len() >= 3 {
            found.push(ring);
        }
    }
    found.sort_by_key(|ring| ring.iter().map(|piece| piece.edge).min());
    found.into_iter().map(begun).collect()
}

/// The ends of an edge, and where others meet it.
fn cuts(edge: (Vector, Vector), number: usize, all: &[(Vector, Vector)]) -> Vec<Vector> {
    let reach = |(from, to): (Vector, Vector)| ((from + to) * 0.5, (to - from).norm() * 0.5);
    let (middle, half) = reach(edge);
    let mut cuts = vec![edge.0, edge.1];
    for (_, other) in all.iter().enumerate().filter(|(other, _)| *other != number) {
        let (away, more) = reach(*other);
        // An arc rises above its chord by less than the chord is long.
        if (away - middle).norm() <= 2.0 * (half + more) + SAME {
            cuts.extend(meeting(edge, *other));
        }
    }
    cuts
}

/// How often edges go around a point, counterclockwise.
fn windings(all: &[(Vector, Vector)], point: Vector) -> i64 {
    (all.iter().map(|(from, to)| sphere::turn(point, *from, *to)).sum::<f64>() / TAU).round() as i64
}

/// Takes the pieces of one ring: where several go on, the one that turns most to the left.
fn follow(kept: &mut Vec<Piece>) -> Vec<Piece> {
    let mut ring = vec![kept.remove(0)];
    while let (Some(first), Some(last)) = (ring.first(), ring.last()) {
        if same(first.from, last.to) {
            break;
        }
        let turn = |piece: &Piece| {
            let (before, after) = (last.to - last.from, piece.to - piece.from);
            last.to.dot(&before.cross(&after)).atan2(before.dot(&after))
        };
        let next = kept.iter().enumerate().filter(|(_, piece)| same(piece.from, last.to));
        let Some((place, _)) = next.max_by(|(_, one), (_, other)| turn(one).total_cmp(&turn(other))) else { break };
        ring.push(kept.remove(place));
    }
    ring
}

/// The points of a ring, the piece of the last edge at its end.
fn begun(mut ring: Vec<Piece>) -> Vec<Vector> {
    let last = ring.iter().map(|piece| piece.edge).max();
    // Of several pieces of that edge the one that no other of them follows.
    let end = (0..ring.len()).find(|place| {
        let edge = |place: usize| ring.get(place % ring.len()).map(|piece| piece.edge);
        edge(*place) == last && edge(place + 1) != last
    });
    let begin = end.map_or(0, |end| (end + 1) % ring.len().max(1));
    ring.rotate_left(begin);
    ring.into_iter().map(|piece| piece.from).collect()
}

/// The rings of polygons, each once where they lie upon each other.
pub(super) fn loops(polygons: &[Polygon]) -> Vec<Vec<Vector>> {
    let all: Vec<Vec<Vector>> = polygons.iter().flat_map(|polygon| polygon.rings().iter().cloned()).collect();
    if polygons.len() > 1 { rings(&all, |windings| windings > 0) } else { all }
}

/// Returns the rings around what several shapes cover together.
pub(super) fn union(shapes: Vec<Vec<Vec<Vector>>>) -> Vec<Vec<Vector>> {
    // Those with the fewest corners first, as the S2 library does: it decides where rings begin.
    let corners = |shape: &Vec<Vec<Vector>>| shape.iter().map(Vec::len).sum::<usize>();
    let mut waiting = shapes;
    waiting.sort_by_key(corners);
    while waiting.len() > 1 {
        let together: Vec<Vec<Vector>> = waiting.drain(..2).flatten().collect();
        let covered = rings(&together, |windings| windings > 0);
        let place = waiting.partition_point(|other| corners(other) <= corners(&covered));
        waiting.insert(place, covered);
    }
    waiting.pop().unwrap_or_default()
}

fn coordinates(ring: &[Vector]) -> Json {
    let place = |point: &Vector| {
        let (longitude, latitude) = sphere::degrees(*point);
        serde_json::json!([longitude, latitude])
    };
    ring.iter().chain(ring.first()).map(place).collect()
}

/// The coordinates of each polygon that rings are of: each with the holes in it.
pub(super) fn polygons(rings: &[Vec<Vector>]) -> Vec<Json> {
    let (shells, holes): (Vec<&Vec<Vector>>, Vec<&Vec<Vector>>) = rings.iter().partition(|ring| is_shell(ring));
    let mut found: Vec<Vec<Json>> = shells.iter().map(|shell| vec![coordinates(shell)]).collect();
    for hole in holes {
        let Some(point) = hole.first() else { continue };
        // The innermost has the fewest others around it.
        let around =
            |shell: &&&Vec<Vector>| surrounds(shell, *point) || shell.iter().any(|corner| same(*corner, *point));
        let depth = |shell: &Vec<Vector>| {
            shells.iter().filter(|other| shell.first().is_some_and(|corner| surrounds(other, *corner))).count()
        };
        let shell = shells.iter().enumerate().filter(|(_, shell)| around(shell)).max_by_key(|(_, shell)| depth(shell));
        if let Some(polygon) = shell.and_then(|(place, _)| found.get_mut(place)) {
            polygon.push(coordinates(hole));
        }
    }
    found.into_iter().map(Json::Array).collect()
}

/// Rings as a `Polygon` or a `MultiPolygon`; the null when there is none.
pub(super) fn shape<'a>(rings: &[Vec<Vector>]) -> Value<'a> {
    let mut parts = polygons(rings);
    match parts.len() {
        0 => Value::Null,
        1 => parts.pop().map_or(Value::Null, |part| Value::dynamic(super::coordinate::shape("Polygon", part))),
        _ => Value::dynamic(super::coordinate::shape("MultiPolygon", Json::Array(parts))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, side: f64) -> Vec<Vector> {
        [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]
            .map(|(longitude, latitude)| sphere::point(longitude, latitude))
            .to_vec()
    }

    #[test]
    fn what_is_covered_and_what_is_shared() {
        let two = [square(0.0, 0.0, 2.0), square(1.0, 1.0, 2.0)];
        let covered = rings(&two, |windings| windings > 0);
        assert_eq!(covered.iter().map(Vec::len).collect::<Vec<_>>(), [8]);
        let shared = rings(&two, |windings| windings > 1);
        assert_eq!(shared.iter().map(Vec::len).collect::<Vec<_>>(), [4]);
        // Side by side: the border between them is none.
        let beside = rings(&[square(0.0, 0.0, 2.0), square(2.0, 0.0, 2.0)], |windings| windings > 0);
        assert_eq!(beside.iter().map(Vec::len).collect::<Vec<_>>(), [6]);
        let again = rings(&[square(0.0, 0.0, 2.0), square(0.0, 0.0, 2.0)], |windings| windings > 0);
        assert_eq!(again.len(), 1);
        let apart = rings(&[square(0.0, 0.0, 2.0), square(5.0, 0.0, 1.0)], |windings| windings > 0);
        assert_eq!(apart, [square(0.0, 0.0, 2.0), square(5.0, 0.0, 1.0)]);
    }

    #[test]
    fn a_hole_stands_in_its_polygon() {
        let hole: Vec<Vector> = square(1.0, 1.0, 1.0).into_iter().rev().collect();
        let rings = rings(&[square(0.0, 0.0, 3.0), hole, square(9.0, 9.0, 1.0)], |windings| windings > 0);
        let found = polygons(&rings);
        let counts: Vec<usize> = found.iter().filter_map(Json::as_array).map(Vec::len).collect();
        assert_eq!(counts, [2, 1]);
    }
}
