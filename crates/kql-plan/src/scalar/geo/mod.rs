//! Geography: `geo_distance_2points()`, S2, H3 and geohash cells.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];

/// Functions of the documentation that are not done yet.
pub static NOT_YET: &[&str] = &[];
