//! Two and three places: their distance, and the angles between them.

use std::f64::consts::TAU;

use geographiclib_rs::{Geodesic, InverseGeodesic};
use s2::r3::vector::Vector;

use super::coordinate::{argument, point};
use super::sphere;
use crate::Value;
use crate::scalar::Call;

fn distance<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(argument(call, 0).zip(argument(call, 2)).map(|(from, to)| {
        if call.boolean(4) == Some(true) {
            let meters: f64 = Geodesic::wgs84().inverse(from.1, from.0, to.1, to.0);
            meters
        } else {
            sphere::meters(sphere::point(from.0, from.1), sphere::point(to.0, to.1))
        }
    }))
}

fn in_circle<'a>(call: &Call<'a>) -> Value<'a> {
    let radius = call.real(4).filter(|radius| *radius >= 0.0);
    Value::or_null(
        point(call, 0)
            .zip(point(call, 2))
            .zip(radius)
            .map(|((place, middle), radius)| sphere::meters(place, middle) <= radius),
    )
}

/// The direction of an arc at its beginning in radians, clockwise from the north; `None` when there is no one shortest arc.
fn direction(from: Vector, to: Vector) -> Option<f64> {
    const SAME: f64 = 1e-15;
    if (to - from).norm() <= SAME || (to + from).norm() <= SAME {
        return None;
    }
    let east = -from.y * to.x + from.x * to.y;
    let across = from.x.hypot(from.y);
    let north = if across > 0.0 {
        to.z * across - (to.x * from.x + to.y * from.y) / across * from.z
    } else {
        // At a pole every direction is along a meridian.
        return Some((-from.z.signum() * to.x).atan2(to.y).rem_euclid(TAU));
    };
    Some((east / across).atan2(north).rem_euclid(TAU))
}

fn azimuth<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(point(call, 0).zip(point(call, 2)).and_then(|(from, to)| direction(from, to)))
}

fn angle<'a>(call: &Call<'a>) -> Value<'a> {
    let angle = || {
        let (before, corner, after) = (point(call, 0)?, point(call, 2)?, point(call, 4)?);
        Some((direction(corner, after)? - direction(corner, before)?).rem_euclid(TAU))
    };
    Value::or_null(angle())
}

crate::kql_scalar! {
    /// Returns the shortest distance between two places in meters.
    ///
    /// - `p1_longitude`, `p1_latitude`, `p2_longitude`, `p2_latitude`: the places in degrees.
    /// - `use_spheroid`: whether to measure on the ellipsoid of WGS 84 instead of on a sphere; `false` when absent.
    ///
    /// Null: when a place is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-distance-2points-function>
    ///
    /// ```kusto
    /// round(geo_distance_2points(13.4, 52.5, 2.35, 48.86), 3)         // 876216.09
    /// round(geo_distance_2points(13.4, 52.5, 2.35, 48.86, true), 3)   // 878452.004
    /// geo_distance_2points(200, 0, 0, 0)                              // null
    /// ```
    pub DISTANCE_2POINTS = geo_distance_2points(p1_longitude: real, p1_latitude: real, p2_longitude: real, p2_latitude: real, [use_spheroid: bool]) -> real => distance;
}

crate::kql_scalar! {
    /// Returns whether a place is within a circle.
    ///
    /// - `p_longitude`, `p_latitude`: the place in degrees.
    /// - `pc_longitude`, `pc_latitude`: the middle of the circle in degrees.
    /// - `c_radius`: its radius in meters along the ground.
    ///
    /// Null: when a place is none or the radius is negative.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-point-in-circle-function>
    ///
    /// ```kusto
    /// geo_point_in_circle(13.37, 52.52, 13.4, 52.5, 5000)   // true
    /// geo_point_in_circle(13.37, 52.52, 13.4, 52.5, 500)    // false
    /// geo_point_in_circle(13.37, 52.52, 13.4, 52.5, -1)     // null
    /// ```
    pub POINT_IN_CIRCLE = geo_point_in_circle(p_longitude: real, p_latitude: real, pc_longitude: real, pc_latitude: real, c_radius: real) -> bool => in_circle;
}

crate::kql_scalar! {
    /// Returns the direction from one place to another in radians, clockwise from the north, 0 to 2π.
    ///
    /// - `p1_longitude`, `p1_latitude`, `p2_longitude`, `p2_latitude`: the places in degrees.
    ///
    /// Null: when a place is none, and when both are the same or opposite each other.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-azimuth-function>
    ///
    /// ```kusto
    /// round(geo_azimuth(0, 0, 10, 0), 6)   // 1.570796
    /// geo_azimuth(10, 0, 10, 0)            // null
    /// ```
    pub AZIMUTH = geo_azimuth(p1_longitude: real, p1_latitude: real, p2_longitude: real, p2_latitude: real) -> real => azimuth;
}

crate::kql_scalar! {
    /// Returns the angle at a place between the arcs to two others in radians, clockwise from the first, 0 to 2π.
    ///
    /// - `p1_longitude`, `p1_latitude`: the place the first arc comes from, in degrees.
    /// - `p2_longitude`, `p2_latitude`: the place of the angle.
    /// - `p3_longitude`, `p3_latitude`: the place the second arc goes to.
    ///
    /// Null: when a place is none, and when two that follow each other are the same or opposite each other.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-angle-function>
    ///
    /// ```kusto
    /// round(geo_angle(0, 10, 0, 0, 10, 0), 6)   // 1.570796
    /// round(geo_angle(10, 0, 0, 0, 0, 10), 6)   // 4.712389
    /// ```
    pub ANGLE = geo_angle(p1_longitude: real, p1_latitude: real, p2_longitude: real, p2_latitude: real, p3_longitude: real, p3_latitude: real) -> real => angle;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Scalar;
    use crate::scalar::series::number::test::run;

    fn of(scalar: &Scalar, numbers: &[f64]) -> f64 {
        let arguments: Vec<Value<'_>> = numbers.iter().map(|number| Value::Real(*number)).collect();
        run(scalar, &arguments).parse().unwrap_or(f64::NAN)
    }

    #[test]
    fn distances_and_angles() {
        let quarter = sphere::RADIUS * std::f64::consts::FRAC_PI_2;
        assert!((of(&DISTANCE_2POINTS, &[0.0, 0.0, 90.0, 0.0]) - quarter).abs() < 1e-6);
        assert!(of(&DISTANCE_2POINTS, &[0.0, 91.0, 90.0, 0.0]).is_nan());
        let mut places: Vec<Value<'_>> = [0.0, 0.0, 90.0, 0.0].map(Value::Real).to_vec();
        places.push(Value::Bool(true));
        let ellipsoid: f64 = run(&DISTANCE_2POINTS, &places).parse().unwrap();
        assert!((ellipsoid - 10_018_754.171_394_6).abs() < 1e-6, "{ellipsoid}");
        assert!((of(&AZIMUTH, &[0.0, 0.0, 0.0, -10.0]) - std::f64::consts::PI).abs() < 1e-12);
        assert!((of(&AZIMUTH, &[0.0, 90.0, 90.0, 0.0]) - std::f64::consts::FRAC_PI_2).abs() < 1e-9);
        assert!(of(&AZIMUTH, &[0.0, 10.0, 180.0, -10.0]).is_nan());
        assert!((of(&ANGLE, &[0.0, 10.0, 0.0, 0.0, 10.0, 0.0]) - std::f64::consts::FRAC_PI_2).abs() < 1e-12);
    }
}
