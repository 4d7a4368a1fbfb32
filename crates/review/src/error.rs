//! Why something about a review could not be done.

/// Why something about a review could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// It may not be done, or not so; the text says why, and what to do.
    #[error("{0}")]
    Refused(String),
    /// The archive said no.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The alerts said no.
    #[error(transparent)]
    State(#[from] detect::state::StateError),
    /// A document of a review cannot be read.
    #[error("the review {name} cannot be read: {why}")]
    Unreadable {
        /// The review.
        name: String,
        /// Why.
        why: String,
    },
}
