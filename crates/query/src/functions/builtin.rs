//! Stored functions and views that come with the program.
//!
//! A view is a table of the hunting schema whose rows are rows of a table that is kept. The functions of ASIM, the normalised schema of Sentinel, have
//! rows where the archive keeps what they are about; the others have their columns, so that a rule that asks them too still runs.

/// The views: name, lambda.
const VIEWS: &[(&str, &str)] = &[
    ("EntraIdSignInEvents", include_str!("views/sign_in_events.kql")),
    ("AADSignInEventsBeta", include_str!("views/aad_sign_in_events_beta.kql")),
    ("EntraIdSpnSignInEvents", include_str!("views/service_principal_sign_in_events.kql")),
    ("AADSpnSignInEventsBeta", include_str!("views/aad_spn_sign_in_events_beta.kql")),
    ("GraphAPIAuditEvents", include_str!("views/graph_api_audit_events.kql")),
];

/// The functions: the names each answers to, lambda.
const FUNCTIONS: &[(&[&str], &str)] = &[
    (
        &["_Im_Authentication", "imAuthentication", "_ASim_Authentication", "ASimAuthentication"],
        include_str!("asim/authentication.kql"),
    ),
    (&["_Im_Dns", "imDns", "_ASim_Dns", "ASimDns"], include_str!("asim/dns.kql")),
    (&["_Im_WebSession", "imWebSession", "_ASim_WebSession", "ASimWebSession"], include_str!("asim/web_session.kql")),
    (
        &["_Im_NetworkSession", "imNetworkSession", "_ASim_NetworkSession", "ASimNetworkSession"],
        include_str!("asim/network_session.kql"),
    ),
    (&["_Im_FileEvent", "imFileEvent", "_ASim_FileEvent", "ASimFileEvent"], include_str!("asim/file_event.kql")),
    (
        &[
            "_Im_ProcessEvent",
            "imProcessEvent",
            "_ASim_ProcessEvent",
            "ASimProcessEvent",
            "_Im_ProcessCreate",
            "imProcessCreate",
            "_Im_ProcessTerminate",
            "imProcessTerminate",
        ],
        include_str!("asim/process_event.kql"),
    ),
    (
        &["_Im_RegistryEvent", "imRegistryEvent", "imRegistry", "_ASim_RegistryEvent", "ASimRegistryEvent"],
        include_str!("asim/registry_event.kql"),
    ),
    (&["_Im_AuditEvent", "imAuditEvent", "_ASim_AuditEvent", "ASimAuditEvent"], include_str!("asim/audit_event.kql")),
    (
        &["_Im_UserManagement", "imUserManagement", "_ASim_UserManagement", "ASimUserManagement"],
        include_str!("asim/user_management.kql"),
    ),
    (&["_Im_DhcpEvent", "imDhcpEvent", "_ASim_DhcpEvent", "ASimDhcpEvent"], include_str!("asim/dhcp_event.kql")),
    (&["_Im_AlertEvent", "imAlertEvent", "_ASim_AlertEvent", "ASimAlertEvent"], include_str!("asim/alert_event.kql")),
];

/// Returns the view or function of this name that comes with the program, as a lambda.
pub fn builtin(name: &str) -> Option<String> {
    let text =
        view(name).or_else(|| FUNCTIONS.iter().find(|(names, _)| names.contains(&name)).map(|(_, text)| *text))?;
    Some(super::lambda(text))
}

/// Whether a table of this name is a view of the program's.
pub fn is_view(name: &str) -> bool {
    view(name).is_some()
}

/// Returns the names of the views.
pub fn views() -> impl Iterator<Item = &'static str> {
    VIEWS.iter().map(|(name, _)| *name)
}

fn view(name: &str) -> Option<&'static str> {
    VIEWS.iter().find(|(view, _)| *view == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lambda_is_read_without_an_error() {
        for name in views().chain(FUNCTIONS.iter().flat_map(|(names, _)| names.iter().copied())) {
            let text = format!("let f = {};\nf()", builtin(name).unwrap());
            let parsed = kql::parse(&text);
            assert_eq!(parsed.errors().count(), 0, "{name}: {:?}", parsed.diagnostics);
        }
    }
}
