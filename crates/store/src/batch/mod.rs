//! A batch: rows are looked up, split, written, and then all of it becomes visible at once.

mod append;
mod commit;
mod compact;
mod file;
mod keys;
mod load;
mod options;
mod partition;
mod publish;
mod record;
mod remove;
mod rewrite;
mod rows;
mod times;
mod writer;

pub use append::{Appended, Origin};
pub use commit::Sealed;
pub(crate) use file::{keys as row_keys, sixteen};
pub use options::Options;
pub(crate) use partition::Twin;
pub(crate) use publish::publish;
pub use remove::{ConditionKeys, Planned, PlannedCut, PlannedTable, Removal, Selection};
pub(crate) use rows::contents as row_contents;
pub(crate) use times::{DAY, Times, day, shown as time_column};
pub use writer::Writer;
