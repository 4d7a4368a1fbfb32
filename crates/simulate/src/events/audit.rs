//! A change in the directory.

use crate::guid::Guid;
use crate::time::Moment;
use crate::world::networks::Source;
use crate::world::people::PersonIndex;

/// A kind of change, as the audit log names it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Activity {
    pub(crate) name: &'static str,
    pub(crate) category: &'static str,
    pub(crate) service: &'static str,
    pub(crate) operation: &'static str,
    /// Whether the unified audit log has it too.
    pub(crate) unified: bool,
}

const fn core(name: &'static str, category: &'static str, operation: &'static str) -> Activity {
    Activity { name, category, service: "Core Directory", operation, unified: true }
}

const fn of(name: &'static str, category: &'static str, service: &'static str, operation: &'static str) -> Activity {
    Activity { name, category, service, operation, unified: false }
}

pub(crate) const ADD_USER: Activity = core("Add user", "UserManagement", "Add");
pub(crate) const UPDATE_USER: Activity = core("Update user", "UserManagement", "Update");
pub(crate) const DISABLE_ACCOUNT: Activity = core("Disable account", "UserManagement", "Update");
pub(crate) const CHANGE_LICENCE: Activity = core("Change user license", "UserManagement", "Update");
pub(crate) const CHANGE_PASSWORD: Activity = core("Change user password", "UserManagement", "Update");
pub(crate) const RESET_PASSWORD: Activity = core("Reset user password", "UserManagement", "Update");
pub(crate) const UPDATE_TOKENS_VALID: Activity =
    core("Update StsRefreshTokenValidFrom Timestamp", "UserManagement", "Update");
pub(crate) const ADD_GROUP_MEMBER: Activity = core("Add member to group", "GroupManagement", "Assign");
pub(crate) const REMOVE_GROUP_MEMBER: Activity = core("Remove member from group", "GroupManagement", "Unassign");
pub(crate) const UPDATE_GROUP: Activity = core("Update group", "GroupManagement", "Update");
pub(crate) const ADD_DEVICE: Activity = core("Add device", "Device", "Add");
pub(crate) const UPDATE_DEVICE: Activity = core("Update device", "Device", "Update");
pub(crate) const ADD_REGISTERED_OWNER: Activity = core("Add registered owner to device", "Device", "Assign");
pub(crate) const UPDATE_APPLICATION: Activity = core("Update application", "ApplicationManagement", "Update");
pub(crate) const UPDATE_APPLICATION_SECRETS: Activity =
    core("Update application – Certificates and secrets management ", "ApplicationManagement", "Update");
pub(crate) const ADD_PRINCIPAL: Activity = core("Add service principal", "ApplicationManagement", "Add");
pub(crate) const ADD_PRINCIPAL_CREDENTIALS: Activity =
    core("Add service principal credentials", "ApplicationManagement", "Update");
pub(crate) const UPDATE_PRINCIPAL: Activity = core("Update service principal", "ApplicationManagement", "Update");
pub(crate) const CONSENT: Activity = core("Consent to application", "ApplicationManagement", "Assign");
pub(crate) const ADD_DELEGATED_GRANT: Activity =
    core("Add delegated permission grant", "ApplicationManagement", "Assign");
pub(crate) const ADD_APPLICATION_ROLE: Activity =
    core("Add app role assignment grant to user", "UserManagement", "Assign");
pub(crate) const ADD_ROLE_MEMBER: Activity = core("Add member to role", "RoleManagement", "Assign");
pub(crate) const UPDATE_POLICY: Activity = core("Update policy", "Policy", "Update");
pub(crate) const SET_DOMAIN_AUTHENTICATION: Activity =
    core("Set domain authentication", "DirectoryManagement", "Update");
pub(crate) const SET_FEDERATION: Activity = core("Set federation settings on domain", "DirectoryManagement", "Update");
pub(crate) const REGISTER_DEVICE: Activity = of("Register device", "Device", "Device Registration Service", "Add");
pub(crate) const ACTIVATE_ROLE_REQUESTED: Activity =
    of("Add member to role requested (PIM activation)", "RoleManagement", "PIM", "CreateRequestedRole");
pub(crate) const ACTIVATE_ROLE: Activity =
    of("Add member to role completed (PIM activation)", "RoleManagement", "PIM", "ActivateRole");
