//! Rows of the Entra portal's downloads.

use super::cells::ColumnType::String;
use super::cells::{Cells, Column};
use super::graph_audit::result;
use super::graph_sign_in::{client_credential, credential, cross_tenant};
use super::names;
use crate::events::audit::{Actor, Audit};
use crate::events::sign_in::{ClientKind, IncomingToken, Method, SignIn, SignInKind, StepResult, Subject};
use crate::guid::Guid;
use crate::text::Text;
use crate::world::World;
use crate::world::places::CITIES;
use crate::world::policies::status;
use crate::world::principals::{Credential, Principal};

type SignInColumn = Column<SignIn>;

const DATE: SignInColumn = ("Date (UTC)", String, |_, record, cells| {
    cells.with(|out| {
        out.seconds_z(record.time);
    });
});
const REQUEST: SignInColumn = ("Request ID", String, |_, record, cells| cells.guid(record.id));
const CORRELATION: SignInColumn = ("Correlation ID", String, |_, record, cells| cells.guid(record.correlation));
const APPLICATION_OWNER: SignInColumn = ("App owner tenant ID", String, |world, _, cells| cells.guid(world.tenant));
const RESOURCE: SignInColumn =
    ("Resource", String, |world, record, cells| cells.text(world.application_name(record.resource)));
const RESOURCE_ID: SignInColumn =
    ("Resource ID ", String, |world, record, cells| cells.guid(world.application_id(record.resource)));
const RESOURCE_TENANT: SignInColumn = ("Resource tenant ID", String, |world, record, cells| {
    cells.guid(record.odd().resource_tenant.unwrap_or(world.tenant));
});
const RESOURCE_OWNER: SignInColumn = ("Resource owner tenant ID", String, |_, _, cells| cells.empty());
const HOME_TENANT: SignInColumn =
    ("Home tenant ID", String, |world, record, cells| cells.guid(names(world, record).home_tenant));
const HOME_TENANT_NAME: SignInColumn = ("Home tenant name", String, |_, _, cells| cells.empty());
const ADDRESS: SignInColumn = ("IP address", String, |_, record, cells| {
    cells.with(|out| {
        if record.kind != SignInKind::ManagedIdentity {
            out.address(record.source.address);
        }
    });
});
const LOCATION: SignInColumn = ("Location", String, |_, record, cells| {
    cells.with(|out| {
        if record.kind != SignInKind::ManagedIdentity {
            let city = &CITIES[usize::from(record.source.city)];
            out.raw(city.name).raw(", ").raw(city.state).raw(", ").raw(city.country);
        }
    });
});
const STATUS: SignInColumn = ("Status", String, |_, record, cells| {
    let code = record.code();
    cells.text(match code.number {
        0 => "Success",
        _ if code.interrupt => "Interrupted",
        _ => "Failure",
    });
});
const ERROR: SignInColumn = ("Sign-in error code", String, |_, record, cells| {
    if record.error == 0 {
        cells.empty();
    } else {
        cells.number(record.error);
    }
});
const REASON: SignInColumn = ("Failure reason", String, |_, record, cells| {
    cells.text(if record.error == 0 { "Other." } else { record.code().reason });
});
const POLICY: SignInColumn = ("Conditional Access", String, |_, record, cells| {
    cells.text(match status(record.decisions.as_ref()) {
        "success" => "Success",
        "failure" => "Failure",
        _ => "Not Applied",
    });
});

fn nothing(_: &World, _: &SignIn, cells: &mut Cells) {
    cells.empty();
}

fn second_step(record: &SignIn) -> Option<crate::events::sign_in::Step> {
    record.steps.iter().flatten().copied().find(|step| step.second && step.result != StepResult::Required)
}

