//! Records as Azure Monitor's diagnostic settings emit them, to storage and to Event Hubs.
//!
//! Source: <https://learn.microsoft.com/entra/identity/monitoring-health/concept-diagnostic-settings-logs-options>.

use super::graph_sign_in::{client_credential, credential, cross_tenant, event_type, requirement};
use super::{graph_audit, names, parts};
use crate::events::audit::{Actor, Audit};
use crate::events::security::{RiskDetection, RiskyUser};
use crate::events::sign_in::{SignIn, SignInKind, Subject};
use crate::events::{Event, Record, Stream};
use crate::guid::Guid;
use crate::text::Text;
use crate::time::Moment;
use crate::world::World;
use crate::world::places::CITIES;
use crate::world::policies::{Notation, status};
use crate::world::principals::Credential;

/// The category a log has in diagnostic settings, if it has one.
pub(crate) fn category(stream: Stream) -> Option<&'static str> {
    Some(match stream {
        Stream::InteractiveSignIns => "SignInLogs",
        Stream::NonInteractiveSignIns => "NonInteractiveUserSignInLogs",
        Stream::ServicePrincipalSignIns => "ServicePrincipalSignInLogs",
        Stream::ManagedIdentitySignIns => "ManagedIdentitySignInLogs",
        Stream::DirectoryAudits => "AuditLogs",
        Stream::RiskDetections => "UserRiskEvents",
        Stream::RiskyUsers => "RiskyUsers",
        Stream::UnifiedAudit | Stream::Alerts | Stream::Incidents => return None,
    })
}

/// Writes one record; nothing for an event of a log that has no category.
pub(crate) fn write(world: &World, event: &Event, out: &mut Text) {
    let Some(category) = category(event.stream()) else { return };
    match &event.record {
        Record::SignIn(record) => sign_in(world, record, category, out),
        Record::Audit(record) => audit(world, record, out),
        Record::RiskDetection(record) => risk_detection(world, record, out),
        Record::RiskyUser(record) => risky_user(world, record, out),
        Record::Unified(_) | Record::Alert(_) | Record::Incident(_) => {}
    }
}

/// The envelope up to the result.
fn begin(world: &World, time: &str, operation: &str, category: &str, out: &mut Text) {
    out.raw("{\"time\":\"").raw(time).raw("\",\"resourceId\":\"/tenants/").guid(world.tenant);
    out.raw("/providers/Microsoft.aadiam\",\"operationName\":").string(operation);
    out.raw(",\"operationVersion\":\"1.0\",\"category\":\"")
        .raw(category)
        .raw("\",\"tenantId\":\"")
        .guid(world.tenant)
        .raw("\"");
}

fn iso(moment: Moment) -> String {
    let mut out = Text::default();
    out.ticks_z(moment);
    out.into_string()
}

fn sign_in(world: &World, sign_in: &SignIn, category: &str, out: &mut Text) {
    let program = matches!(sign_in.kind, SignInKind::ServicePrincipal | SignInKind::ManagedIdentity);
    let code = sign_in.code();
    begin(world, &iso(sign_in.arrives()), "Sign-in activity", category, out);
    out.raw(",\"resultType\":\"").integer(code.number).raw("\",\"resultSignature\":\"None\"");
    if code.number != 0 {
        out.raw(",\"resultDescription\":").string(code.reason);
    }
    out.raw(",\"durationMs\":0");
    if sign_in.kind != SignInKind::ManagedIdentity {
        out.raw(",\"callerIpAddress\":\"").address(sign_in.source.address).raw("\"");
    }
    out.raw(",\"correlationId\":\"").guid(sign_in.correlation).raw("\"");
    if !program {
        out.raw(",\"identity\":").string(&names(world, sign_in).display);
    }
    out.raw(",\"Level\":4");
    if sign_in.kind != SignInKind::ManagedIdentity {
        out.raw(",\"location\":\"").raw(CITIES[usize::from(sign_in.source.city)].country).raw("\"");
    }
    out.raw(",\"properties\":{\"id\":\"")
        .guid(sign_in.id)
        .raw("\",\"createdDateTime\":\"")
        .ticks(sign_in.time)
        .raw("+00:00\"");
    if program {
        program_properties(world, sign_in, out);
    } else {
        person_properties(world, sign_in, out);
    }
    common_properties(world, sign_in, out);
    out.raw("}}");
}

