//! One folder a table.

use std::sync::LazyLock;

use crate::Table;

mod aad_custom_security_attribute_audit_logs;
mod aad_graph_activity_logs;
mod aad_managed_identity_sign_in_logs;
mod aad_non_interactive_user_sign_in_logs;
mod aad_provisioning_logs;
mod aad_service_principal_sign_in_logs;
mod adfs_sign_in_logs;
mod agent_risk_events;
mod alert_evidence;
mod alert_info;
mod asim_authentication_event_logs;
mod audit_logs;
mod azure_activity;
mod behavior_analytics;
mod cloud_app_events;
mod enriched_microsoft365_audit_logs;
mod graph_activity_logs;
mod identity_info;
mod microsoft_service_principal_sign_in_logs;
mod network_access_traffic;
mod office_activity;
mod other_records;
mod purview_information_protection;
mod risky_agents;
mod risky_service_principals;
mod risky_users;
mod security_alert;
mod security_incident;
mod service_principal_risk_events;
mod signin_logs;
mod threat_intel_indicators;
mod unified_audit_log;
mod user_risk_events;

/// Every table, in the order of the reference.
pub(crate) static ALL: LazyLock<Vec<&'static Table>> = LazyLock::new(|| {
    vec![
        &signin_logs::TABLE,
        &aad_non_interactive_user_sign_in_logs::TABLE,
        &aad_service_principal_sign_in_logs::TABLE,
        &aad_managed_identity_sign_in_logs::TABLE,
        &adfs_sign_in_logs::TABLE,
        &microsoft_service_principal_sign_in_logs::TABLE,
        &audit_logs::TABLE,
        &aad_custom_security_attribute_audit_logs::TABLE,
        &aad_provisioning_logs::TABLE,
        &risky_users::TABLE,
        &user_risk_events::TABLE,
        &risky_service_principals::TABLE,
        &service_principal_risk_events::TABLE,
        &risky_agents::TABLE,
        &agent_risk_events::TABLE,
        &unified_audit_log::TABLE,
        &office_activity::TABLE,
        &enriched_microsoft365_audit_logs::TABLE,
        &purview_information_protection::TABLE,
        &graph_activity_logs::TABLE,
        &aad_graph_activity_logs::TABLE,
        &network_access_traffic::TABLE,
        &azure_activity::TABLE,
        &cloud_app_events::TABLE,
        &security_alert::TABLE,
        &security_incident::TABLE,
        &alert_info::TABLE,
        &alert_evidence::TABLE,
        &identity_info::TABLE,
        &behavior_analytics::TABLE,
        &threat_intel_indicators::TABLE,
        &asim_authentication_event_logs::TABLE,
        &other_records::TABLE,
    ]
});
