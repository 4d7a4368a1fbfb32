//! One folder a table.

use std::sync::LazyLock;

use crate::Table;

mod aad_custom_security_attribute_audit_logs;
mod aad_managed_identity_sign_in_logs;
mod aad_non_interactive_user_sign_in_logs;
mod aad_provisioning_logs;
mod aad_service_principal_sign_in_logs;
mod adfs_sign_in_logs;
mod audit_logs;
mod microsoft_service_principal_sign_in_logs;
mod risky_users;
mod signin_logs;

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
    ]
});
