//! Geography: `geo_distance_2points()`, S2, H3 and geohash cells.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