fn person_properties(world: &World, sign_in: &SignIn, out: &mut Text) {
    let names = names(world, sign_in);
    out.raw(",\"userDisplayName\":").string(&names.display).raw(",\"userPrincipalName\":").string(&names.sign_in);
    out.raw(",\"userId\":\"").guid(names.id).raw("\",\"userType\":\"").raw(if names.guest {
        "Guest"
    } else {
        "Member"
    });
    out.raw("\",\"appId\":\"").guid(world.application_id(sign_in.application));
    out.raw("\",\"appDisplayName\":\"").raw(world.application_name(sign_in.application));
    out.raw("\",\"homeTenantId\":\"").guid(names.home_tenant).raw("\",\"originalRequestId\":\"").guid(sign_in.id);
    out.raw("\",\"clientAppUsed\":\"").raw(sign_in.client_kind.name()).raw("\",\"userAgent\":\"");
    sign_in.client.user_agent(out);
    out.raw("\",\"servicePrincipalId\":\"\",\"sessionId\":\"");
    if sign_in.session != Guid::ZERO {
        out.guid(sign_in.session);
    }
    if sign_in.kind == SignInKind::Interactive {
        out.raw("\",\"signInIdentifier\":").string(&names.sign_in);
    } else {
        out.raw("\"");
    }
    out.raw(",\"deviceDetail\":");
    parts::device_detail(world, sign_in, Notation::Monitor, out);
    out.raw(",\"mfaDetail\":");
    parts::mfa_detail(sign_in, "{}", out);
    out.raw(",\"authenticationDetails\":");
    parts::authentication_details(sign_in, out);
    out.raw(",\"authenticationProcessingDetails\":");
    parts::processing_details(sign_in, out);
    out.raw(",\"authenticationRequirementPolicies\":");
    parts::requirement_policies(sign_in, out);
    out.raw(",\"networkLocationDetails\":");
    parts::network_locations(sign_in, out);
    out.raw(",\"riskEventTypes\":");
    parts::risk_types(sign_in, out);
    out.raw(",\"riskEventTypes_v2\":");
    parts::risk_types(sign_in, out);
    out.raw(",\"authenticationRequirement\":\"").raw(requirement(sign_in));
    out.raw("\",\"tokenIssuerName\":\"\",\"privateLinkDetails\":{},\"sessionLifetimePolicies\":[],\"ssoExtensionVersion\":\"\"");
    out.raw(",\"tokenProtectionStatusDetails\":{\"signInSessionStatus\":\"unbound\",\"signInSessionStatusCode\":1002}");
}

fn program_properties(world: &World, sign_in: &SignIn, out: &mut Text) {
    let Subject::Principal(index) = sign_in.subject else { return };
    let principal = world.principal(index);
    out.raw(",\"userId\":null,\"servicePrincipalId\":\"").guid(principal.id);
    out.raw("\",\"servicePrincipalName\":\"")
        .raw(principal.name)
        .raw("\",\"appId\":\"")
        .guid(principal.application)
        .raw("\"");
    let (credential, key) = credential(principal, sign_in);
    if !matches!(credential, Credential::ManagedIdentity | Credential::Federated) {
        out.raw(",\"servicePrincipalCredentialKeyId\":\"")
            .guid(key)
            .raw("\",\"servicePrincipalCredentialThumbprint\":\"\"");
    }
}

fn common_properties(world: &World, sign_in: &SignIn, out: &mut Text) {
    let managed = sign_in.kind == SignInKind::ManagedIdentity;
    out.raw(",\"ipAddress\":\"");
    if !managed {
        out.address(sign_in.source.address);
    }
    out.raw("\",\"correlationId\":\"").guid(sign_in.correlation);
    out.raw("\",\"conditionalAccessStatus\":\"").raw(status(sign_in.decisions.as_ref()));
    out.raw("\",\"appliedConditionalAccessPolicies\":");
    world.policies.write(sign_in.decisions.as_ref(), Notation::Monitor, out);
    out.raw(",\"isInteractive\":").boolean(sign_in.kind == SignInKind::Interactive);
    out.raw(",\"signInEventTypes\":[\"").raw(event_type(sign_in.kind)).raw("\"],\"status\":");
    parts::status(sign_in, Notation::Monitor, out);
    out.raw(",\"location\":");
    if managed {
        out.raw("{\"city\":\"\",\"state\":\"\",\"countryOrRegion\":\"\",\"geoCoordinates\":{\"latitude\":0,\"longitude\":0}}");
    } else {
        world.location(sign_in.source.city, Notation::Monitor, out);
    }
    out.raw(",\"tokenIssuerType\":\"AzureAD\",\"clientCredentialType\":\"").raw(client_credential(world, sign_in));
    out.raw("\",\"processingTimeInMilliseconds\":").integer(sign_in.took);
    out.raw(",\"riskDetail\":\"none\",\"riskLevelAggregated\":\"").raw(sign_in.risk.level);
    out.raw("\",\"riskLevelDuringSignIn\":\"")
        .raw(sign_in.risk.level)
        .raw("\",\"riskState\":\"")
        .raw(sign_in.risk.state);
    out.raw("\",\"resourceDisplayName\":\"").raw(world.application_name(sign_in.resource));
    out.raw("\",\"resourceId\":\"").guid(world.application_id(sign_in.resource));
    out.raw("\",\"resourceTenantId\":\"").guid(sign_in.odd().resource_tenant.unwrap_or(world.tenant));
    out.raw("\",\"resourceServicePrincipalId\":\"").guid(world.resource_principal(sign_in.resource));
    out.raw("\",\"autonomousSystemNumber\":").integer(sign_in.source.operator);
    out.raw(",\"uniqueTokenIdentifier\":\"").token(sign_in.id);
    out.raw("\",\"incomingTokenType\":\"").raw(sign_in.incoming.name());
    out.raw("\",\"authenticationProtocol\":\"").raw(sign_in.protocol.name());
    out.raw("\",\"originalTransferMethod\":\"").raw(if sign_in.transferred { "deviceCodeFlow" } else { "none" });
    out.raw("\",\"crossTenantAccessType\":\"").raw(cross_tenant(world, sign_in));
    out.raw("\",\"flaggedForReview\":false,\"isTenantRestricted\":false,\"isThroughGlobalSecureAccess\":false");
}

