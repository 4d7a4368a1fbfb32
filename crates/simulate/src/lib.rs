//! A make-believe Microsoft 365 tenant: people, devices, programs and habits, with labelled attacks over them, written in
//! the formats in which real logs arrive.
//!
//! Everything follows from a seed: the same [`Plan`] gives the same bytes on every machine, whatever the number of threads.
//! Names are invented, domains end in `.example`, and addresses are from ranges reserved for documentation, benchmarks and
//! carriers' own networks.
//!
//! ```
//! use simulate::{Plan, Tenant};
//!
//! let start = chrono::NaiveDate::from_ymd_opt(2026, 10, 1).ok_or("not a date")?;
//! let tenant = Tenant::new(&Plan::new(5, 1, 7, start))?;
//! assert!(tenant.domain().ends_with(".example"));
//! assert!(tenant.events().count() > 100);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
mod attacks;
mod events;
mod formats;
mod guid;
mod layout;
mod life;
mod look_alikes;
mod output;
mod plan;
mod random;
mod render;
mod scenarios;
mod session;
mod stage;
mod tenant;
mod text;
mod time;
mod truth;
mod world;
mod write;

pub use events::{Event, Stream};
pub use formats::Format;
pub use layout::Written;
pub use output::{Directory, Output};
pub use plan::{Attacks, Error, Plan, scenario_names};
pub use tenant::Tenant;
pub use write::{Progress, Summary, write};
