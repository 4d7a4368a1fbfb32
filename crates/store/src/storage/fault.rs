//! A place to stop at, for tests: every step that changes the disk passes here.

#[cfg(test)]
use std::sync::atomic::{AtomicU64, Ordering};
#[cfg(test)]
use std::sync::{Arc, Mutex, PoisonError};

use crate::Error;

/// Counts steps and, in tests, stops at one of them; from then on every step fails, as after a power cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate {
    #[cfg(test)]
    fault: Option<Arc<Fault>>,
}

impl Gate {
    #[cfg(test)]
    pub(crate) fn stop_at(step: u64) -> Self {
        Self { fault: Some(Arc::new(Fault { left: AtomicU64::new(step), last: Mutex::default() })) }
    }

    /// Returns the step at which the gate closed, if it did.
    #[cfg(test)]
    pub(crate) fn closed_at(&self) -> Option<String> {
        let fault = self.fault.as_ref()?;
        fault.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests hold the gate shut")]
    pub(super) fn pass(&self, _action: &'static str, _path: &str) -> Result<(), Error> {
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn pass(&self, action: &'static str, path: &str) -> Result<(), Error> {
        let Some(fault) = &self.fault else { return Ok(()) };
        let open = fault.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if open.is_ok() {
            return Ok(());
        }
        fault.last.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| format!("{action} {path}"));
        Err(Error::Storage { action, path: path.to_owned(), reason: "stopped by the test".into() })
    }
}

/// Where to stop.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Fault {
    left: AtomicU64,
    last: Mutex<Option<String>>,
}