/// The 57 columns of interactive and non-interactive sign-ins.
pub(crate) const SIGN_INS: &[SignInColumn] = &[
    DATE,
    REQUEST,
    ("User agent", String, |_, record, cells| cells.with(|out| record.client.user_agent(out))),
    CORRELATION,
    ("User ID", String, |world, record, cells| cells.guid(names(world, record).id)),
    ("User", String, |world, record, cells| cells.text(&names(world, record).display)),
    ("Username", String, |world, record, cells| cells.text(&names(world, record).sign_in)),
    ("User type", String, |world, record, cells| {
        cells.text(if names(world, record).guest { "guest" } else { "member" });
    }),
    ("Cross tenant access type", String, |world, record, cells| cells.text(cross_tenant(world, record))),
    ("Incoming token type", String, |_, record, cells| cells.text(record.incoming.name())),
    ("Authentication Protocol", String, |_, record, cells| {
        cells.text(match record.protocol.name() {
            "none" => "None",
            "ropc" => "ROPC",
            _ => "Device code",
        });
    }),
    ("Unique token identifier", String, |_, record, cells| {
        cells.with(|out| {
            out.token(record.id);
        });
    }),
    ("Original transfer method", String, |_, record, cells| {
        cells.text(if record.transferred { "Device code flow" } else { "None" });
    }),
    ("Client credential type", String, |world, record, cells| {
        cells.text(match client_credential(world, record) {
            "none" => "None",
            other => other,
        });
    }),
    ("Token Protection - Sign In Session", String, |_, _, cells| cells.text("Unbound")),
    ("Token Protection - Sign In Session StatusCode", String, |_, _, cells| cells.text("1002")),
    ("Application", String, |world, record, cells| cells.text(world.application_name(record.application))),
    ("Application ID ", String, |world, record, cells| cells.guid(world.application_id(record.application))),
    APPLICATION_OWNER,
    RESOURCE,
    RESOURCE_ID,
    RESOURCE_TENANT,
    RESOURCE_OWNER,
    HOME_TENANT,
    HOME_TENANT_NAME,
    ADDRESS,
    LOCATION,
    STATUS,
    ERROR,
    REASON,
    ("Client app", String, |_, record, cells| {
        cells.text(match record.client_kind {
            ClientKind::None => "",
            other => other.name(),
        });
    }),
    ("Device ID", String, |world, record, cells| match crate::render::device(world, record) {
        Some(device) => cells.guid(device.id),
        None => cells.empty(),
    }),
    ("Browser", String, |_, record, cells| cells.with(|out| record.client.browser(out))),
    ("Operating System", String, |_, record, cells| cells.text(record.client.operating_system())),
    ("Compliant", String, managed),
    ("Managed", String, managed),
    ("Join Type", String, |world, record, cells| {
        match crate::render::device(world, record).map(|device| device.trust).filter(|trust| !trust.is_empty()) {
            Some(trust) => cells.text(&trust.replace("Azure AD", "Microsoft Entra")),
            None => cells.empty(),
        }
    }),
    ("Multifactor authentication result", String, |_, record, cells| match second_step(record) {
        Some(step) => cells.text(step.result.text()),
        None => cells.empty(),
    }),
    ("Multifactor authentication auth method", String, |_, record, cells| match second_step(record) {
        Some(step) if step.method != Method::Earlier => cells.text(step.method.name()),
        _ => cells.empty(),
    }),
    ("Multifactor authentication auth detail", String, |_, record, cells| {
        match second_step(record).and_then(|step| step.method.detail()) {
            Some(detail) => cells.text(detail),
            None => cells.empty(),
        }
    }),
    ("Authentication requirement", String, |_, record, cells| {
        cells.text(if record.multifactor { "Multifactor authentication" } else { "Single-factor authentication" });
    }),
    ("Sign-in identifier", String, |world, record, cells| {
        if record.kind == SignInKind::Interactive { cells.text(&names(world, record).sign_in) } else { cells.empty() }
    }),
    (
        "Session ID",
        String,
        |_, record, cells| {
            if record.session == Guid::ZERO { cells.empty() } else { cells.guid(record.session) }
        },
    ),
    ("IP address (seen by resource)", String, nothing),
    ("Through Global Secure Access", String, |_, _, cells| cells.text("No")),
    ("Global Secure Access IP address", String, nothing),
    ("Autonomous system  number", String, |_, record, cells| cells.number(record.source.operator)),
    ("Flagged for review", String, |_, _, cells| cells.text("No")),
    ("Token issuer type", String, |_, _, cells| cells.text("Microsoft Entra ID")),
    ("Incoming token type", String, |_, record, cells| {
        cells.text(match record.incoming {
            IncomingToken::None => "None",
            IncomingToken::PrimaryRefreshToken => "Primary refresh token",
            IncomingToken::RefreshToken => "Refresh token",
        });
    }),
    ("Token issuer name", String, nothing),
    ("Latency", String, |_, record, cells| {
        cells.with(|out| {
            out.integer(record.took).raw("ms");
        });
    }),
    POLICY,
    ("Managed Identity type", String, |_, _, cells| cells.text("None")),
    ("Associated Resource Id", String, nothing),
    ("Federated Token Id", String, nothing),
    ("Federated Token Issuer", String, nothing),
];

fn managed(world: &World, record: &SignIn, cells: &mut Cells) {
    let device = crate::render::device(world, record);
    cells.text(if device.is_some_and(|device| device.compliant) { "Yes" } else { "No" });
}

fn principal<'a>(world: &'a World, record: &SignIn) -> Option<&'a Principal> {
    match record.subject {
        Subject::Principal(index) => Some(world.principal(index)),
        _ => None,
    }
}

