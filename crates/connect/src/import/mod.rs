//! Export files → mapped rows.
//!
//! [`discover`] finds the files, [`read_file`] reads one: its containers are opened within bounds, its text decoded, its
//! records told apart, recognised by their content and mapped, and the rows are handed to a [`Sink`] in the order of the
//! file. Whatever cannot be read is in the [`FileOutcome`], with a line and a reason.

mod blocks;
mod containers;
mod dates;
mod discover;
mod encoding;
mod error;
mod formats;
pub mod framing;
mod json;
mod leaf;
mod notes;
mod options;
mod outcome;
mod quote;
mod read;
mod rejections;
mod rows;
mod sink;
mod sniff;
mod source;
mod work;

pub use discover::{Found, discover, is_archive};
pub use encoding::Encoding;
pub use error::{Error, SinkError};
pub use formats::Format;
pub use options::{Limits, Options};
pub use outcome::{FileOutcome, KEPT_REJECTIONS, LeafInfo, LeafOutcome, LeafStatus, Rejected};
pub use quote::quote;
pub use read::read_file;
pub use sink::Sink;
pub use source::{BytesSource, FileSource, ReadSeek, Source};
