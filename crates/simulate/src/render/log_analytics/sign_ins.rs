//! `SigninLogs` and its three siblings.

use crate::events::sign_in::{SignIn, SignInKind, Subject};
use crate::guid::Guid;
use crate::render::cells::ColumnType::{Bool, DateTime, Dynamic, Long, String};
use crate::render::cells::{Cells, Column};
use crate::render::graph_sign_in::{client_credential, credential, cross_tenant, event_type, requirement};
use crate::render::{names, parts};
use crate::world::World;
use crate::world::places::CITIES;
use crate::world::policies::{Notation, status};
use crate::world::principals::{Credential, Principal};

type SignInColumn = Column<SignIn>;

const SOURCE_SYSTEM: SignInColumn = ("SourceSystem", String, |_, _, cells| cells.text("Azure AD"));
const TIME_GENERATED: SignInColumn = ("TimeGenerated", DateTime, |_, record, cells| cells.time(record.arrives()));
const WORKSPACE: SignInColumn = ("TenantId", String, |world, _, cells| cells.guid(world.workspace));
const OPERATION_NAME: SignInColumn = ("OperationName", String, |_, _, cells| cells.text("Sign-in activity"));
const OPERATION_VERSION: SignInColumn = ("OperationVersion", String, |_, _, cells| cells.text("1.0"));
const CATEGORY: SignInColumn = ("Category", String, |_, record, cells| {
    cells.text(match record.kind {
        SignInKind::Interactive => "SignInLogs",
        SignInKind::NonInteractive => "NonInteractiveUserSignInLogs",
        SignInKind::ServicePrincipal => "ServicePrincipalSignInLogs",
        SignInKind::ManagedIdentity => "ManagedIdentitySignInLogs",
    });
});
const RESULT_TYPE: SignInColumn = ("ResultType", String, |_, record, cells| {
    cells.with(|out| {
        out.integer(record.error);
    });
});
const RESULT_SIGNATURE: SignInColumn = ("ResultSignature", String, |_, _, cells| cells.text("None"));
const RESULT_DESCRIPTION: SignInColumn =
    ("ResultDescription", String, |_, record, cells| cells.text(record.code().reason));
const DURATION: SignInColumn = ("DurationMs", Long, |_, _, cells| cells.number(0));
const CORRELATION: SignInColumn = ("CorrelationId", String, |_, record, cells| cells.guid(record.correlation));
const RESOURCE_GROUP: SignInColumn = ("ResourceGroup", String, |_, _, cells| cells.text("Microsoft.aadiam"));
const IDENTITY: SignInColumn = ("Identity", String, |world, record, cells| cells.text(&names(world, record).display));
const LEVEL: SignInColumn = ("Level", String, |_, _, cells| cells.text("4"));
const LOCATION: SignInColumn = ("Location", String, |_, record, cells| {
    cells.text(if record.kind == SignInKind::ManagedIdentity {
        ""
    } else {
        CITIES[usize::from(record.source.city)].country
    });
});
const DIRECTORY: SignInColumn = ("AADTenantId", String, |world, _, cells| cells.guid(world.tenant));
const APPLICATION: SignInColumn =
    ("AppDisplayName", String, |world, record, cells| cells.text(world.application_name(record.application)));
const APPLICATION_ID: SignInColumn = ("AppId", String, |world, record, cells| match principal(world, record) {
    Some(principal) => cells.guid(principal.application),
    None => cells.guid(world.application_id(record.application)),
});
const AUTHENTICATION_DETAILS: SignInColumn = ("AuthenticationDetails", String, |_, record, cells| {
    cells.dynamic(|out| parts::authentication_details(record, out));
});
const PROCESSING_DETAILS: SignInColumn = ("AuthenticationProcessingDetails", String, |_, record, cells| {
    cells.dynamic(|out| parts::processing_details(record, out));
});
const REQUIREMENT: SignInColumn =
    ("AuthenticationRequirement", String, |_, record, cells| cells.text(requirement(record)));
const REQUIREMENT_POLICIES: SignInColumn = ("AuthenticationRequirementPolicies", String, |_, record, cells| {
    cells.dynamic(|out| parts::requirement_policies(record, out));
});
const PROTOCOL: SignInColumn =
    ("AuthenticationProtocol", String, |_, record, cells| cells.text(record.protocol.name()));
const CLIENT: SignInColumn = ("ClientAppUsed", String, |_, record, cells| cells.text(record.client_kind.name()));
const CLIENT_CREDENTIAL: SignInColumn =
    ("ClientCredentialType", String, |world, record, cells| cells.text(client_credential(world, record)));
