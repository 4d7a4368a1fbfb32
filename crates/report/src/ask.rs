//! How a question reaches the archive.

use kql_plan::Rows;

/// Answers questions in the Kusto Query Language.
pub trait Ask {
    /// Answers one query. Of every table it sees only what lies in `range`: from the first instant to before the second, in microseconds since 1970.
    ///
    /// # Errors
    /// When the query is wrong, or cannot be run to its end.
    fn ask(&self, query: &str, range: (i64, i64)) -> Result<Rows, AskError>;
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AskError(pub String);
