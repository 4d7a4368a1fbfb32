//! Conditions and nulls: `iff()`, `coalesce()`, `isnull()`.

mod case;
pub mod coalesce;
pub mod isempty;
pub mod isnull;
pub mod not;

pub use case::case_type;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] =
    &[&coalesce::COALESCE, &isempty::ISEMPTY, &isempty::ISNOTEMPTY, &isnull::ISNOTNULL, &isnull::ISNULL, &not::NOT];