const POLICIES: SignInColumn = ("ConditionalAccessPolicies", Dynamic, |world, record, cells| {
    cells.dynamic(|out| world.policies.write(record.decisions.as_ref(), Notation::Monitor, out));
});
const POLICY_STATUS: SignInColumn =
    ("ConditionalAccessStatus", String, |_, record, cells| cells.text(status(record.decisions.as_ref())));
const CREATED: SignInColumn = ("CreatedDateTime", DateTime, |_, record, cells| cells.time(record.time));
const CROSS_TENANT: SignInColumn =
    ("CrossTenantAccessType", String, |world, record, cells| cells.text(cross_tenant(world, record)));
const DEVICE: SignInColumn = ("DeviceDetail", Dynamic, |world, record, cells| {
    cells.dynamic(|out| parts::device_detail(world, record, Notation::Monitor, out));
});
const INTERACTIVITY: SignInColumn =
    ("IsInteractive", Bool, |_, record, cells| cells.boolean(record.kind == SignInKind::Interactive));
const ID: SignInColumn = ("Id", String, |_, record, cells| cells.guid(record.id));
const ADDRESS: SignInColumn = ("IPAddress", String, |_, record, cells| {
    if record.kind == SignInKind::ManagedIdentity {
        cells.text("");
    } else {
        cells.with(|out| {
            out.address(record.source.address);
        });
    }
});
const RISKY: SignInColumn =
    ("IsRisky", Bool, |_, record, cells| if record.risk.level == "none" { cells.empty() } else { cells.boolean(true) });
const LOCATION_DETAILS: SignInColumn = ("LocationDetails", Dynamic, |world, record, cells| {
    cells.dynamic(|out| {
        if record.kind == SignInKind::ManagedIdentity {
            out.raw("{}");
        } else {
            world.location(record.source.city, Notation::Monitor, out);
        }
    });
});
const MFA: SignInColumn =
    ("MfaDetail", Dynamic, |_, record, cells| cells.dynamic(|out| parts::mfa_detail(record, "", out)));
const NETWORKS: SignInColumn = ("NetworkLocationDetails", String, |_, record, cells| {
    cells.dynamic(|out| parts::network_locations(record, out));
});
const ORIGINAL_REQUEST: SignInColumn = ("OriginalRequestId", String, |_, record, cells| cells.guid(record.id));
const RISK_DETAIL: SignInColumn = ("RiskDetail", String, |_, _, cells| cells.text("none"));
const RISK_TYPES: SignInColumn =
    ("RiskEventTypes", String, |_, record, cells| cells.dynamic(|out| parts::risk_types(record, out)));
const RISK_TYPES_2: SignInColumn =
    ("RiskEventTypes_V2", String, |_, record, cells| cells.dynamic(|out| parts::risk_types(record, out)));
const RISK_AGGREGATED: SignInColumn = ("RiskLevelAggregated", String, |_, record, cells| cells.text(record.risk.level));
const RISK_DURING: SignInColumn = ("RiskLevelDuringSignIn", String, |_, record, cells| cells.text(record.risk.level));
const RISK_STATE: SignInColumn = ("RiskState", String, |_, record, cells| cells.text(record.risk.state));
const RESOURCE: SignInColumn =
    ("ResourceDisplayName", String, |world, record, cells| cells.text(world.application_name(record.resource)));
const RESOURCE_IDENTITY: SignInColumn =
    ("ResourceIdentity", String, |world, record, cells| cells.guid(world.application_id(record.resource)));
const RESOURCE_PRINCIPAL: SignInColumn = ("ResourceServicePrincipalId", String, |world, record, cells| {
    cells.guid(world.resource_principal(record.resource));
});
const STATUS: SignInColumn =
    ("Status", Dynamic, |_, record, cells| cells.dynamic(|out| parts::status(record, Notation::Monitor, out)));
const ISSUER: SignInColumn = ("TokenIssuerType", String, |_, _, cells| cells.text("AzureAD"));
const USER_AGENT: SignInColumn =
    ("UserAgent", String, |_, record, cells| cells.with(|out| record.client.user_agent(out)));
const USER_DISPLAY: SignInColumn =
    ("UserDisplayName", String, |world, record, cells| cells.text(&names(world, record).display));
const USER_ID: SignInColumn = ("UserId", String, |world, record, cells| cells.guid(names(world, record).id));
const USER_NAME: SignInColumn =
    ("UserPrincipalName", String, |world, record, cells| cells.text(&names(world, record).sign_in));
