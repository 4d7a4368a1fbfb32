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

/// Returns whether an object is a sign-in of which only a few properties were asked for, judging by its `status`.
pub(crate) fn bare_sign_in(keys: &Keys, text: &str) -> Option<Class> {
    let who =
        keys.any(&[Key::UserPrincipalName, Key::UserDisplayName, Key::UserId, Key::ServicePrincipalId, Key::AppId]);
    if !(keys.all(&[Key::CreatedDateTime, Key::Status]) && who) {
        return None;
    }
    let coded = [["status", "errorCode"], ["Status", "ErrorCode"]].iter().any(|path| sonic_rs::get(text, path).is_ok());
    coded.then(|| of_either(keys, Format::GraphSignIns, Format::PowerShellSignIns, Kind::SignIn))
}

/// A collection of Graph or a type of object, and what its objects are.
type Named = (&'static [&'static str], Format, Kind);

/// Names in lower case: last parts of a page's path, and names of types.
const NAMED: &[Named] = &[
    (&["auditlogs/signins", "signins", "signin"], Format::GraphSignIns, Kind::SignIn),
    (&["auditlogs/directoryaudits", "directoryaudits", "directoryaudit"], Format::GraphAudits, Kind::DirectoryAudit),
    (&["auditlogs/provisioning", "provisioningobjectsummary"], Format::GraphProvisioning, Kind::Provisioning),
    (&["riskyusers", "riskyuser", "riskyuserhistoryitem"], Format::GraphRiskyUsers, Kind::RiskyUser),
    (&["riskdetections", "riskdetection"], Format::GraphRiskDetections, Kind::RiskDetection),
    (
        &["riskyserviceprincipals", "riskyserviceprincipal", "riskyserviceprincipalhistoryitem"],
        Format::GraphRiskyServicePrincipals,
        Kind::RiskyServicePrincipal,
    ),
    (
        &["serviceprincipalriskdetections", "serviceprincipalriskdetection"],
        Format::GraphServicePrincipalRiskDetections,
        Kind::ServicePrincipalRiskDetection,
    ),
    (&["security/incidents", "security.incident", "incident"], Format::GraphIncidents, Kind::Incident),
    (&["alerts_v2", "incidents/alerts", "security.alert"], Format::GraphAlerts, Kind::Alert),
];

/// Returns what a Graph object is, judging by the type it names, else by its page's context. Which properties were asked
/// for does not matter to either.
pub(crate) fn named(odata_type: Option<&str>, context: Option<&str>, keys: &Keys) -> Option<Class> {
    if odata_type.is_none() && context.is_none() {
        return None;
    }
    let of_type = odata_type.and_then(|name| of_name(&type_name(name)?));
    let of_page = || {
        let path = path_of(context?)?;
        let collection = path.split_once('(').map(|(_, inside)| inside.trim_end_matches(')'));
        match collection {
            Some(inside) => of_name(&type_name(inside)?),
            None => NAMED.iter().find(|(names, ..)| names.iter().any(|name| ends_with(&path, name))),
        }
    };
    let (_, format, kind) = of_type.or_else(of_page)?;
    let power_shell = match format {
        Format::GraphSignIns => Format::PowerShellSignIns,
        Format::GraphAudits => Format::PowerShellAudits,
        _ => return Some(Class::plain(*format, *kind)),
    };
    Some(of_either(keys, *format, power_shell, *kind))
}

fn of_name(name: &str) -> Option<&'static Named> {
    NAMED.iter().find(|(names, ..)| names.contains(&name))
}

/// Returns the name of one of Graph's types, in lower case, without its namespace.
fn type_name(name: &str) -> Option<String> {
    let name = name.trim_start_matches('#').to_ascii_lowercase();
    name.strip_prefix("microsoft.graph.").map(str::to_owned)
}

fn ends_with(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Returns the path of the objects of a page, in lower case, without keys and the properties asked for:
/// `…$metadata#users('x')/things(id,name)/$entity` → `users/things`; a collection of a type keeps its brackets.
fn path_of(context: &str) -> Option<String> {
    let (_, fragment) = context.split_once("$metadata#")?;
    let fragment = fragment.to_ascii_lowercase();
    if fragment.starts_with("collection(") {
        return Some(fragment);
    }
    let mut path = String::new();
    let mut depth = 0_usize;
    for character in fragment.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => path.push(other),
            _ => {}
        }
    }
    let path = path.trim_end_matches("/$entity").trim_end_matches("/history");
    Some(path.trim_start_matches("microsoft.graph.").to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_or_a_type_says_what_its_objects_are() {
        let root = "https://graph.microsoft.com/v1.0/$metadata#";
        for (context, format) in [
            ("auditLogs/signIns(id,createdDateTime,status)", Some(Format::GraphSignIns)),
            ("auditLogs/signIns/$entity", Some(Format::GraphSignIns)),
            ("auditLogs/directoryAudits", Some(Format::GraphAudits)),
            ("auditLogs/provisioning", Some(Format::GraphProvisioning)),
            ("security/incidents(id,alerts(id,title))", Some(Format::GraphIncidents)),
            ("security/incidents('12')/alerts", Some(Format::GraphAlerts)),
            ("security/alerts_v2", Some(Format::GraphAlerts)),
            ("security/alerts", None),
            ("identityProtection/riskyUsers('a')/history", Some(Format::GraphRiskyUsers)),
            ("identityProtection/riskDetections", Some(Format::GraphRiskDetections)),
            ("identityProtection/servicePrincipalRiskDetections", Some(Format::GraphServicePrincipalRiskDetections)),
            ("identityProtection/riskyServicePrincipals", Some(Format::GraphRiskyServicePrincipals)),
            ("Collection(microsoft.graph.signIn)", Some(Format::GraphSignIns)),
            ("users(id,displayName)", None),
        ] {
            let named = named(None, Some(&format!("{root}{context}")), &Keys::default());
            assert_eq!(named.map(|class| class.format), format, "{context}");
        }
        for (name, format) in [
            ("#microsoft.graph.signIn", Some(Format::GraphSignIns)),
            ("#microsoft.graph.security.incident", Some(Format::GraphIncidents)),
            ("#microsoft.graph.security.alert", Some(Format::GraphAlerts)),
            ("#microsoft.graph.alert", None),
            ("#microsoft.graph.user", None),
        ] {
            assert_eq!(named(Some(name), None, &Keys::default()).map(|class| class.format), format, "{name}");
        }
    }
}
