//! Why a query gave no answer, and who must act.

use std::fmt;
use std::time::Duration;

use datafusion::common::DataFusionError;
use kql_plan::RunError;

/// A query that gave no answer.
#[derive(Debug)]
pub enum EngineError {
    /// The query cannot be run over this data: for whoever wrote it.
    Query(String),
    /// The query is right, but a part of it is not built yet.
    NotYet(String),
    /// It needs more memory than it was given, and this part of it cannot go to disk.
    Memory {
        /// What it was given, in bytes.
        limit: usize,
        /// What asked for more.
        detail: String,
    },
    /// It took longer than it was given.
    Time {
        /// What it was given.
        limit: Duration,
    },
    /// Rows could not be read: a file that is missing or damaged.
    Read(String),
    /// A mistake of the engine.
    Internal(String),
}

impl fmt::Display for EngineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::Query(message) => out.write_str(message),
            EngineError::NotYet(what) => write!(out, "{what} cannot be run yet"),
            EngineError::Memory { limit, detail } => write!(
                out,
                "the query needs more than the {} MiB of memory it was given ({detail}): narrow it in time or columns, or raise the limit",
                limit / (1024 * 1024)
            ),
            EngineError::Time { limit } => write!(
                out,
                "the query took longer than the {} s it was given: narrow it in time or columns, or raise the limit",
                limit.as_secs_f64()
            ),
            EngineError::Read(message) => write!(out, "the rows could not be read: {message}"),
            EngineError::Internal(message) => write!(out, "a mistake of the engine: {message}"),
        }
    }
}

impl std::error::Error for EngineError {}

impl EngineError {
    /// Sorts an error of DataFusion by whose fault it is.
    pub(crate) fn sort(error: DataFusionError, memory_limit: usize) -> Self {
        match error {
            DataFusionError::ResourcesExhausted(detail) => {
                let detail = detail.lines().next().unwrap_or_default().to_owned();
                EngineError::Memory { limit: memory_limit, detail }
            }
            DataFusionError::External(inner) => match inner.downcast::<EngineError>() {
                Ok(ours) => *ours,
                Err(inner) => match inner.downcast::<RunError>() {
                    Ok(run) => EngineError::Query(run.0),
                    Err(inner) => match inner.downcast::<DataFusionError>() {
                        Ok(nested) => EngineError::sort(*nested, memory_limit),
                        Err(inner) => EngineError::Read(inner.to_string()),
                    },
                },
            },
            DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => {
                EngineError::sort(*inner, memory_limit)
            }
            DataFusionError::Shared(inner) => EngineError::sort_shared(&inner, memory_limit),
            DataFusionError::ArrowError(inner, _) => match *inner {
                datafusion::arrow::error::ArrowError::ExternalError(inner) => {
                    EngineError::sort(DataFusionError::External(inner), memory_limit)
                }
                other => EngineError::Internal(other.to_string()),
            },
            DataFusionError::Collection(errors) => match errors.into_iter().next() {
                Some(first) => EngineError::sort(first, memory_limit),
                None => EngineError::Internal("an empty list of errors".to_owned()),
            },
            error @ (DataFusionError::IoError(_)
            | DataFusionError::ParquetError(_)
            | DataFusionError::ObjectStore(_)) => EngineError::Read(error.to_string()),
            DataFusionError::NotImplemented(what) => EngineError::NotYet(what),
            other => EngineError::Internal(other.to_string()),
        }
    }

    /// The same for an error that several streams share, which can only be looked at.
    fn sort_shared(error: &DataFusionError, memory_limit: usize) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(detail) => {
                let detail = detail.lines().next().unwrap_or_default().to_owned();
                EngineError::Memory { limit: memory_limit, detail }
            }
            DataFusionError::External(inner) => match inner.downcast_ref::<RunError>() {
                Some(run) => EngineError::Query(run.0.clone()),
                None => EngineError::Read(inner.to_string()),
            },
            DataFusionError::IoError(_) | DataFusionError::ParquetError(_) | DataFusionError::ObjectStore(_) => {
                EngineError::Read(error.to_string())
            }
            other => EngineError::Internal(other.to_string()),
        }
    }
}

/// An error for whoever asked, in the clothes that DataFusion's interfaces want.
pub(crate) fn external(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
