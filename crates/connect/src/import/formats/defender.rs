//! Alerts and incidents of the Defender products, from the Graph security API and from their own.

use tables::Kind;

use super::{Class, Format};
use crate::import::sniff::{Key, Keys};

/// Returns what an alert or incident is, judging by its keys.
pub(crate) fn recognise(keys: &Keys) -> Option<Class> {
    if keys.any(&[Key::AlertCreationTime])
        || keys.all(&[Key::AlertId, Key::IncidentId])
        || keys.all(&[Key::AlertId, Key::Severity, Key::CreationTime])
    {
        return Some(Class::plain(Format::DefenderAlerts, Kind::DefenderAlert));
    }
    if keys.any(&[Key::CurrentScore, Key::ControlCategory]) && keys.has(Key::MaxScore) {
        return Some(Class::plain(Format::GraphObjects, Kind::Other("secure score")));
    }
    if keys.has(Key::VendorInformation)
        || keys.has(Key::AzureTenantId) && keys.any(&[Key::EventDateTime, Key::ActivityGroupName, Key::Severity])
    {
        return Some(Class::plain(Format::GraphLegacyAlerts, Kind::LegacyAlert));
    }
    if keys.any(&[Key::ServiceSource, Key::ProviderAlertId, Key::AlertWebUrl, Key::DetectorId])
        && keys.any(&[Key::Severity, Key::CreatedDateTime, Key::Title])
    {
        return Some(Class::plain(Format::GraphAlerts, Kind::Alert));
    }
    let handled = keys.any(&[Key::Classification, Key::Determination, Key::AssignedTo]);
    if keys.all(&[Key::DisplayName, Key::Severity, Key::CreatedDateTime, Key::LastUpdateDateTime]) && handled {
        return Some(Class::plain(Format::GraphIncidents, Kind::Incident));
    }
    if keys.has(Key::IncidentWebUrl) || keys.all(&[Key::RedirectIncidentId, Key::DisplayName]) {
        return Some(Class::plain(Format::GraphIncidents, Kind::Incident));
    }
    if keys.has(Key::IncidentId) && keys.any(&[Key::IncidentName, Key::CreatedTime, Key::Alerts, Key::LastUpdateTime]) {
        return Some(Class::plain(Format::DefenderIncidents, Kind::DefenderIncident));
    }
    None
}
