//! Time comes in from the edge.

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Returns microseconds since 1970, UTC.
    fn now(&self) -> i64;
}

impl<F: Fn() -> i64 + Send + Sync> Clock for F {
    fn now(&self) -> i64 {
        self()
    }
}
