//! `graph-security`: what the protection services conclude, as the pages of Microsoft Graph answers.

use super::Rendering;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::graph_security;
use crate::text::Text;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    [
        (Stream::RiskDetections, "riskDetections", "identityProtection/riskDetections", 500),
        (Stream::RiskyUsers, "riskyUsers", "identityProtection/riskyUsers", 500),
        (Stream::Alerts, "alerts_v2", "security/alerts_v2", 1000),
        (Stream::Incidents, "incidents", "security/incidents", 50),
    ]
    .into_iter()
    .map(|(stream, name, resource, size)| Rendering {
        path: format!("graph/{name}"),
        streams: vec![stream],
        layout: Layout::Pages {
            context: format!("https://graph.microsoft.com/v1.0/$metadata#{resource}"),
            next: format!("https://graph.microsoft.com/v1.0/{resource}?$skiptoken="),
            size,
        },
        write,
    })
    .collect()
}

fn write(world: &World, event: &Event, out: &mut Text) {
    match &event.record {
        Record::RiskDetection(detection) => graph_security::risk_detection(world, detection, out),
        Record::RiskyUser(user) => graph_security::risky_user(world, user, out),
        Record::Alert(alert) => graph_security::alert(world, alert, out),
        Record::Incident(incident) => graph_security::incident(world, incident, out),
        Record::SignIn(_) | Record::Audit(_) | Record::Unified(_) => {}
    }
}
