//! Arrow arrays read and written as [`Value`](kql_plan::Value)s.

mod memo;
mod parts;
pub(crate) mod plain;
mod read;
mod settled;
mod write;

pub(crate) use memo::Memo;
pub(crate) use parts::Parts;
pub use read::Reader;
pub(crate) use read::json;
pub(crate) use settled::Settled;
pub use write::Writer;
