//! Mathematics and rounding: `abs()`, `bin()`, `log()`.

pub mod around;
pub mod beta;
pub mod bin;
pub mod bits;
pub mod classify;
pub mod extremes;
pub mod power;
pub mod rand;
pub mod real;
pub mod round;
pub mod sign;
pub mod units;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &around::AROUND,
    &beta::BETA_CDF,
    &beta::BETA_INV,
    &beta::BETA_PDF,
    &beta::WELCH_TEST,
    &bin::BIN,
    &bin::BIN_AT,
    &bits::BINARY_AND,
    &bits::BINARY_NOT,
    &bits::BINARY_OR,
    &bits::BINARY_SHIFT_LEFT,
    &bits::BINARY_SHIFT_RIGHT,
    &bits::BINARY_XOR,
    &bits::BITSET_COUNT_ONES,
    &classify::ISFINITE,
    &classify::ISINF,
    &classify::ISNAN,
    &extremes::MAX_OF,
    &extremes::MIN_OF,
    &power::ATAN2,
    &power::PI,
    &power::POW,
    &rand::RAND,
    &real::ACOS,
    &real::ASIN,
    &real::ATAN,
    &real::COS,
    &real::COT,
    &real::DEGREES,
    &real::ERF,
    &real::ERFC,
    &real::EXP,
    &real::EXP10,
    &real::EXP2,
    &real::GAMMA,
    &real::LOG,
    &real::LOG10,
    &real::LOG2,
    &real::LOGGAMMA,
    &real::RADIANS,
    &real::SIN,
    &real::SQRT,
    &real::TAN,
    &round::CEILING,
    &round::ROUND,
    &sign::ABS,
    &sign::SIGN,
    &units::CONVERT_ANGLE,
    &units::CONVERT_ENERGY,
    &units::CONVERT_FORCE,
    &units::CONVERT_LENGTH,
    &units::CONVERT_MASS,
    &units::CONVERT_SPEED,
    &units::CONVERT_TEMPERATURE,
    &units::CONVERT_VOLUME,
];