fn audit(world: &World, audit: &Audit, out: &mut Text) {
    begin(world, &iso(audit.time), audit.activity.name, "AuditLogs", out);
    out.raw(",\"resultSignature\":\"None\",\"durationMs\":0");
    if let Actor::Person { source: Some(source), .. } = &audit.actor {
        out.raw(",\"callerIpAddress\":\"").address(source.address).raw("\"");
    }
    out.raw(",\"correlationId\":\"").guid(audit.correlation).raw("\",\"identity\":\"");
    if let Actor::Application { name, .. } = &audit.actor {
        out.escaped(name);
    }
    out.raw("\",\"Level\":4,\"properties\":{\"tenantId\":\"").guid(world.tenant).raw("\",\"id\":\"");
    audit.name(out);
    out.raw("\",\"category\":\"").raw(audit.activity.category).raw("\",\"correlationId\":\"").guid(audit.correlation);
    out.raw("\",\"result\":\"").raw(graph_audit::result(audit)).raw("\",\"resultReason\":").string(&audit.reason);
    out.raw(",\"activityDisplayName\":").string(audit.activity.name);
    out.raw(",\"activityDateTime\":\"")
        .ticks(audit.time)
        .raw("+00:00\",\"loggedByService\":\"")
        .raw(audit.activity.service);
    out.raw("\",\"operationType\":\"").raw(audit.activity.operation).raw("\",\"userAgent\":null,\"initiatedBy\":");
    initiated_by(world, &audit.actor, out);
    out.raw(",\"targetResources\":");
    graph_audit::targets(audit, out);
    out.raw(",\"additionalDetails\":");
    graph_audit::details(audit, out);
    out.raw("}}");
}

/// `initiatedBy`: without the one of user and application that did not do it, unlike Graph.
pub(crate) fn initiated_by(world: &World, actor: &Actor, out: &mut Text) {
    match actor {
        Actor::Person { person, source } => {
            let person = world.person(*person);
            out.raw("{\"user\":{\"id\":\"").guid(person.id).raw("\",\"displayName\":null,\"userPrincipalName\":");
            out.string(&person.sign_in).raw(",\"ipAddress\":\"");
            if let Some(source) = source {
                out.address(source.address);
            }
            out.raw("\",\"roles\":[]}}");
        }
        Actor::Application { name, principal } => {
            out.raw("{\"app\":{\"displayName\":")
                .string(name)
                .raw(",\"appId\":null,\"servicePrincipalId\":\"")
                .guid(*principal);
            out.raw("\",\"servicePrincipalName\":null}}");
        }
    }
}

/// Records about risk have their time in United States notation.
fn us(moment: Moment) -> String {
    let mut out = Text::default();
    out.us_time(moment);
    out.into_string()
}

fn risk_detection(world: &World, detection: &RiskDetection, out: &mut Text) {
    begin(world, &us(detection.time), "User Risk Detection", "UserRiskEvents", out);
    out.raw(",\"resultSignature\":\"None\",\"durationMs\":0,\"callerIpAddress\":\"").address(detection.source.address);
    out.raw("\",\"correlationId\":\"").guid(detection.correlation).raw("\",\"identity\":");
    out.string(&world.person(detection.person).display).raw(",\"Level\":4,\"location\":\"");
    out.raw(CITIES[usize::from(detection.source.city)].country).raw("\",\"properties\":");
    super::graph_security::risk_detection(world, detection, out);
    out.raw("}");
}

fn risky_user(world: &World, user: &RiskyUser, out: &mut Text) {
    begin(world, &us(user.time), "Risky user", "RiskyUsers", out);
    out.raw(",\"resultSignature\":\"None\",\"durationMs\":0,\"correlationId\":\"");
    out.guid(world.person(user.person).id.derived(user.time.unix_seconds() as u64));
    out.raw("\",\"identity\":").string(&world.person(user.person).display);
    out.raw(",\"Level\":4,\"location\":\"weu\",\"properties\":");
    super::graph_security::risky_user(world, user, out);
    out.raw("}");
}
