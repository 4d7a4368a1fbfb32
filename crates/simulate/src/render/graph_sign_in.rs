//! A sign-in as Microsoft Graph's beta endpoint returns it.
//!
//! Source: <https://learn.microsoft.com/graph/api/resources/signin>.

use super::{names, parts};
use crate::events::sign_in::{SignIn, SignInKind};
use crate::text::Text;
use crate::world::World;
use crate::world::policies::{Notation, status};
use crate::world::principals::{Credential, Principal};

/// Writes one object.
pub(crate) fn write(world: &World, sign_in: &SignIn, out: &mut Text) {
    let person = matches!(sign_in.kind, SignInKind::Interactive | SignInKind::NonInteractive);
    out.raw("{\"id\":\"").guid(sign_in.id);
    out.raw("\",\"createdDateTime\":\"").seconds_z(sign_in.time).raw("\"");
    if person {
        subject_person(world, sign_in, out);
    } else {
        subject_program(world, sign_in, out);
    }
    out.raw(",\"ipAddress\":\"");
    if sign_in.kind != SignInKind::ManagedIdentity {
        out.address(sign_in.source.address);
    }
    out.raw("\",\"ipAddressFromResourceProvider\":null,\"clientAppUsed\":\"").raw(sign_in.client_kind.name());
    out.raw("\",\"userAgent\":\"");
    sign_in.client.user_agent(out);
    out.raw("\",\"correlationId\":\"").guid(sign_in.correlation);
    out.raw("\",\"conditionalAccessStatus\":\"").raw(status(sign_in.decisions.as_ref()));
    out.raw("\",\"originalRequestId\":\"").guid(sign_in.id);
    out.raw("\",\"isInteractive\":").boolean(sign_in.kind == SignInKind::Interactive);
    out.raw(",\"tokenIssuerName\":\"\",\"tokenIssuerType\":\"AzureAD\",\"clientCredentialType\":\"");
    out.raw(client_credential(world, sign_in));
    out.raw("\",\"processingTimeInMilliseconds\":").integer(sign_in.took);
    out.raw(",\"riskDetail\":\"none\",\"riskLevelAggregated\":\"").raw(sign_in.risk.level);
    out.raw("\",\"riskLevelDuringSignIn\":\"").raw(sign_in.risk.level);
    out.raw("\",\"riskState\":\"").raw(sign_in.risk.state).raw("\",\"riskEventTypes_v2\":");
    parts::risk_types(sign_in, out);
    out.raw(",\"resourceDisplayName\":\"").raw(world.application_name(sign_in.resource));
    out.raw("\",\"resourceId\":\"").guid(world.application_id(sign_in.resource));
    out.raw("\",\"resourceTenantId\":\"").guid(sign_in.odd().resource_tenant.unwrap_or(world.tenant));
    out.raw("\",\"resourceServicePrincipalId\":\"").guid(world.resource_principal(sign_in.resource));
    out.raw("\",\"authenticationMethodsUsed\":[],\"authenticationRequirement\":\"").raw(requirement(sign_in));
    out.raw("\",\"signInEventTypes\":[\"").raw(event_type(sign_in.kind));
    out.raw("\"],\"authenticationProtocol\":\"").raw(sign_in.protocol.name());
    out.raw("\",\"incomingTokenType\":\"").raw(sign_in.incoming.name());
    out.raw("\",\"originalTransferMethod\":\"").raw(if sign_in.transferred { "deviceCodeFlow" } else { "none" });
    out.raw("\",\"uniqueTokenIdentifier\":\"").token(sign_in.id);
    out.raw("\",\"autonomousSystemNumber\":").integer(sign_in.source.operator);
    out.raw(",\"crossTenantAccessType\":\"").raw(cross_tenant(world, sign_in));
    out.raw("\",\"flaggedForReview\":false,\"isTenantRestricted\":false,\"isThroughGlobalSecureAccess\":false");
    out.raw(",\"globalSecureAccessIpAddress\":\"\",\"federatedCredentialId\":\"");
    if let Some((Credential::Federated, id)) = sign_in.odd().credential {
        out.guid(id);
    }
    out.raw("\",\"privateLinkDetails\":null");
    out.raw(",\"status\":");
    parts::status(sign_in, Notation::Graph, out);
    out.raw(",\"deviceDetail\":");
    parts::device_detail(world, sign_in, Notation::Graph, out);
    out.raw(",\"location\":");
    if sign_in.kind == SignInKind::ManagedIdentity {
        out.raw("{\"city\":\"\",\"state\":\"\",\"countryOrRegion\":\"\",\"geoCoordinates\":{\"latitude\":0,\"longitude\":0,\"altitude\":null}}");
    } else {
        world.location(sign_in.source.city, Notation::Graph, out);
    }
    out.raw(",\"mfaDetail\":");
    parts::mfa_detail(sign_in, "null", out);
    out.raw(",\"appliedConditionalAccessPolicies\":");
    world.policies.write(sign_in.decisions.as_ref(), Notation::Graph, out);
    out.raw(",\"authenticationContextClassReferences\":[],\"authenticationProcessingDetails\":");
    parts::processing_details(sign_in, out);
    out.raw(",\"networkLocationDetails\":");
    parts::network_locations(sign_in, out);
    out.raw(",\"authenticationDetails\":");
    parts::authentication_details(sign_in, out);
    out.raw(",\"authenticationRequirementPolicies\":");
    parts::requirement_policies(sign_in, out);
    out.raw(",\"sessionLifetimePolicies\":[],\"appliedEventListeners\":[],\"managedServiceIdentity\":");
    managed_identity(world, sign_in, out);
    out.raw(
        ",\"tokenProtectionStatusDetails\":{\"signInSessionStatus\":\"unbound\",\"signInSessionStatusCode\":1002}}",
    );
}

