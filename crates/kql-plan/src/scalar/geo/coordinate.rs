//! Coordinates: how they are read from a call, and how `GeoJSON` is written.

use s2::r3::vector::Vector;

use super::sphere;
use crate::scalar::Call;
use crate::{Json, Value};

/// Longitude and latitude in degrees, when they are ones.
pub(super) fn valid(longitude: f64, latitude: f64) -> Option<(f64, f64)> {
    let allowed = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
    allowed.then_some((longitude, latitude))
}

/// The longitude and latitude of two arguments.
pub(super) fn argument(call: &Call<'_>, index: usize) -> Option<(f64, f64)> {
    valid(call.real(index)?, call.real(index + 1)?)
}

/// The point on the sphere that two arguments tell.
pub(super) fn point(call: &Call<'_>, index: usize) -> Option<Vector> {
    argument(call, index).map(|(longitude, latitude)| sphere::point(longitude, latitude))
}

/// An optional whole number: what it stands for when absent, `None` when it is null.
pub(super) fn optional(call: &Call<'_>, index: usize, absent: i64) -> Option<i64> {
    if call.has(index) { call.long(index) } else { Some(absent) }
}

/// A shape in `GeoJSON`.
pub(super) fn shape(kind: &str, coordinates: Json) -> Json {
    let members = [("type".to_owned(), Json::from(kind)), ("coordinates".to_owned(), coordinates)];
    Json::Object(members.into_iter().collect())
}

/// A point in `GeoJSON`.
pub(super) fn point_shape<'a>(longitude: f64, latitude: f64) -> Value<'a> {
    Value::dynamic(shape("Point", serde_json::json!([longitude, latitude])))
}

/// A polygon of one ring, which the first place closes.
pub(super) fn ring_shape<'a>(mut places: Vec<(f64, f64)>) -> Value<'a> {
    places.extend(places.first().copied());
    Value::dynamic(shape("Polygon", serde_json::json!([places])))
}
