//! A change in the directory as Microsoft Graph returns it.
//!
//! Source: <https://learn.microsoft.com/graph/api/resources/directoryaudit>.

use crate::events::audit::{Actor, Audit, Property, Target, TargetKind};
use crate::text::Text;
use crate::world::World;

/// Writes one object.
pub(crate) fn write(world: &World, audit: &Audit, out: &mut Text) {
    out.raw("{\"id\":\"");
    audit.name(out);
    out.raw("\",\"category\":\"").raw(audit.activity.category);
    out.raw("\",\"correlationId\":\"").guid(audit.correlation);
    out.raw("\",\"result\":\"").raw(result(audit)).raw("\",\"resultReason\":").string(&audit.reason);
    out.raw(",\"activityDisplayName\":").string(audit.activity.name);
    out.raw(",\"activityDateTime\":\"").ticks_z(audit.time);
    out.raw("\",\"loggedByService\":\"").raw(audit.activity.service);
    out.raw("\",\"operationType\":\"").raw(audit.activity.operation);
    out.raw("\",\"userAgent\":null,\"initiatedBy\":");
    initiated_by(world, &audit.actor, out);
    out.raw(",\"targetResources\":");
    targets(audit, out);
    out.raw(",\"additionalDetails\":");
    details(audit, out);
    out.raw("}");
}

/// `result`.
pub(crate) fn result(audit: &Audit) -> &'static str {
    if audit.failure.is_some() { "failure" } else { "success" }
}

fn initiated_by(world: &World, actor: &Actor, out: &mut Text) {
    match actor {
        Actor::Person { person, source } => {
            let person = world.person(*person);
            out.raw("{\"app\":null,\"user\":{\"id\":\"")
                .guid(person.id)
                .raw("\",\"displayName\":null,\"userPrincipalName\":");
            out.string(&person.sign_in).raw(",\"ipAddress\":");
            match source {
                Some(source) => out.raw("\"").address(source.address).raw("\""),
                None => out.raw("\"\""),
            };
            out.raw(",\"userType\":null,\"homeTenantId\":null,\"homeTenantName\":null}}");
        }
        Actor::Application { name, principal } => {
            out.raw("{\"user\":null,\"app\":{\"appId\":null,\"displayName\":").string(name);
            out.raw(",\"servicePrincipalId\":\"").guid(*principal).raw("\",\"servicePrincipalName\":null}}");
        }
    }
}

/// `targetResources`.
pub(crate) fn targets(audit: &Audit, out: &mut Text) {
    out.raw("[");
    for (position, target) in audit.targets.iter().enumerate() {
        if position > 0 {
            out.raw(",");
        }
        target_object(target, out);
    }
    out.raw("]");
}

fn target_object(target: &Target, out: &mut Text) {
    out.raw("{\"id\":\"").guid(target.id).raw("\",\"displayName\":");
    optional(target.name.as_deref(), out);
    out.raw(",\"type\":\"").raw(target.kind.name()).raw("\",\"userPrincipalName\":");
    optional(target.sign_in.as_deref(), out);
    out.raw(",\"groupType\":").raw(if target.kind == TargetKind::Group { "\"azureAD\"" } else { "null" });
    out.raw(",\"modifiedProperties\":[");
    for (position, property) in target.properties.iter().enumerate() {
        if position > 0 {
            out.raw(",");
        }
        property_object(property, out);
    }
    out.raw("]}");
}

fn property_object(property: &Property, out: &mut Text) {
    out.raw("{\"displayName\":").string(property.name).raw(",\"oldValue\":");
    optional(property.old.as_deref(), out);
    out.raw(",\"newValue\":");
    optional(property.new.as_deref(), out);
    out.raw("}");
}

fn optional(text: Option<&str>, out: &mut Text) {
    match text {
        Some(text) => out.string(text),
        None => out.raw("null"),
    };
}

/// `additionalDetails`.
pub(crate) fn details(audit: &Audit, out: &mut Text) {
    out.raw("[");
    for (position, (key, value)) in audit.details.iter().enumerate() {
        if position > 0 {
            out.raw(",");
        }
        out.raw("{\"key\":").string(key).raw(",\"value\":").string(value).raw("}");
    }
    out.raw("]");
}
