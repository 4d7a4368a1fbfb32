//! Named conversions from a raw JSON value to a column's text, for columns that need more than their type.

mod directory;

pub(crate) use directory::{capitalised, failure_reason, tenant_of_resource};