fn subject_person(world: &World, sign_in: &SignIn, out: &mut Text) {
    let names = names(world, sign_in);
    out.raw(",\"userDisplayName\":").string(&names.display);
    out.raw(",\"userPrincipalName\":").string(&names.sign_in);
    out.raw(",\"userId\":\"").guid(names.id);
    out.raw("\",\"userType\":\"").raw(if names.guest { "guest" } else { "member" });
    out.raw("\",\"signInIdentifier\":").string(if sign_in.kind == SignInKind::Interactive {
        &names.sign_in
    } else {
        ""
    });
    out.raw(",\"signInIdentifierType\":null,\"homeTenantId\":\"").guid(names.home_tenant);
    out.raw("\",\"homeTenantName\":\"\",\"appId\":\"").guid(world.application_id(sign_in.application));
    out.raw("\",\"appDisplayName\":\"").raw(world.application_name(sign_in.application));
    out.raw("\",\"servicePrincipalName\":null,\"servicePrincipalId\":\"\",\"servicePrincipalCredentialKeyId\":null,\"sessionId\":");
    if sign_in.session == crate::guid::Guid::ZERO {
        out.raw("null");
    } else {
        out.raw("\"").guid(sign_in.session).raw("\"");
    }
}

fn subject_program(world: &World, sign_in: &SignIn, out: &mut Text) {
    let crate::events::sign_in::Subject::Principal(index) = sign_in.subject else { return };
    let principal = world.principal(index);
    out.raw(
        ",\"userDisplayName\":null,\"userPrincipalName\":null,\"userId\":\"\",\"userType\":null,\"homeTenantId\":\"",
    );
    out.guid(world.tenant).raw("\",\"homeTenantName\":\"\",\"appId\":\"").guid(principal.application);
    out.raw("\",\"appDisplayName\":\"").raw(principal.name);
    out.raw("\",\"servicePrincipalName\":\"")
        .raw(principal.name)
        .raw("\",\"servicePrincipalId\":\"")
        .guid(principal.id);
    out.raw("\",\"servicePrincipalCredentialKeyId\":");
    match credential(principal, sign_in) {
        (Credential::ManagedIdentity | Credential::Federated, _) => out.raw("\"\""),
        (_, key) => out.raw("\"").guid(key).raw("\""),
    };
    out.raw(",\"servicePrincipalCredentialThumbprint\":\"\",\"sessionId\":null");
}

/// The credential a principal used, and its key.
pub(crate) fn credential(principal: &Principal, sign_in: &SignIn) -> (Credential, crate::guid::Guid) {
    sign_in.odd().credential.unwrap_or((principal.credential, principal.key))
}

/// `clientCredentialType`.
pub(crate) fn client_credential(world: &World, sign_in: &SignIn) -> &'static str {
    match sign_in.subject {
        crate::events::sign_in::Subject::Principal(index) => match credential(world.principal(index), sign_in).0 {
            Credential::Secret => "clientSecret",
            Credential::Federated => "federatedIdentityCredential",
            Credential::Certificate => "clientAssertion",
            Credential::ManagedIdentity => "managedIdentity",
        },
        _ => "none",
    }
}

/// `authenticationRequirement`.
pub(crate) fn requirement(sign_in: &SignIn) -> &'static str {
    if sign_in.multifactor { "multiFactorAuthentication" } else { "singleFactorAuthentication" }
}

/// `signInEventTypes`.
pub(crate) fn event_type(kind: SignInKind) -> &'static str {
    match kind {
        SignInKind::Interactive => "interactiveUser",
        SignInKind::NonInteractive => "nonInteractiveUser",
        SignInKind::ServicePrincipal => "servicePrincipal",
        SignInKind::ManagedIdentity => "managedIdentity",
    }
}

/// `crossTenantAccessType`.
pub(crate) fn cross_tenant(world: &World, sign_in: &SignIn) -> &'static str {
    let guest = names(world, sign_in).guest;
    if guest || sign_in.odd().resource_tenant.is_some() { "b2bCollaboration" } else { "none" }
}

fn managed_identity(world: &World, sign_in: &SignIn, out: &mut Text) {
    out.raw("{\"msiType\":\"");
    match sign_in.subject {
        crate::events::sign_in::Subject::Principal(index) if sign_in.kind == SignInKind::ManagedIdentity => {
            out.raw(if world.principal(index).user_assigned { "userAssigned" } else { "systemAssigned" });
        }
        _ => {
            out.raw("none");
        }
    }
    out.raw("\",\"associatedResourceId\":\"\",\"federatedTokenId\":\"\",\"federatedTokenIssuer\":\"\"}");
}
