//! Named conversions from a raw JSON value to a column's text, for columns that need more than their type.

mod alert;
mod audit;
mod directory;
mod entity;
mod incident;
mod json;
mod raw;
mod time;

pub(crate) use alert::{alert_product, alert_provider, alert_status, microsoft, rest_of_alert};
pub(crate) use audit::{
    activity, add_on_type_name, client_address, client_port, domain_of_user, event_source_name, item_type_name, known,
    logon_type_name, logon_type_number, outcome_of_error, outcome_of_logon_error, outcome_of_no_error,
    outcome_of_operation, outcome_of_status, record_type_name, record_type_number, unified_audit_log, user_type_name,
    user_type_number,
};
pub(crate) use directory::{capitalised, failure_reason, tenant_of_resource};
pub(crate) use entity::{alert_entities, alert_entities_of_record, compromised_entity, list_of_lines, sub_techniques};
pub(crate) use incident::{
    defender_xdr, first_activity, ids_of_alerts, incident_classification, incident_owner, incident_status, labels,
    last_activity, rest_of_incident, whole,
};
pub(crate) use time::readable_time;
