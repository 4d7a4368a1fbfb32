//! Asks an archive in the Kusto Query Language: what its tables, views, stored functions and watchlists are called, where their rows lie, and how a text
//! becomes an answer.
//!
//! | part | what it does |
//! |---|---|
//! | [`schema`] | which tables there are, kept or only declared, and their columns |
//! | [`functions`] | stored functions and views: files of the archive, and those that come with the program |
//! | [`rows`] | the Parquet files of an archive, or rows in memory, as tables of the engine |
//! | [`Library`] | stored functions and watchlists that come with whoever asks |
//! | [`ArchiveCatalog`] | all of it as the binder and the engine ask for it |
//! | [`Session`] | text → [`Question`] → answer |

mod catalog;
mod external;
pub mod functions;
mod library;
pub mod rows;
pub mod schema;
mod session;
mod view;
mod watchlist;

pub use catalog::{ArchiveCatalog, Source};
pub use library::Library;
pub use session::{Failure, Question, Session};
pub use view::{View, Views};
