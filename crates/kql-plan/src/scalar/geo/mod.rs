//! Geography: `geo_distance_2points()`, S2, H3 and geohash cells.

pub mod buffer;
mod coordinate;
pub mod covering;
pub mod densify;
pub mod from_wkt;
pub mod geohash;
pub mod h3cell;
pub mod lines;
mod overlay;
pub mod point_buffer;
pub mod points;
pub mod polygon_sets;
pub mod polygons;
pub(crate) mod region;
pub mod s2cell;
mod shape;
pub mod simplify;
mod sphere;
pub mod union_lines;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &points::DISTANCE_2POINTS,
    &points::POINT_IN_CIRCLE,
    &points::AZIMUTH,
    &points::ANGLE,
    &point_buffer::POINT_BUFFER,
    &union_lines::UNION_LINES_ARRAY,
    &lines::LINE_LENGTH,
    &lines::LINE_CENTROID,
    &lines::LINE_INTERPOLATE_POINT,
    &lines::LINE_LOCATE_POINT,
    &lines::DISTANCE_POINT_TO_LINE,
    &lines::CLOSEST_POINT_ON_LINE,
    &lines::INTERSECTS_2LINES,
    &lines::INTERSECTION_2LINES,
    &polygons::POLYGON_AREA,
    &polygons::POLYGON_PERIMETER,
    &polygons::POLYGON_CENTROID,
    &polygons::POINT_IN_POLYGON,
    &polygons::DISTANCE_POINT_TO_POLYGON,
    &polygons::CLOSEST_POINT_ON_POLYGON,
    &polygons::INTERSECTS_2POLYGONS,
    &polygons::INTERSECTS_LINE_WITH_POLYGON,
    &polygons::INTERSECTION_LINE_WITH_POLYGON,
    &polygon_sets::UNION_POLYGONS_ARRAY,
    &polygon_sets::INTERSECTION_2POLYGONS,
    &buffer::LINE_BUFFER,
    &buffer::POLYGON_BUFFER,
    &simplify::LINE_SIMPLIFY,
    &simplify::POLYGON_SIMPLIFY,
    &simplify::SIMPLIFY_POLYGONS_ARRAY,
    &covering::POLYGON_TO_S2CELLS,
    &covering::LINE_TO_S2CELLS,
    &covering::POLYGON_TO_H3CELLS,
    &densify::LINE_DENSIFY,
    &densify::POLYGON_DENSIFY,
    &from_wkt::FROM_WKT,
    &geohash::POINT_TO_GEOHASH,
    &geohash::GEOHASH_TO_CENTRAL_POINT,
    &geohash::GEOHASH_TO_POLYGON,
    &geohash::GEOHASH_NEIGHBORS,
    &s2cell::POINT_TO_S2CELL,
    &s2cell::S2CELL_TO_CENTRAL_POINT,
    &s2cell::S2CELL_TO_POLYGON,
    &s2cell::S2CELL_NEIGHBORS,
    &h3cell::POINT_TO_H3CELL,
    &h3cell::H3CELL_TO_CENTRAL_POINT,
    &h3cell::H3CELL_TO_POLYGON,
    &h3cell::H3CELL_LEVEL,
    &h3cell::H3CELL_PARENT,
    &h3cell::H3CELL_CHILDREN,
    &h3cell::H3CELL_NEIGHBORS,
    &h3cell::H3CELL_RINGS,
];
