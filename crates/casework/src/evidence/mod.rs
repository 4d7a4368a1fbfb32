//! The evidence clock: how long Microsoft still keeps what the archive does not hold.
//!
//! What a licence keeps is data; what the archive holds is its coverage; what is lost next follows from both and the time.
//! A licence that nobody named is not guessed: each that is possible is told, as an assumption.

mod expiry;
#[cfg(test)]
mod fixture;
mod held;
mod kept;
mod licence;
mod licences;
mod owners;
mod source;

pub use expiry::{Expiry, Level, expiry};
pub(crate) use held::held;
pub use kept::{Kept, LostOn};
pub use licence::{Family, Licence};
pub use licences::{FILE, Licences, Terms};
pub use owners::Owners;
pub use source::{Formerly, Source, Sources};
