//! Geometry on a sphere the size of the Earth: edges are arcs of great circles.

use s2::r3::vector::Vector;

/// The radius of the Earth in meters.
pub(super) const RADIUS: f64 = 6_371_010.0;
/// What rounding can move a point by, in radians.
const ROUNDING: f64 = 1e-15;

/// The point at a longitude and a latitude in degrees.
pub(super) fn point(longitude: f64, latitude: f64) -> Vector {
    let (longitude, latitude) = (longitude.to_radians(), latitude.to_radians());
    let across = latitude.cos();
    Vector::new(longitude.cos() * across, longitude.sin() * across, latitude.sin())
}

/// Longitude and latitude of a point in degrees.
pub(super) fn degrees(point: Vector) -> (f64, f64) {
    let latitude = point.z.atan2((point.x * point.x + point.y * point.y).sqrt());
    (point.y.atan2(point.x).to_degrees(), latitude.to_degrees())
}

/// Twice the cross product, exact for points close together too.
pub(super) fn cross(from: Vector, to: Vector) -> Vector {
    (to + from).cross(&(to - from))
}

/// The angle between two points in radians, exact for points close together too.
pub(super) fn angle(from: Vector, to: Vector) -> f64 {
    2.0 * (to - from).norm().atan2((to + from).norm())
}

/// The distance between two points in meters.
pub(super) fn meters(from: Vector, to: Vector) -> f64 {
    angle(from, to) * RADIUS
}

/// The point so many radians from one on the way to another.
pub(super) fn toward(from: Vector, to: Vector, radians: f64) -> Vector {
    let normal = cross(from, to);
    if normal.norm() == 0.0 {
        return from;
    }
    let ahead = normal.cross(&from).normalize();
    (from * radians.cos() + ahead * radians.sin()).normalize()
}

/// The point of an edge that is nearest to a point.
pub(super) fn nearest(point: Vector, (from, to): (Vector, Vector)) -> Vector {
    let normal = cross(from, to).normalize();
    if normal.cross(&from).dot(&point) > 0.0 && to.cross(&normal).dot(&point) > 0.0 {
        return (point - normal * normal.dot(&point)).normalize();
    }
    if (point - from).norm2() <= (point - to).norm2() { from } else { to }
}

/// Where two edges meet, which they do in one point or along a piece of both; ends count.
pub(super) fn meeting(one: (Vector, Vector), other: (Vector, Vector)) -> Vec<Vector> {
    let mut points: Vec<Vector> = Vec::new();
    let touches = |point: Vector, edge| (nearest(point, edge) - point).norm() <= ROUNDING;
    for (point, edge) in [(one.0, other), (one.1, other), (other.0, one), (other.1, one)] {
        let known = points.iter().any(|known| (*known - point).norm() <= ROUNDING);
        if !known && touches(point, edge) {
            points.push(point);
        }
    }
    if points.is_empty() {
        points.extend(crossing(one, other));
    }
    points
}

/// Where two edges cross inside of both.
fn crossing(one: (Vector, Vector), other: (Vector, Vector)) -> Option<Vector> {
    let (first, second) = (cross(one.0, one.1), cross(other.0, other.1));
    let sides = [-first.dot(&other.0), first.dot(&other.1), -second.dot(&one.1), second.dot(&one.0)];
    let all = sides.iter().all(|side| *side > 0.0) || sides.iter().all(|side| *side < 0.0);
    if !all {
        return None;
    }
    let point = first.cross(&second).normalize();
    let middle = one.0 + one.1;
    Some(if point.dot(&middle) < 0.0 { point * -1.0 } else { point })
}

/// The angle in radians by which one has to turn at a point to look from one place to another: positive to the left.
pub(super) fn turn(point: Vector, from: Vector, to: Vector) -> f64 {
    // Differences are exact for places close together, where products of the places themselves are not.
    let (from, to) = (from - point, to - point);
    point.dot(&from.cross(&to)).atan2(from.dot(&to) - point.dot(&from) * point.dot(&to))
}

/// Signed area in steradians of the triangle: positive when it runs counterclockwise.
pub(super) fn triangle(one: Vector, two: Vector, three: Vector) -> f64 {
    let volume = one.dot(&(two - one).cross(&(three - one)));
    2.0 * volume.atan2(1.0 + one.dot(&two) + two.dot(&three) + three.dot(&one))
}

/// The edges of a loop, the one back to its beginning included.
pub(super) fn edges(ring: &[Vector]) -> impl Iterator<Item = (Vector, Vector)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The edges of a line.
pub(super) fn steps(line: &[Vector]) -> impl Iterator<Item = (Vector, Vector)> {
    line.iter().copied().zip(line.iter().copied().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_equator() {
        let (zero, quarter) = (point(0.0, 0.0), point(90.0, 0.0));
        assert!((angle(zero, quarter) - std::f64::consts::FRAC_PI_2).abs() < 1e-15);
        assert!((meters(zero, zero)).abs() < 1e-15);
        let half = degrees(toward(zero, quarter, 45f64.to_radians()));
        assert!((half.0 - 45.0).abs() < 1e-12 && half.1.abs() < 1e-12);
        assert!((turn(zero, quarter, point(0.0, 1e-7)) - std::f64::consts::FRAC_PI_2).abs() < 1e-9);
        assert!((triangle(zero, quarter, point(0.0, 90.0)) - std::f64::consts::FRAC_PI_2).abs() < 1e-12);
    }

    #[test]
    fn edges_meet() {
        let equator = (point(-10.0, 0.0), point(10.0, 0.0));
        let meridian = (point(3.0, -5.0), point(3.0, 5.0));
        let met: Vec<(f64, f64)> = meeting(equator, meridian).into_iter().map(degrees).collect();
        assert!(
            matches!(met.as_slice(), [(longitude, latitude)] if (longitude - 3.0).abs() < 1e-12 && latitude.abs() < 1e-12)
        );
        assert_eq!(meeting(equator, (point(3.0, 1.0), point(3.0, 5.0))), []);
        assert_eq!(meeting(equator, (point(170.0, -5.0), point(170.0, 5.0))), []);
        assert_eq!(meeting(equator, (point(10.0, 0.0), point(10.0, 5.0))).len(), 1);
        assert_eq!(meeting(equator, equator).len(), 2);
        let near = degrees(nearest(point(3.0, 4.0), equator));
        assert!((near.0 - 3.0).abs() < 1e-12 && near.1.abs() < 1e-12);
        assert_eq!(nearest(point(30.0, 4.0), equator), equator.1);
    }
}
