//! One folder a table.

use std::sync::LazyLock;

use crate::Table;

mod risky_users;

/// Every table, in the order of the reference.
pub(crate) static ALL: LazyLock<Vec<&'static Table>> = LazyLock::new(|| vec![&risky_users::TABLE]);
