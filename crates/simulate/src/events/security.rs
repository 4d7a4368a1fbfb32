//! What the protection services conclude: risk detections, risky users, alerts, incidents.

use crate::guid::Guid;
use crate::time::Moment;
use crate::world::clients::Client;
use crate::world::networks::Source;
use crate::world::people::PersonIndex;

/// A risk seen in a sign-in or in a user's behaviour.
#[derive(Debug, Clone)]
pub(crate) struct RiskDetection {
    /// When the activity took place.
    pub(crate) activity: Moment,
    /// When it was noticed.
    pub(crate) time: Moment,
    pub(crate) id: Guid,
    pub(crate) request: Guid,
    pub(crate) correlation: Guid,
    pub(crate) person: PersonIndex,
    pub(crate) source: Source,
    pub(crate) client: Client,
    pub(crate) kind: &'static str,
    pub(crate) level: &'static str,
    pub(crate) state: &'static str,
    pub(crate) detail: &'static str,
    pub(crate) real_time: bool,
}

/// Where a user's risk stands at the end.
#[derive(Debug, Clone)]
pub(crate) struct RiskyUser {
    pub(crate) time: Moment,
    pub(crate) person: PersonIndex,
    pub(crate) level: &'static str,
    pub(crate) state: &'static str,
    pub(crate) detail: &'static str,
}

/// An alert of one of the Defender products.
#[derive(Debug, Clone)]
pub(crate) struct Alert {
    pub(crate) time: Moment,
    pub(crate) first: Moment,
    pub(crate) last: Moment,
    pub(crate) id: Guid,
    pub(crate) incident: u32,
    pub(crate) title: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) category: &'static str,
    pub(crate) technique: &'static str,
    /// `serviceSource` and `detectionSource`.
    pub(crate) service: &'static str,
    pub(crate) detection: &'static str,
    pub(crate) product: &'static str,
    pub(crate) person: PersonIndex,
    pub(crate) source: Option<Source>,
}

/// Alerts that belong together.
#[derive(Debug, Clone)]
pub(crate) struct Incident {
    pub(crate) time: Moment,
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) severity: &'static str,
    pub(crate) resolved: bool,
}
