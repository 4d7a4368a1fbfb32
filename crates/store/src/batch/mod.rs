//! A batch: rows are looked up, split, written, and then all of it becomes visible at once.

mod append;
mod commit;
mod file;
mod keys;
mod load;
mod options;
mod partition;
mod publish;
mod rewrite;
mod rows;
mod times;
mod writer;

pub use append::{Appended, Origin};
pub use commit::Sealed;
pub use options::Options;
pub(crate) use publish::publish;
pub(crate) use times::shown as time_column;
pub use writer::Writer;
