//! The review of a week, or of any time: what was looked at, what deserves attention, what was decided about it, and by whom.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | [`make`](make::make) | archive, alerts, decisions before → [`Review`] | made once, kept as a document, never changed |
//! | [`entries`] | alerts, answers → entries | each alert is in one entry; repeats of a story are one entry |
//! | [`state`] | acts of the seal chain → what was decided | a fold; nothing is edited away |
//! | [`template`] | review, decisions → the two forms | the same fields in every format |
//! | [`contract`] | review, decisions → JSON | what scripts rely on |
//! | [`show`] | review, decisions → a document to read | |

pub mod contract;
pub mod entries;
mod error;
pub mod make;
mod model;
mod period;
pub mod question;
pub mod show;
pub mod state;
pub mod template;
mod time;

pub use error::ReviewError;
pub use model::*;
pub use period::Period;
pub use time::iso;
