//! Sketches: `dcount_hll()`, `hll_merge()`, `percentile_tdigest()`.

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[];
