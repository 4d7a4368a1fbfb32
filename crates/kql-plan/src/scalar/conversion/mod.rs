//! Conversions: `tostring()`, `tolong()` and their kin.

pub mod estimate_data_size;
pub mod new_guid;
pub mod tobool;
pub mod todatetime;
pub mod todecimal;
pub mod toguid;
pub mod tohex;
pub mod toint;
pub mod tolong;
pub mod toreal;
pub mod tostring;
pub mod totimespan;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &estimate_data_size::ESTIMATE_DATA_SIZE,
    &new_guid::NEW_GUID,
    &tobool::TOBOOL,
    &todatetime::TODATETIME,
    &todecimal::TODECIMAL,
    &toguid::TOGUID,
    &tohex::TOHEX,
    &toint::TOINT,
    &tolong::TOLONG,
    &toreal::TOREAL,
    &tostring::TOSTRING,
    &totimespan::TOTIMESPAN,
];
