//! Conversions for alerts.

use super::{json::without, raw::scalar};

/// Services as the APIs name them, lower case without spaces; as `ProviderName` names them; and their product.
const SERVICES: &[(&[&str], &str, &str)] = &[
    (
        &["microsoftdefenderforendpoint", "windowsdefenderatp", "microsoftdefenderatp", "mdatp", "mde"],
        "MDATP",
        "Microsoft Defender Advanced Threat Protection",
    ),
    (
        &["microsoftdefenderforoffice365", "officeatp", "oatp", "office365atp", "office365advancedthreatprotection"],
        "OATP",
        "Office 365 Advanced Threat Protection",
    ),
    (
        &["microsoftdefenderforidentity", "azureatp", "azureadvancedthreatprotection", "aatp"],
        "Azure Advanced Threat Protection",
        "Azure Advanced Threat Protection",
    ),
    (
        &["microsoftdefenderforcloudapps", "microsoftcloudappsecurity", "cloudappsecurity", "mcas"],
        "MCAS",
        "Microsoft Cloud App Security",
    ),
    (
        &["azureadidentityprotection", "aadidentityprotection", "ipc"],
        "IPC",
        "Azure Active Directory Identity Protection",
    ),
    (&["microsoft365defender", "microsoftthreatprotection", "mtp"], "MTP", "Microsoft 365 Defender"),
    (&["microsoftdefenderforcloud", "azuresecuritycenter", "asc"], "ASC", "Azure Security Center"),
    (&["microsoftsentinel", "azuresentinel"], "ASI Scheduled Alerts", "Azure Sentinel"),
    (&["datalossprevention", "microsoftdatalossprevention"], "MicrosoftDLP", "Microsoft Data Loss Prevention"),
    (&["microsoftappgovernance", "appgovernance"], "MAPG", "Microsoft Application Protection"),
];

/// Members of an alert that have a column of their own.
const IN_COLUMNS: &[&str] = &[
    "@odata.type",
    "id",
    "alertId",
    "providerAlertId",
    "title",
    "severity",
    "description",
    "status",
    "category",
    "serviceSource",
    "productName",
    "detectorId",
    "createdDateTime",
    "lastUpdateDateTime",
    "lastModifiedDateTime",
    "firstActivityDateTime",
    "lastActivityDateTime",
    "eventDateTime",
    "recommendedActions",
    "mitreTechniques",
    "alertWebUrl",
    "evidence",
    "entities",
    "vendorInformation",
    "sourceMaterials",
    "confidence",
    "firstEventTime",
    "lastEventTime",
    "lastUpdateTime",
    "lastUpdatedTime",
    "firstActivity",
    "lastActivity",
    "userStates",
    "hostStates",
    "fileStates",
    "processes",
    "malwareStates",
    "registryKeyStates",
    "cloudAppStates",
];

/// The short name of the service that raised an alert; a service no list has keeps its own.
pub(crate) fn alert_provider(raw: &str) -> Option<String> {
    service(raw, |(_, provider, _)| provider)
}

/// The product that raised an alert; of a service no list has, its own name.
pub(crate) fn alert_product(raw: &str) -> Option<String> {
    service(raw, |(_, _, product)| product)
}

fn service(raw: &str, name: fn(&'static (&[&str], &str, &str)) -> &'static str) -> Option<String> {
    let text = scalar(raw)?;
    let folded: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let known = SERVICES.iter().find(|(names, _, _)| names.contains(&folded.as_str()));
    Some(known.map_or_else(|| text.trim().to_owned(), |found| name(found).to_owned()))
}

/// The maker of every service that Graph and the Defender API tell of, where there is a record at all.
pub(crate) fn microsoft(raw: &str) -> Option<String> {
    scalar(raw).map(|_| "Microsoft".into())
}

/// `New`, `InProgress`, `Resolved`, `Dismissed`; another state with its first letter in upper case.
pub(crate) fn alert_status(raw: &str) -> Option<String> {
    match scalar(raw)?.trim().to_ascii_lowercase().as_str() {
        "newalert" | "new" => Some("New".into()),
        "inprogress" => Some("InProgress".into()),
        _ => super::capitalised(raw),
    }
}

/// What an alert holds that no column does: a JSON object.
pub(crate) fn rest_of_alert(raw: &str) -> Option<String> {
    without(raw, |key| {
        IN_COLUMNS.iter().any(|name| key.eq_ignore_ascii_case(name)) || key.to_ascii_lowercase().ends_with("evidence")
    })
}