pub(crate) const EXPIRE_ROLE: Activity =
    of("Remove member from role (PIM activation expired)", "RoleManagement", "PIM", "DeactivateRole");
pub(crate) const ADD_ROLE_MEMBER_OUTSIDE: Activity =
    of("Add member to role outside of PIM (permanent)", "RoleManagement", "PIM", "AssignPermanentGrantRole");
pub(crate) const UPDATE_CONDITIONAL_ACCESS: Activity =
    of("Update conditional access policy", "Policy", "Conditional Access", "Update");
pub(crate) const SELF_SERVICE_RESET: Activity =
    of("Reset password (self-service)", "UserManagement", "Self-service Password Management", "Update");
pub(crate) const SELF_SERVICE_PROGRESS: Activity = of(
    "Self-service password reset flow activity progress",
    "UserManagement",
    "Self-service Password Management",
    "Update",
);
pub(crate) const REGISTERED_SECURITY_INFO: Activity =
    of("User registered security info", "UserManagement", "Authentication Methods", "Update");
pub(crate) const DELETED_SECURITY_INFO: Activity =
    of("User deleted security info", "UserManagement", "Authentication Methods", "Delete");
pub(crate) const SUSPICIOUS_ACTIVITY_REPORTED: Activity =
    of("Suspicious activity reported", "UserManagement", "Authentication Methods", "Update");
pub(crate) const INVITE_GUEST: Activity = of("Invite external user", "UserManagement", "Invited Users", "Invite");
pub(crate) const REDEEM_INVITE: Activity = of("Redeem external user invite", "UserManagement", "B2B Auth", "Update");
pub(crate) const DELETE_USER: Activity = core("Delete user", "UserManagement", "Delete");
pub(crate) const ENABLE_ACCOUNT: Activity = core("Enable account", "UserManagement", "Update");
pub(crate) const DISABLE_STRONG_AUTHENTICATION: Activity =
    core("Disable Strong Authentication", "UserManagement", "Update");
pub(crate) const ADMIN_REGISTERED_SECURITY_INFO: Activity =
    of("Admin registered security info", "UserManagement", "Authentication Methods", "Update");
pub(crate) const ADMIN_DELETED_SECURITY_INFO: Activity =
    of("Admin deleted security info", "UserManagement", "Authentication Methods", "Delete");
pub(crate) const ADD_APPLICATION_OWNER: Activity = core("Add owner to application", "ApplicationManagement", "Assign");
pub(crate) const ADD_PRINCIPAL_OWNER: Activity =
    core("Add owner to service principal", "ApplicationManagement", "Assign");
pub(crate) const ADD_PRINCIPAL_ROLE: Activity =
    core("Add app role assignment to service principal", "ApplicationManagement", "Assign");
pub(crate) const UPDATE_AUTHORIZATION_POLICY: Activity =
    core("Update authorization policy", "AuthorizationPolicy", "Update");
pub(crate) const REMOVE_ROLE_MEMBER: Activity = core("Remove member from role", "RoleManagement", "Unassign");
pub(crate) const ADD_SCOPED_ROLE_MEMBER: Activity = core("Add scoped member to role", "RoleManagement", "Assign");
pub(crate) const ADD_ADMINISTRATIVE_UNIT: Activity = core("Add administrative unit", "AdministrativeUnit", "Add");
pub(crate) const ADD_UNIT_MEMBER: Activity = core("Add member to administrative unit", "AdministrativeUnit", "Assign");
pub(crate) const ADD_PARTNER: Activity =
    core("Add a partner to cross-tenant access setting", "CrossTenantAccessSettings", "Add");
pub(crate) const UPDATE_PARTNER: Activity =
    core("Update a partner cross-tenant access setting", "CrossTenantAccessSettings", "Update");
pub(crate) const READ_BITLOCKER_KEY: Activity = core("Read BitLocker key", "KeyManagement", "Read");
pub(crate) const RECOVER_LOCAL_PASSWORD: Activity =
    of("Recover device local administrator password", "Device", "Device Registration Service", "Read");
pub(crate) const UPDATE_METHODS_POLICY: Activity =
    of("Authentication Methods Policy Update", "ApplicationManagement", "Authentication Methods", "Update");
pub(crate) const ADD_NAMED_LOCATION: Activity = of("Add named location", "Policy", "Conditional Access", "Add");
pub(crate) const UPDATE_NAMED_LOCATION: Activity =
    of("Update named location", "Policy", "Conditional Access", "Update");
