//! Risk detections, risky users, alerts and incidents as Microsoft Graph returns them.
//!
//! Sources: <https://learn.microsoft.com/graph/api/resources/riskdetection>,
//! <https://learn.microsoft.com/graph/api/resources/riskyuser>,
//! <https://learn.microsoft.com/graph/api/resources/security-alert>,
//! <https://learn.microsoft.com/graph/api/resources/security-incident>.

use crate::events::security::{Alert, Incident, RiskDetection, RiskyUser};
use crate::text::Text;
use crate::world::World;
use crate::world::places::CITIES;
use crate::world::policies::Notation;

/// A risk detection.
pub(crate) fn risk_detection(world: &World, detection: &RiskDetection, out: &mut Text) {
    let person = world.person(detection.person);
    out.raw("{\"id\":\"").guid(detection.id).raw("\",\"requestId\":\"").guid(detection.request);
    out.raw("\",\"correlationId\":\"").guid(detection.correlation);
    out.raw("\",\"riskType\":\"").raw(detection.kind).raw("\",\"riskEventType\":\"").raw(detection.kind);
    out.raw("\",\"riskState\":\"").raw(detection.state).raw("\",\"riskLevel\":\"").raw(detection.level);
    out.raw("\",\"riskDetail\":\"")
        .raw(detection.detail)
        .raw("\",\"source\":\"IdentityProtection\",\"detectionTimingType\":\"");
    out.raw(if detection.real_time { "realtime" } else { "offline" });
    out.raw("\",\"activity\":\"signin\",\"tokenIssuerType\":\"AzureAD\",\"ipAddress\":\"")
        .address(detection.source.address);
    out.raw("\",\"activityDateTime\":\"").ticks_z(detection.activity);
    out.raw("\",\"detectedDateTime\":\"").ticks_z(detection.time);
    out.raw("\",\"lastUpdatedDateTime\":\"").ticks_z(detection.time);
    out.raw("\",\"userId\":\"").guid(person.id).raw("\",\"userDisplayName\":").string(&person.display);
    out.raw(",\"userPrincipalName\":").string(&person.sign_in).raw(",\"additionalInfo\":\"");
    let mut inner = Text::default();
    additional_info(detection, &mut inner);
    out.escaped(inner.as_str()).raw("\",\"location\":");
    world.location(detection.source.city, Notation::Graph, out);
    out.raw("}");
}

/// `additionalInfo`: an array with capital letters in its keys, which Graph passes on as text.
pub(crate) fn additional_info(detection: &RiskDetection, out: &mut Text) {
    out.raw("[{\"Key\":\"userAgent\",\"Value\":\"");
    detection.client.user_agent(out);
    out.raw("\"}]");
}

/// A user at risk.
pub(crate) fn risky_user(world: &World, user: &RiskyUser, out: &mut Text) {
    let person = world.person(user.person);
    out.raw("{\"id\":\"")
        .guid(person.id)
        .raw("\",\"isDeleted\":false,\"isProcessing\":false,\"riskLevel\":\"")
        .raw(user.level);
    out.raw("\",\"riskState\":\"").raw(user.state).raw("\",\"riskDetail\":\"").raw(user.detail);
    out.raw("\",\"riskLastUpdatedDateTime\":\"").ticks_z(user.time);
    out.raw("\",\"userDisplayName\":")
        .string(&person.display)
        .raw(",\"userPrincipalName\":")
        .string(&person.sign_in)
        .raw("}");
}

/// The name an alert goes by.
pub(crate) fn alert_id(alert: &Alert, out: &mut Text) {
    out.raw("da").hexadecimal(alert.id.high()).raw("_").integer(alert.id.low() % 2_000_000_000);
}

