//! A shape that is read once and asked often: how far places are from it.

use s2::r3::vector::Vector;

use super::coordinate::valid;
use super::shape::{self, Polygon};
use super::{lines, polygons, sphere};
use crate::Json;

/// Lines or polygons.
#[derive(Debug)]
pub(crate) enum Region {
    /// The lines of a `LineString` or a `MultiLineString`.
    Lines(Vec<Vec<Vector>>),
    /// The polygons of a `Polygon` or a `MultiPolygon`.
    Polygons(Vec<Polygon>),
}

impl Region {
    /// The lines of a shape in `GeoJSON`; `None` when it has none.
    pub(crate) fn lines(json: &Json) -> Option<Region> {
        shape::lines(json).map(Region::Lines)
    }

    /// The polygons of a shape in `GeoJSON`; `None` when it has none.
    pub(crate) fn polygons(json: &Json) -> Option<Region> {
        shape::polygons(json).map(Region::Polygons)
    }

    /// How far a place is from it in meters: 0 inside of a polygon; `None` when there is no such place.
    pub(crate) fn distance(&self, longitude: f64, latitude: f64) -> Option<f64> {
        let (longitude, latitude) = valid(longitude, latitude)?;
        let place = sphere::point(longitude, latitude);
        let nearest = match self {
            Region::Lines(lines) => lines::closest(lines, place),
            Region::Polygons(polygons) => polygons::closest(polygons, place),
        };
        nearest.map(|nearest| sphere::meters(place, nearest))
    }
}
