//! `geo_point_buffer()`: a polygon around a place.

use std::f64::consts::{PI, TAU};

use s2::r3::vector::Vector;

use super::coordinate::{point, ring_shape};
use super::sphere;
use crate::Value;
use crate::scalar::Call;

/// Relative to the radius, the least tolerance.
const LEAST_TOLERANCE: f64 = 1e-6;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let buffer = || {
        let middle = point(call, 0)?;
        let radius = call.real(2).filter(|radius| *radius > 0.0 && *radius < PI * sphere::RADIUS)?;
        let tolerance = if call.has(3) { call.real(3)? } else { 10.0 };
        let share = Some(tolerance / radius).filter(|share| *share >= LEAST_TOLERANCE)?.min(1.0);
        // Between two corners the border is nearer to the middle, at most by the tolerance.
        let corners = (PI / (1.0 - share).acos()).ceil().max(3.0);
        let (ahead, aside) = axes(middle);
        let (along, across) = (radius / sphere::RADIUS).sin_cos();
        let corner = |number: u32| {
            let (sine, cosine) = (TAU * f64::from(number) / corners).sin_cos();
            sphere::degrees(middle * across + (ahead * cosine + aside * sine) * along)
        };
        Some(ring_shape((0..corners as u32).map(corner).collect()))
    };
    buffer().unwrap_or_default()
}

/// Two directions at a right angle to a point and to each other: the first is the one the S2 library takes, so that corners fall where they do in
/// Kusto.
fn axes(point: Vector) -> (Vector, Vector) {
    let mut other = Vector::new(0.012, 0.0053, 0.00457);
    let [x, y, z] = [point.x.abs(), point.y.abs(), point.z.abs()];
    if x > y && x > z {
        other.z = 1.0;
    } else if y > z {
        other.x = 1.0;
    } else {
        other.y = 1.0;
    }
    let ahead = point.cross(&other).normalize();
    (ahead, point.cross(&ahead))
}

crate::kql_scalar! {
    /// Returns a polygon around a place in `GeoJSON`: its corners lie on a circle.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `radius`: that of the circle in meters along the ground.
    /// - `tolerance`: how far within the circle an edge may be in meters; 10 when absent.
    ///
    /// Bounds: a tolerance is at least a millionth of the radius; one above the radius counts as the radius.
    /// Null: when the place is none, the radius is not positive, or the tolerance too small.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-point-buffer-function>
    ///
    /// ```kusto
    /// array_length(geo_point_buffer(13.4, 52.5, 1000).coordinates[0])      // 24
    /// array_length(geo_point_buffer(13.4, 52.5, 1000, 1).coordinates[0])   // 72
    /// geo_point_buffer(13.4, 52.5, 0)                                      // null
    /// ```
    pub POINT_BUFFER = geo_point_buffer(longitude: real, latitude: real, radius: real, [tolerance: real]) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::run;

    #[test]
    fn corners_lie_on_a_circle() {
        for (longitude, latitude) in [(13.4, 52.5), (0.0, 90.0), (-179.9, -3.0), (90.0, 0.0)] {
            let arguments = [longitude, latitude, 5000.0].map(Value::Real);
            let shape: crate::Json = serde_json::from_str(&run(&POINT_BUFFER, &arguments)).unwrap();
            let ring = shape.pointer("/coordinates/0").and_then(crate::Json::as_array).unwrap();
            assert_eq!(ring.len(), 51);
            for corner in ring {
                let number = |index: usize| corner.get(index).and_then(crate::Json::as_f64).unwrap();
                let away = sphere::meters(sphere::point(longitude, latitude), sphere::point(number(0), number(1)));
                assert!((away - 5000.0).abs() < 1e-6);
            }
        }
        let tiny = [Value::Real(1.0), Value::Real(1.0), Value::Real(10.0), Value::Real(99.0)];
        assert_ne!(run(&POINT_BUFFER, &tiny), "null");
        let fine = [Value::Real(1.0), Value::Real(1.0), Value::Real(1e6), Value::Real(0.5)];
        assert_eq!(run(&POINT_BUFFER, &fine), "null");
    }
}