/// An alert of `alerts_v2`.
pub(crate) fn alert(world: &World, alert: &Alert, out: &mut Text) {
    let person = world.person(alert.person);
    out.raw("{\"@odata.type\":\"#microsoft.graph.security.alert\",\"id\":\"");
    alert_id(alert, out);
    out.raw("\",\"providerAlertId\":\"").guid(alert.id).raw("\",\"incidentId\":\"").integer(alert.incident);
    out.raw("\",\"status\":\"new\",\"severity\":\"").raw(alert.severity);
    out.raw("\",\"classification\":null,\"determination\":null,\"serviceSource\":\"").raw(alert.service);
    out.raw("\",\"detectionSource\":\"").raw(alert.detection).raw("\",\"productName\":\"").raw(alert.product);
    out.raw("\",\"detectorId\":\"")
        .guid(world.tenant.derived(alert.title.len() as u64))
        .raw("\",\"tenantId\":\"")
        .guid(world.tenant);
    out.raw("\",\"title\":").string(alert.title).raw(",\"description\":").string(alert.title);
    out.raw(",\"recommendedActions\":\"\",\"category\":\"").raw(alert.category);
    out.raw("\",\"assignedTo\":null,\"alertWebUrl\":\"https://security.microsoft.com/alerts/");
    alert_id(alert, out);
    out.raw("\",\"incidentWebUrl\":\"https://security.microsoft.com/incidents/").integer(alert.incident);
    out.raw(
        "\",\"actorDisplayName\":null,\"threatDisplayName\":null,\"threatFamilyName\":null,\"mitreTechniques\":[\"",
    );
    out.raw(alert.technique).raw("\"],\"createdDateTime\":\"").ticks_z(alert.time);
    out.raw("\",\"lastUpdateDateTime\":\"")
        .ticks_z(alert.time)
        .raw("\",\"resolvedDateTime\":null,\"firstActivityDateTime\":\"");
    out.ticks_z(alert.first).raw("\",\"lastActivityDateTime\":\"").ticks_z(alert.last);
    out.raw("\",\"comments\":[],\"systemTags\":[],\"alertPolicyId\":null,\"additionalData\":null,\"evidence\":[");
    out.raw("{\"@odata.type\":\"#microsoft.graph.security.userEvidence\",\"createdDateTime\":\"").ticks_z(alert.time);
    out.raw("\",\"verdict\":\"unknown\",\"remediationStatus\":\"none\",\"remediationStatusDetails\":null,\"roles\":[\"compromised\"]");
    out.raw(",\"detailedRoles\":[],\"tags\":[],\"userAccount\":{\"accountName\":")
        .string(account_name(&person.sign_in));
    out.raw(",\"domainName\":null,\"userSid\":null,\"azureAdUserId\":\"").guid(person.id);
    out.raw("\",\"userPrincipalName\":")
        .string(&person.sign_in)
        .raw(",\"displayName\":")
        .string(&person.display)
        .raw("}}");
    if let Some(source) = alert.source {
        out.raw(",{\"@odata.type\":\"#microsoft.graph.security.ipEvidence\",\"createdDateTime\":\"")
            .ticks_z(alert.time);
        out.raw("\",\"verdict\":\"suspicious\",\"remediationStatus\":\"none\",\"remediationStatusDetails\":null,\"roles\":[]");
        out.raw(",\"detailedRoles\":[],\"tags\":[],\"ipAddress\":\"").address(source.address);
        out.raw("\",\"countryLetterCode\":\"").raw(CITIES[usize::from(source.city)].country).raw("\"}");
    }
    out.raw("]}");
}

fn account_name(sign_in: &str) -> &str {
    sign_in.split('@').next().unwrap_or(sign_in)
}

/// An incident.
pub(crate) fn incident(world: &World, incident: &Incident, out: &mut Text) {
    out.raw("{\"id\":\"").integer(incident.number).raw("\",\"tenantId\":\"").guid(world.tenant);
    out.raw("\",\"status\":\"").raw(if incident.resolved { "resolved" } else { "active" });
    out.raw("\",\"incidentWebUrl\":\"https://security.microsoft.com/incidents/").integer(incident.number);
    out.raw("\",\"redirectIncidentId\":null,\"displayName\":").string(&incident.title);
    out.raw(",\"createdDateTime\":\"")
        .ticks_z(incident.time)
        .raw("\",\"lastUpdateDateTime\":\"")
        .ticks_z(incident.time);
    out.raw("\",\"assignedTo\":null,\"classification\":\"unknown\",\"determination\":\"unknown\",\"severity\":\"");
    out.raw(incident.severity).raw("\",\"customTags\":[],\"systemTags\":[],\"description\":null,\"summary\":null");
    out.raw(
        ",\"lastModifiedBy\":\"Microsoft 365 Defender-AlertCorrelation\",\"resolvingComment\":null,\"comments\":[]}",
    );
}