/// The 22 columns of sign-ins of service principals and managed identities.
pub(crate) const PROGRAMS: &[SignInColumn] = &[
    DATE,
    REQUEST,
    CORRELATION,
    ("Service principal ID", String, |world, record, cells| match principal(world, record) {
        Some(principal) => cells.guid(principal.id),
        None => cells.empty(),
    }),
    ("Service principal name", String, |world, record, cells| match principal(world, record) {
        Some(principal) => cells.text(principal.name),
        None => cells.empty(),
    }),
    ("Credential key ID", String, |world, record, cells| match principal(world, record) {
        Some(principal) => match credential(principal, record) {
            (Credential::ManagedIdentity | Credential::Federated, _) => cells.empty(),
            (_, key) => cells.guid(key),
        },
        _ => cells.empty(),
    }),
    ("Credential thumbprint", String, nothing),
    ("Application", String, |world, record, cells| match principal(world, record) {
        Some(principal) => cells.text(principal.name),
        None => cells.empty(),
    }),
    ("Application ID ", String, |world, record, cells| match principal(world, record) {
        Some(principal) => cells.guid(principal.application),
        None => cells.empty(),
    }),
    APPLICATION_OWNER,
    RESOURCE,
    RESOURCE_ID,
    RESOURCE_TENANT,
    RESOURCE_OWNER,
    ("Home tenant ID", String, |world, _, cells| cells.guid(world.tenant)),
    HOME_TENANT_NAME,
    ADDRESS,
    LOCATION,
    STATUS,
    ERROR,
    REASON,
    POLICY,
];

/// Targets, properties of a target and details that have columns in the audit download.
const TARGETS: usize = 3;
const PROPERTIES: usize = 5;
const DETAILS: usize = 6;

/// The header of the audit download.
pub(crate) fn audit_header() -> std::string::String {
    let mut out = Text::default();
    out.raw(
        "\u{feff}Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,ActorType,ActorDisplayName",
    );
    out.raw(",ActorObjectId,ActorUserPrincipalName,IPAddress,ActorHomeTenantId,ActorHomeTenantName");
    out.raw(",ActorServicePrincipalId,ActorServicePrincipalName");
    for target in 1..=TARGETS {
        for field in ["Type", "DisplayName", "ObjectId", "UserPrincipalName"] {
            out.raw(",Target").integer(target).raw(field);
        }
        for property in 1..=PROPERTIES {
            for field in ["Name", "OldValue", "NewValue"] {
                out.raw(",Target").integer(target).raw("ModifiedProperty").integer(property).raw(field);
            }
        }
    }
    for detail in 1..=DETAILS {
        out.raw(",AdditionalDetail").integer(detail).raw("Key,AdditionalDetail").integer(detail).raw("Value");
    }
    out.raw("\n");
    out.into_string()
}

/// A line of the audit download.
pub(crate) fn audit_line(world: &World, audit: &Audit, out: &mut Text) {
    out.seconds(audit.time).raw("+00:00,").guid(audit.correlation).raw(",").cell(audit.activity.service).raw(",");
    out.cell(audit.activity.category)
        .raw(",")
        .cell(audit.activity.name)
        .raw(",")
        .raw(result(audit))
        .raw(",")
        .cell(&audit.reason);
    match &audit.actor {
        Actor::Person { person, source } => {
            let person = world.person(*person);
            out.raw(",User,,").guid(person.id).raw(",").cell(&person.sign_in).raw(",");
            if let Some(source) = source {
                out.address(source.address);
            }
            out.raw(",,,,");
        }
        Actor::Application { name, principal } => {
            out.raw(",Application,").cell(name).raw(",,,,,,").guid(*principal).raw(",");
        }
    }
    for position in 0..TARGETS {
        let target = audit.targets.get(position);
        out.raw(",");
        if let Some(target) = target {
            out.raw(target.kind.name())
                .raw(",")
                .cell(target.name.as_deref().unwrap_or(""))
                .raw(",")
                .guid(target.id)
                .raw(",");
            out.cell(target.sign_in.as_deref().unwrap_or(""));
        } else {
            out.raw(",,,");
        }
        for property in 0..PROPERTIES {
            match target.and_then(|target| target.properties.get(property)) {
                Some(property) => {
                    out.raw(",").cell(property.name).raw(",").cell(property.old.as_deref().unwrap_or(""));
                    out.raw(",").cell(property.new.as_deref().unwrap_or(""));
                }
                None => {
                    out.raw(",,,");
                }
            }
        }
    }
    for position in 0..DETAILS {
        match audit.details.get(position) {
            Some((key, value)) => out.raw(",").cell(key).raw(",").cell(value),
            None => out.raw(",,"),
        };
    }
    out.raw("\n");
}