const USER_TYPE: SignInColumn = ("UserType", String, |world, record, cells| {
    cells.text(if names(world, record).guest { "Guest" } else { "Member" });
});
const RESOURCE_TENANT: SignInColumn = ("ResourceTenantId", String, |world, record, cells| {
    cells.guid(record.odd().resource_tenant.unwrap_or(world.tenant));
});
const HOME_TENANT: SignInColumn =
    ("HomeTenantId", String, |world, record, cells| cells.guid(names(world, record).home_tenant));
const TOKEN: SignInColumn = ("UniqueTokenIdentifier", String, |_, record, cells| {
    cells.with(|out| {
        out.token(record.id);
    });
});
const SESSION: SignInColumn =
    (
        "SessionId",
        String,
        |_, record, cells| {
            if record.session == Guid::ZERO { cells.text("") } else { cells.guid(record.session) }
        },
    );
const OPERATOR: SignInColumn = ("AutonomousSystemNumber", String, |_, record, cells| {
    cells.with(|out| {
        out.integer(record.source.operator);
    });
});
const INCOMING: SignInColumn = ("IncomingTokenType", String, |_, record, cells| cells.text(record.incoming.name()));
const TRANSFER: SignInColumn = ("OriginalTransferMethod", String, |_, record, cells| {
    cells.text(if record.transferred { "deviceCodeFlow" } else { "none" });
});

fn principal<'a>(world: &'a World, record: &SignIn) -> Option<&'a Principal> {
    match record.subject {
        Subject::Principal(index) => Some(world.principal(index)),
        _ => None,
    }
}

fn took(_: &World, record: &SignIn, cells: &mut Cells) {
    cells.with(|out| {
        out.integer(record.took);
    });
}

/// `SigninLogs`.
pub(super) const INTERACTIVE: &[SignInColumn] = &[
    WORKSPACE,
    SOURCE_SYSTEM,
    TIME_GENERATED,
    ("ResourceId", String, |world, _, cells| {
        cells.with(|out| {
            out.raw("/tenants/").guid(world.tenant).raw("/providers/Microsoft.aadiam");
        });
    }),
    OPERATION_NAME,
    OPERATION_VERSION,
    CATEGORY,
    RESULT_TYPE,
    RESULT_SIGNATURE,
    RESULT_DESCRIPTION,
    DURATION,
    CORRELATION,
    ("Resource", String, |_, _, cells| cells.text("Microsoft.aadiam")),
    RESOURCE_GROUP,
    ("ResourceProvider", String, |_, _, cells| cells.empty()),
    IDENTITY,
    LEVEL,
    LOCATION,
    ("AlternateSignInName", String, |world, record, cells| cells.text(&names(world, record).sign_in)),
    APPLICATION,
    APPLICATION_ID,
    ("AuthenticationContextClassReferences", String, |_, _, cells| cells.text("[]")),
    AUTHENTICATION_DETAILS,
    ("AppliedEventListeners", Dynamic, |_, _, cells| cells.empty()),
    ("AuthenticationMethodsUsed", String, |_, _, cells| cells.empty()),
    PROCESSING_DETAILS,
    REQUIREMENT,
    REQUIREMENT_POLICIES,
    CLIENT,
    POLICIES,
    POLICY_STATUS,
    CREATED,
    DEVICE,
    INTERACTIVITY,
    ID,
    ADDRESS,
    RISKY,
    LOCATION_DETAILS,
    MFA,
    NETWORKS,
    ORIGINAL_REQUEST,
    ("ProcessingTimeInMilliseconds", String, took),
    RISK_DETAIL,
    RISK_TYPES,
    RISK_TYPES_2,
    RISK_AGGREGATED,
    RISK_DURING,
    RISK_STATE,
    RESOURCE,
    RESOURCE_IDENTITY,
    RESOURCE_PRINCIPAL,
    ("ServicePrincipalId", String, |_, _, cells| cells.text("")),
    ("ServicePrincipalName", String, |_, _, cells| cells.empty()),
    STATUS,
    ("TokenIssuerName", String, |_, _, cells| cells.text("")),
    ISSUER,
    USER_AGENT,
    USER_DISPLAY,
    USER_ID,
    USER_NAME,
    DIRECTORY,
    USER_TYPE,
    ("FlaggedForReview", Bool, |_, _, cells| cells.boolean(false)),
    ("SignInIdentifier", String, |world, record, cells| cells.text(&names(world, record).sign_in)),
    RESOURCE_TENANT,
    HOME_TENANT,
    TOKEN,
    SESSION,
    ("SessionLifetimePolicies", String, |_, _, cells| cells.text("[]")),
    OPERATOR,
    PROTOCOL,
    CROSS_TENANT,
    CLIENT_CREDENTIAL,
    INCOMING,
    ("IsTenantRestricted", Bool, |_, _, cells| cells.boolean(false)),
    TRANSFER,
    ("Type", String, |_, _, cells| cells.text("SigninLogs")),
];

