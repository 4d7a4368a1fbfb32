//! Objects of the Microsoft Graph API, as pages, arrays, lines or through PowerShell.

use tables::Kind;

use super::{Class, Form, Format};
use crate::import::sniff::{Key, Keys};

/// Returns what a Graph object is, judging by its keys; PowerShell writes the same keys with capitals.
pub(crate) fn recognise(keys: &Keys) -> Option<Class> {
    let person = keys.any(&[Key::UserPrincipalName, Key::UserDisplayName]);
    if keys.any(&[Key::ProvisioningSteps, Key::ProvisioningAction]) || keys.all(&[Key::CycleId, Key::JobId]) {
        return Some(Class::plain(Format::GraphProvisioning, Kind::Provisioning));
    }
    if keys.any(&[Key::RiskEventType, Key::RiskType])
        && keys.any(&[Key::DetectedDateTime, Key::DetectionTimingType, Key::RiskState])
    {
        let principal = keys.any(&[Key::ServicePrincipalId, Key::ServicePrincipalDisplayName]) && !person;
        return Some(if principal {
            Class::plain(Format::GraphServicePrincipalRiskDetections, Kind::ServicePrincipalRiskDetection)
        } else {
            Class::plain(Format::GraphRiskDetections, Kind::RiskDetection)
        });
    }
    if keys.has(Key::RiskLastUpdatedDateTime) && keys.any(&[Key::RiskState, Key::RiskLevel]) {
        let principal =
            keys.any(&[Key::ServicePrincipalType, Key::AccountEnabled, Key::AppId, Key::ServicePrincipalId]);
        return Some(if principal && !person {
            Class::plain(Format::GraphRiskyServicePrincipals, Kind::RiskyServicePrincipal)
        } else {
            Class::plain(Format::GraphRiskyUsers, Kind::RiskyUser)
        });
    }
    if keys.has(Key::ActivityDisplayName)
        && keys.any(&[Key::ActivityDateTime, Key::InitiatedBy, Key::TargetResources, Key::LoggedByService])
    {
        return Some(of_either(keys, Format::GraphAudits, Format::PowerShellAudits, Kind::DirectoryAudit));
    }
    let signed_in = keys.any(&[
        Key::ClientAppUsed,
        Key::ConditionalAccessStatus,
        Key::ResourceDisplayName,
        Key::SignInEventTypes,
        Key::IsInteractive,
    ]) || keys.all(&[Key::AppDisplayName, Key::IpAddress])
        || keys.all(&[Key::AppDisplayName, Key::Status]);
    let who = person
        || keys.any(&[
            Key::UserId,
            Key::ServicePrincipalId,
            Key::ServicePrincipalName,
            Key::AppId,
            Key::AppDisplayName,
        ]);
    if keys.has(Key::CreatedDateTime) && signed_in && who {
        return Some(of_either(keys, Format::GraphSignIns, Format::PowerShellSignIns, Kind::SignIn));
    }
    None
}

/// Returns what a Graph object without telling keys is, judging by the type it names or by its page.
pub(crate) fn by_name(odata_type: Option<&str>, context: Option<&str>) -> Option<Class> {
    let name = odata_type.map(|t| t.trim_start_matches('#')).filter(|t| t.starts_with("microsoft.graph."));
    if name.is_none() && !context.is_some_and(|c| c.contains("graph.microsoft.") && c.contains("$metadata#")) {
        return None;
    }
    Some(Class::plain(Format::GraphObjects, Kind::Other("Graph object")))
}

fn of_either(keys: &Keys, graph: Format, power_shell: Format, kind: Kind) -> Class {
    if keys.pascal() {
        let form = if keys.has(Key::AdditionalProperties) { Form::PowerShell } else { Form::AsItIs };
        Class { format: power_shell, kind, form }
    } else {
        Class::plain(graph, kind)
    }
}
