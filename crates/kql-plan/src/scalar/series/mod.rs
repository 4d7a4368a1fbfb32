//! Series: `series_decompose()`, `series_fit_line()`.
//!
//! A function of several values returns them as one array, in the order of [`tuple::ALL`]; the binder takes it apart.

pub mod arithmetic;
pub mod comparison;
pub mod decompose;
pub mod decompose_anomalies;
pub mod fill;
pub mod filter;
pub mod fit_2lines;
pub mod fit_line;
pub mod fit_poly;
pub mod fourier;
pub(super) mod number;
pub mod outliers;
mod pair;
pub mod pearson_correlation;
pub mod periods;
pub mod seasonal;
pub mod stats;
pub mod tuple;
pub mod unary;
pub mod vector;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &unary::ABS,
    &unary::ACOS,
    &unary::ASIN,
    &unary::ATAN,
    &unary::CEILING,
    &unary::COS,
    &unary::EXP,
    &unary::FLOOR,
    &unary::LOG,
    &unary::SIGN,
    &unary::SIN,
    &unary::TAN,
    &arithmetic::ADD,
    &arithmetic::SUBTRACT,
    &arithmetic::MULTIPLY,
    &arithmetic::DIVIDE,
    &arithmetic::POW,
    &comparison::EQUALS,
    &comparison::NOT_EQUALS,
    &comparison::GREATER,
    &comparison::GREATER_EQUALS,
    &comparison::LESS,
    &comparison::LESS_EQUALS,
    &vector::SUM,
    &vector::PRODUCT,
    &vector::MAGNITUDE,
    &vector::DOT_PRODUCT,
    &vector::COSINE_SIMILARITY,
    &pearson_correlation::PEARSON_CORRELATION,
    &stats::STATS,
    &stats::STATS_DYNAMIC,
    &fill::FILL_FORWARD,
    &fill::FILL_BACKWARD,
    &fill::FILL_CONST,
    &fill::FILL_LINEAR,
    &filter::FIR,
    &filter::IIR,
    &fourier::FFT,
    &fourier::IFFT,
    &fit_line::FIT_LINE,
    &fit_line::FIT_LINE_DYNAMIC,
    &fit_2lines::FIT_2LINES,
    &fit_2lines::FIT_2LINES_DYNAMIC,
    &fit_poly::FIT_POLY,
    &periods::PERIODS_DETECT,
    &periods::PERIODS_VALIDATE,
    &seasonal::SEASONAL,
    &decompose::DECOMPOSE,
    &decompose::DECOMPOSE_FORECAST,
    &outliers::OUTLIERS,
    &decompose_anomalies::DECOMPOSE_ANOMALIES,
];