pub(crate) const UPDATE_ROLE_SETTING: Activity = of("Update role setting in PIM", "RoleManagement", "PIM", "Update");
pub(crate) const DISABLE_PIM_ALERT: Activity = of("Disable PIM alert", "RoleManagement", "PIM", "DisableAlert");
pub(crate) const ADD_ELIGIBLE_MEMBER: Activity = of(
    "Add eligible member to role in PIM completed (permanent)",
    "RoleManagement",
    "PIM",
    "AssignPermanentEligibleRole",
);
pub(crate) const ELEVATE_ACCESS: Activity = of(
    "User has elevated their access to User Access Administrator for their Azure Resources",
    "AzureRBACRoleManagementElevateAccess",
    "Azure RBAC (Elevated Access)",
    "ElevateAccess",
);

/// Who made a change.
#[derive(Debug, Clone)]
pub(crate) enum Actor {
    Person { person: PersonIndex, source: Option<Source> },
    Application { name: String, principal: Guid },
}

/// `targetResources[].type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TargetKind {
    User,
    Group,
    Device,
    Application,
    ServicePrincipal,
    Role,
    Policy,
    Directory,
    AdministrativeUnit,
    Other,
}

impl TargetKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
            Self::Device => "Device",
            Self::Application => "Application",
            Self::ServicePrincipal => "ServicePrincipal",
            Self::Role => "Role",
            Self::Policy => "Policy",
            Self::Directory => "Directory",
            Self::AdministrativeUnit => "AdministrativeUnit",
            Self::Other => "Other",
        }
    }
}

/// One property before and after; both are JSON texts, as the log has them.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

impl Property {
    /// A property whose values are given as JSON texts.
    pub(crate) fn changed(name: &'static str, old: &str, new: &str) -> Self {
        Self { name, old: Some(String::from(old)), new: Some(String::from(new)) }
    }

    /// A property that is no longer there; `old` is plain text.
    pub(crate) fn gone(name: &'static str, old: &str) -> Self {
        let mut text = crate::text::Text::default();
        text.string(old);
        Self { name, old: Some(text.into_string()), new: None }
    }

    /// A property that was not there before; `new` is plain text.
    pub(crate) fn set(name: &'static str, new: &str) -> Self {
        let mut text = crate::text::Text::default();
        text.string(new);
        Self { name, old: None, new: Some(text.into_string()) }
    }
}

/// What was changed.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) kind: TargetKind,
    pub(crate) id: Guid,
    pub(crate) name: Option<String>,
    pub(crate) sign_in: Option<String>,
    pub(crate) properties: Vec<Property>,
}

impl Target {
    /// Something with a name.
    pub(crate) fn named(kind: TargetKind, id: Guid, name: &str) -> Self {
        Self { kind, id, name: Some(String::from(name)), sign_in: None, properties: Vec::new() }
    }

    /// The same with one more changed property.
    pub(crate) fn with(mut self, property: Property) -> Self {
        self.properties.push(property);
        self
    }

    /// The same with a property, as the log lists it last, that names those that changed.
    pub(crate) fn updated(self, names: &str) -> Self {
        self.with(Property::set("Included Updated Properties", names))
    }
}

/// One row of the directory's audit log.
#[derive(Debug, Clone)]
pub(crate) struct Audit {
    pub(crate) time: Moment,
    pub(crate) id: Guid,
    pub(crate) correlation: Guid,
    pub(crate) activity: &'static Activity,
    pub(crate) failure: Option<&'static str>,
    pub(crate) reason: String,
    pub(crate) actor: Actor,
    pub(crate) targets: Vec<Target>,
    pub(crate) details: Vec<(&'static str, String)>,
}

impl Audit {
    /// The identifier in the log: the service's name, the correlation and a few characters.
    pub(crate) fn name(&self, out: &mut crate::text::Text) {
        out.raw(match self.activity.service {
            "Core Directory" => "Directory",
            other => other,
        });
        out.raw("_").guid(self.correlation).raw("_");
        let mut bits = self.id.low();
        for _ in 0..5 {
            out.character(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(bits & 31) as usize]));
            bits >>= 5;
        }
        out.raw("_").integer(self.id.high() % 900_000_000 + 100_000);
    }
}