/// `AADNonInteractiveUserSignInLogs`: what is dynamic in its sibling is text here.
pub(super) const NON_INTERACTIVE: &[SignInColumn] = &[
    WORKSPACE,
    SOURCE_SYSTEM,
    TIME_GENERATED,
    OPERATION_NAME,
    OPERATION_VERSION,
    CATEGORY,
    RESULT_TYPE,
    RESULT_SIGNATURE,
    RESULT_DESCRIPTION,
    DURATION,
    CORRELATION,
    RESOURCE_GROUP,
    IDENTITY,
    LEVEL,
    LOCATION,
    DIRECTORY,
    APPLICATION,
    APPLICATION_ID,
    AUTHENTICATION_DETAILS,
    PROCESSING_DETAILS,
    PROTOCOL,
    REQUIREMENT,
    REQUIREMENT_POLICIES,
    OPERATOR,
    CLIENT,
    CLIENT_CREDENTIAL,
    (POLICIES.0, String, POLICIES.2),
    POLICY_STATUS,
    CREATED,
    CROSS_TENANT,
    (DEVICE.0, String, DEVICE.2),
    HOME_TENANT,
    ID,
    INCOMING,
    ADDRESS,
    INTERACTIVITY,
    RISKY,
    (LOCATION_DETAILS.0, String, LOCATION_DETAILS.2),
    (MFA.0, String, MFA.2),
    NETWORKS,
    ORIGINAL_REQUEST,
    TRANSFER,
    ("ProcessingTimeInMs", String, took),
    RESOURCE,
    RESOURCE_IDENTITY,
    RESOURCE_PRINCIPAL,
    RESOURCE_TENANT,
    RISK_DETAIL,
    RISK_TYPES,
    RISK_TYPES_2,
    RISK_AGGREGATED,
    RISK_DURING,
    RISK_STATE,
    SESSION,
    ("SignInEventTypes", String, |_, record, cells| {
        cells.with(|out| {
            out.raw("[\"").raw(event_type(record.kind)).raw("\"]");
        });
    }),
    (STATUS.0, String, STATUS.2),
    ISSUER,
    TOKEN,
    USER_AGENT,
    USER_DISPLAY,
    USER_ID,
    USER_NAME,
    USER_TYPE,
    ("Type", String, |_, _, cells| cells.text("AADNonInteractiveUserSignInLogs")),
];

/// `AADServicePrincipalSignInLogs` and `AADManagedIdentitySignInLogs`.
pub(super) const PROGRAMS: &[SignInColumn] = &[
    WORKSPACE,
    SOURCE_SYSTEM,
    TIME_GENERATED,
    OPERATION_NAME,
    OPERATION_VERSION,
    CATEGORY,
    RESULT_TYPE,
    RESULT_SIGNATURE,
    RESULT_DESCRIPTION,
    DURATION,
    CORRELATION,
    RESOURCE_GROUP,
    IDENTITY,
    LEVEL,
    LOCATION,
    APPLICATION_ID,
    OPERATOR,
    PROCESSING_DETAILS,
    CLIENT_CREDENTIAL,
    (POLICIES.0, String, POLICIES.2),
    POLICY_STATUS,
    CREATED,
    ID,
    ADDRESS,
    (LOCATION_DETAILS.0, String, LOCATION_DETAILS.2),
    RESOURCE,
    RESOURCE_IDENTITY,
    RESOURCE_PRINCIPAL,
    ("ServicePrincipalCredentialKeyId", String, |world, record, cells| match principal(world, record) {
        Some(principal) if record.kind == SignInKind::ServicePrincipal => match credential(principal, record) {
            (Credential::Federated, _) => cells.text(""),
            (_, key) => cells.guid(key),
        },
        _ => cells.text(""),
    }),
    ("ServicePrincipalId", String, |world, record, cells| match principal(world, record) {
        Some(principal) => cells.guid(principal.id),
        None => cells.empty(),
    }),
    ("ServicePrincipalName", String, |world, record, cells| match principal(world, record) {
        Some(principal) => cells.text(principal.name),
        None => cells.empty(),
    }),
    TOKEN,
    DIRECTORY,
    ("Type", String, |_, record, cells| {
        cells.text(if record.kind == SignInKind::ManagedIdentity {
            "AADManagedIdentitySignInLogs"
        } else {
            "AADServicePrincipalSignInLogs"
        });
    }),
];
