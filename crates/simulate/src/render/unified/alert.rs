//! Alerts of the compliance centre (type 40).

use super::{Head, head};
use crate::events::unified::{ComplianceAlert, Unified};
use crate::text::Text;
use crate::world::World;

pub(super) fn write(world: &World, record: &Unified, alert: &ComplianceAlert, out: &mut Text) {
    let person = world.person(alert.person);
    let fields = Head {
        operation: alert.operation,
        dot: false,
        record_type: 40,
        result: Some("Succeeded"),
        user_type: 4,
        workload: "SecurityComplianceCenter",
        user: "SecurityComplianceAlerts",
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.raw("SecurityComplianceAlerts");
        },
        out,
    );
    out.raw(",\"ObjectId\":\"").guid(record.id.derived(4)).raw("\",\"AlertId\":\"").guid(record.id.derived(4));
    out.raw("\",\"AlertLinks\":[{\"AlertLinkHref\":\"\"}],\"AlertType\":\"System\",\"Category\":\"")
        .raw(alert.category);
    out.raw("\",\"Comments\":\"New alert\",\"Name\":\"")
        .raw(alert.name)
        .raw("\",\"PolicyId\":\"")
        .guid(world.tenant.derived(alert.name.len() as u64));
    out.raw("\",\"Severity\":\"")
        .raw(alert.severity)
        .raw("\",\"Source\":\"Office 365 Security & Compliance\",\"Status\":\"Active\"");
    out.raw(",\"EntityType\":\"User\",\"AlertEntityId\":").string(&person.sign_in).raw(",\"Data\":\"");
    let mut inner = Text::default();
    inner
        .raw("{\"f3u\":")
        .string(&person.sign_in)
        .raw(",\"ts\":\"")
        .seconds_z(record.time)
        .raw("\",\"an\":\"")
        .raw(alert.name);
    inner.raw("\",\"sev\":\"").raw(alert.severity).raw("\",\"tid\":\"").guid(world.tenant).raw("\"}");
    out.escaped(inner.as_str()).raw("\"}");
}
