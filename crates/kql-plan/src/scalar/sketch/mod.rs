//! Sketches: `dcount_hll()`, `hll_merge()`, `percentile_tdigest()`.

pub mod dcount_hll;
mod digest;
mod hyperloglog;
pub mod merge_tdigest;
pub mod percentile_tdigest;
pub mod rank_tdigest;

pub(crate) use digest::Digest;
pub use hyperloglog::HyperLogLog;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &dcount_hll::DCOUNT_HLL,
    &dcount_hll::HLL_MERGE,
    &merge_tdigest::MERGE_TDIGEST,
    &percentile_tdigest::PERCENTILE_TDIGEST,
    &percentile_tdigest::PERCENTILES_ARRAY_TDIGEST,
    &rank_tdigest::RANK_TDIGEST,
    &rank_tdigest::PERCENTRANK_TDIGEST,
];
