//! Which alerts somebody still has to be told of.

use std::collections::BTreeMap;

use super::{Alert, State, StateError, Status};
use crate::rule::Severity;

impl State {
    /// The alerts of which there is something to tell: that are new, worse than when they were told of last, closed, or open again. That an alert goes
    /// on is not told each time. Muted ones wait until they are not; withdrawn ones that were never told of are not told.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn untold(&self, now: i64) -> Result<Vec<Alert>, StateError> {
        let told: BTreeMap<String, (String, String)> = self.read(|connection| {
            let mut statement = connection.prepare("SELECT alert, severity, status FROM told")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
            rows.collect()
        })?;
        let over = |status: Status| matches!(status, Status::Closed | Status::Withdrawn);
        let mut alerts = self.alerts()?;
        alerts.retain(|alert| match told.get(&alert.id) {
            _ if alert.is_muted(now) => false,
            None => !over(alert.status),
            Some((severity, status)) => {
                let was_over = Status::by_name(status).is_some_and(over);
                over(alert.status) != was_over
                    || Severity::by_name(severity).is_some_and(|severity| alert.severity > severity)
            }
        });
        Ok(alerts)
    }

    /// Remembers that alerts were told of, as they are here.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_told(&mut self, alerts: &[Alert]) -> Result<(), StateError> {
        self.transaction(|connection| {
            for alert in alerts {
                connection.execute(
                    "INSERT INTO told (alert, revision, severity, status) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (alert) DO UPDATE SET revision = ?2, severity = ?3, status = ?4",
                    (&alert.id, alert.revision as i64, alert.severity.name(), alert.status.name()),
                )?;
            }
            Ok(())
        })
    }
}
