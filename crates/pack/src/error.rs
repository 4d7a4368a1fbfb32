//! What can go wrong, and who must act.

use crate::verdict::Problem;

/// What a caller's own step failed with.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a pack could not be written or checked. That a pack is not what was signed is no error but a [`crate::Verdict`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot have this name.
    #[error("cannot put {path} into the pack: {why}; give it another name")]
    Name {
        /// The name.
        path: String,
        /// Why not.
        why: String,
    },
    /// The pack would not be what it says.
    #[error("the pack would not hold: {}; put in what is missing, or say in `left_out` why it is not there", list(.0))]
    Unsound(Vec<Problem>),
    /// What was given is more than a pack holds, or at no time that it can hold.
    #[error("cannot make the pack: {0}")]
    Bounds(String),
    /// The signer failed, or gave something that is no signature of the manifest.
    #[error("cannot sign the manifest: {0}; look at the archive's key with `quaestor verify`")]
    Sign(String),
    /// What was given as the key to compare with is no key.
    #[error(
        "{0:?} is not a public key; give its 64 hexadecimal digits themselves, as they stand in the archive's seal/verify.pub"
    )]
    Key(String),
    /// Reading or writing failed.
    #[error("cannot {action} {path}: {reason}")]
    Io {
        /// What was being done.
        action: &'static str,
        /// To what.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// The pack was written in a form that this program does not know.
    #[error("the pack has format version {found}, this program knows {known}; use a newer quaestor")]
    Newer {
        /// Version in its manifest.
        found: u32,
        /// Version that this program writes.
        known: u32,
    },
}

impl Error {
    /// Returns a conversion from a system's error, naming what was being done.
    pub(crate) fn io<E: std::fmt::Display>(action: &'static str, path: &str) -> impl FnOnce(E) -> Self + use<E> {
        let path = path.to_owned();
        move |error| Self::Io { action, path, reason: error.to_string() }
    }
}

fn list(problems: &[Problem]) -> String {
    let texts: Vec<_> = problems.iter().map(|problem| format!("{}: {}", problem.file, problem.what)).collect();
    texts.join("; ")
}
