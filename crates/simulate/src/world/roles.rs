//! Directory roles, with the identifiers Microsoft publishes for them.
//!
//! Source: <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>.

use crate::guid::Guid;

/// A built-in directory role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Role {
    pub(crate) name: &'static str,
    pub(crate) template: Guid,
    /// The name in older records.
    pub(crate) well_known: &'static str,
}

const fn role(name: &'static str, well_known: &'static str, digits: u128) -> Role {
    Role { name, well_known, template: Guid::published(digits) }
}

/// Roles administrators hold; the first is the most powerful.
pub(crate) const ROLES: &[Role] = &[
    role("Global Administrator", "TenantAdmins", 0x62e9_0394_69f5_4237_9190_0121_7714_5e10),
    role("User Administrator", "UserAccountAdmins", 0xfe93_0be7_5e62_47db_91af_98c3_a49a_38b1),
    role("Exchange Administrator", "ExchangeServiceAdmins", 0x2923_2cdf_9323_42fd_ade2_1d09_7af3_e4de),
    role("Helpdesk Administrator", "HelpdeskAdmins", 0x7298_27e3_9c14_49f7_bb1b_9608_f156_bbb8),
    role("Security Administrator", "SecurityAdmins", 0x194a_e4cb_b126_40b2_bd5b_6091_b380_977d),
    role("Application Administrator", "ApplicationAdministrators", 0x9b89_5d92_2cd3_44c7_9d02_a6ac_2d5e_a5c3),
];
