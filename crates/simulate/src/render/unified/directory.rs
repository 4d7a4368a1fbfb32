//! Changes in the directory (record type 8): the echo of a directory audit.

use super::{Head, head};
use crate::events::audit::{Actor, Audit, TargetKind};
use crate::events::unified::Unified;
use crate::text::Text;
use crate::world::World;

/// The activity's name with a full stop; one that ends with a space keeps it and gets none.
pub(super) fn operation<'a>(audit: &Audit, out: &'a mut Text) -> &'a mut Text {
    out.raw(audit.activity.name).raw(if audit.activity.name.ends_with(' ') { "" } else { "." })
}

pub(super) fn user(world: &World, audit: &Audit, out: &mut Text) {
    match &audit.actor {
        Actor::Person { person, .. } => out.raw(&world.person(*person).sign_in),
        Actor::Application { principal, .. } => out.raw("ServicePrincipal_").guid(*principal),
    };
}

pub(super) fn write(world: &World, record: &Unified, audit: &Audit, out: &mut Text) {
    let mut acting = Text::default();
    user(world, audit, &mut acting);
    let fields = Head {
        operation: audit.activity.name,
        dot: !audit.activity.name.ends_with(' '),
        record_type: 8,
        result: Some(if audit.failure.is_some() { "Failure" } else { "Success" }),
        user_type: if matches!(audit.actor, Actor::Person { .. }) { 0 } else { 4 },
        workload: "AzureActiveDirectory",
        user: acting.as_str(),
    };
    head(
        world,
        record,
        &fields,
        |out| match &audit.actor {
            Actor::Person { person, .. } => {
                out.hexadecimal(world.person(*person).passport).raw("@").raw(&world.domain);
            }
            Actor::Application { .. } => {
                out.raw("Not Available");
            }
        },
        out,
    );
    out.raw(",\"ObjectId\":");
    match audit.targets.first() {
        Some(target) => match &target.sign_in {
            Some(sign_in) => out.string(sign_in),
            None => out.raw("\"").raw(target.kind.name()).raw("_").guid(target.id).raw("\""),
        },
        None => out.raw("\"Not Available\""),
    };
    out.raw(
        ",\"AzureActiveDirectoryEventType\":1,\"ExtendedProperties\":[{\"Name\":\"additionalDetails\",\"Value\":\"",
    );
    additional(audit, out);
    out.raw("\"},{\"Name\":\"extendedAuditEventCategory\",\"Value\":\"");
    out.raw(audit.targets.first().map_or("Directory", |target| target.kind.name()))
        .raw("\"}],\"ModifiedProperties\":[");
    modified(audit, out);
    out.raw("],\"Actor\":[");
    actor(world, audit, out);
    out.raw("],\"ActorContextId\":\"").guid(world.tenant);
    if let Actor::Person { source: Some(source), .. } = &audit.actor {
        out.raw("\",\"ActorIpAddress\":\"").address(source.address).raw("\",\"ClientIP\":\"").address(source.address);
    }
    out.raw("\",\"InterSystemsId\":\"").guid(audit.correlation).raw("\",\"IntraSystemId\":\"").guid(audit.id);
    out.raw("\",\"SupportTicketId\":\"\",\"Target\":[");
    targets(audit, out);
    out.raw("],\"TargetContextId\":\"").guid(world.tenant).raw("\"}");
}

/// JSON inside a string inside JSON.
fn additional(audit: &Audit, out: &mut Text) {
    let mut inner = Text::default();
    inner.raw("{");
    for (position, (key, value)) in audit.details.iter().enumerate() {
        if position > 0 {
            inner.raw(",");
        }
        inner.string(key).raw(":").string(value);
    }
    inner.raw("}");
    out.escaped(inner.as_str());
}

fn modified(audit: &Audit, out: &mut Text) {
    let mut first = true;
    for property in audit.targets.iter().flat_map(|target| &target.properties) {
        if !first {
            out.raw(",");
        }
        first = false;
        out.raw("{\"Name\":").string(property.name);
        out.raw(",\"NewValue\":").string(plain(property.new.as_deref()));
        out.raw(",\"OldValue\":").string(plain(property.old.as_deref())).raw("}");
    }
}

/// This log has single words without the quotes Graph puts around them.
fn plain(text: Option<&str>) -> &str {
    let text = text.unwrap_or("");
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

fn actor(world: &World, audit: &Audit, out: &mut Text) {
    match &audit.actor {
        Actor::Person { person, .. } => {
            let person = world.person(*person);
            out.raw("{\"ID\":").string(&person.sign_in).raw(",\"Type\":5},{\"ID\":\"").hexadecimal(person.passport);
            out.raw("\",\"Type\":3},{\"ID\":\"User_").guid(person.id).raw("\",\"Type\":2},{\"ID\":\"").guid(person.id);
            out.raw("\",\"Type\":2},{\"ID\":\"User\",\"Type\":2}");
        }
        Actor::Application { name, principal } => {
            out.raw("{\"ID\":").string(name).raw(",\"Type\":1},{\"ID\":\"ServicePrincipal_").guid(*principal);
            out.raw("\",\"Type\":2},{\"ID\":\"")
                .guid(*principal)
                .raw("\",\"Type\":2},{\"ID\":\"ServicePrincipal\",\"Type\":2}");
        }
    }
}

fn targets(audit: &Audit, out: &mut Text) {
    for (position, target) in audit.targets.iter().enumerate() {
        if position > 0 {
            out.raw(",");
        }
        out.raw("{\"ID\":\"")
            .raw(target.kind.name())
            .raw("_")
            .guid(target.id)
            .raw("\",\"Type\":2},{\"ID\":\"")
            .guid(target.id);
        out.raw("\",\"Type\":2},{\"ID\":\"").raw(target.kind.name()).raw("\",\"Type\":2}");
        match (&target.sign_in, &target.name) {
            (Some(sign_in), _) => {
                out.raw(",{\"ID\":").string(sign_in).raw(",\"Type\":5}");
            }
            (None, Some(name)) => {
                out.raw(",{\"ID\":").string(name).raw(",\"Type\":1}");
            }
            (None, None) => {}
        }
        if target.kind == TargetKind::Directory {
            out.raw(",{\"ID\":\"Directory\",\"Type\":2}");
        }
    }
}
