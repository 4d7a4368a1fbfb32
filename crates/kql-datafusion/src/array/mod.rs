//! Arrow arrays read and written as [`Value`](kql_plan::Value)s.

mod read;
mod write;

pub use read::Reader;
pub(crate) use read::json;
pub use write::Writer;
