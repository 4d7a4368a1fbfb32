//! What to simulate.

use crate::formats::Format;
use chrono::NaiveDate;

/// What to simulate and in which formats to write it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Employees, from 1 to 1,000,000; guests, service accounts and an emergency account come on top.
    pub people: u32,
    /// Days, from 1 to 3,660, in UTC.
    pub days: u32,
    /// Decides everything: the same plan gives the same bytes.
    pub seed: u64,
    /// The first day.
    pub start: NaiveDate,
    /// What to write. One record may be written in several formats; it has the same identifier in all of them.
    pub formats: Vec<Format>,
    /// Which attacks, and which harmless events that look like them, are woven in.
    pub attacks: Attacks,
    /// Percent of a true-to-life volume, from 1 to 1,000.
    pub intensity: u32,
    /// Stop after this many records, all logs together, in order of time.
    pub records: Option<u64>,
    /// Threads that make records, from 1 to 256; the output does not depend on it.
    pub threads: usize,
}

impl Plan {
    /// A plan with true-to-life volume, the formats of a typical collection and all attacks, on one thread.
    pub fn new(people: u32, days: u32, seed: u64, start: NaiveDate) -> Self {
        Self {
            people,
            days,
            seed,
            start,
            formats: Format::TYPICAL.to_vec(),
            attacks: Attacks::All,
            intensity: 100,
            records: None,
            threads: 1,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        let bounds = [
            ("people", u64::from(self.people), 1_000_000),
            ("days", u64::from(self.days), 3660),
            ("intensity", u64::from(self.intensity), 1000),
            ("threads", self.threads as u64, 256),
        ];
        for (what, value, most) in bounds {
            if value == 0 || value > most {
                return Err(Error::Bounds { what, value, most });
            }
        }
        if let Attacks::Only(names) = &self.attacks {
            for name in names {
                if !scenario_names().any(|known| known == name) {
                    let known: Vec<&str> = scenario_names().collect();
                    return Err(Error::UnknownScenario { name: name.clone(), known: known.join(", ") });
                }
            }
        }
        Ok(())
    }
}

/// Which scenarios take place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attacks {
    /// All attacks and all harmless look-alikes.
    All,
    /// Nothing but ordinary life.
    None,
    /// Those of these names, as [`scenario_names`] lists them.
    Only(Vec<String>),
}

/// The names of all attacks and look-alikes.
pub fn scenario_names() -> impl Iterator<Item = &'static str> {
    crate::scenarios::all().map(|scenario| scenario.name)
}

/// Why a tenant could not be simulated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A number of the plan is out of its bounds.
    #[error("cannot simulate {value} {what}: give a number from 1 to {most}")]
    Bounds {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: u64,
        /// The highest possible.
        most: u64,
    },
    /// There is no scenario of that name.
    #[error("there is no simulated attack named {name}: choose from {known}")]
    UnknownScenario {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// There is no format of that name.
    #[error("there is no format named {name}: choose from {known}")]
    UnknownFormat {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A file could not be made.
    #[error("cannot create {path}: {source}")]
    Create {
        /// Its path within the output.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}: {source}; the output is incomplete, remove it and try again")]
    Write {
        /// Its path within the output.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A thread that makes records ended before its time.
    #[error("making records stopped unexpectedly; the output is incomplete, and this is a defect worth reporting")]
    Stopped,
}
