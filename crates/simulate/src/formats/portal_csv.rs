//! `portal-csv`: what the Entra portal's download buttons give: byte-order mark, two columns of one name, headers with
//! trailing and double spaces.

use super::Rendering;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::cells::{cells, signature};
use crate::render::portal;
use crate::text::Text;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    let header = |names: Vec<&'static str>| format!("\u{feff}{}\n", names.join(","));
    let sign_ins = || header(signature(portal::SIGN_INS).into_iter().map(|(name, _)| name).collect());
    let programs = || header(signature(portal::PROGRAMS).into_iter().map(|(name, _)| name).collect());
    [
        ("InteractiveSignIns", Stream::InteractiveSignIns, sign_ins()),
        ("NonInteractiveSignIns", Stream::NonInteractiveSignIns, sign_ins()),
        ("ApplicationSignIns", Stream::ServicePrincipalSignIns, programs()),
        ("MSISignIns", Stream::ManagedIdentitySignIns, programs()),
        ("AuditLogs", Stream::DirectoryAudits, portal::audit_header()),
    ]
    .into_iter()
    .map(|(name, stream, header)| Rendering {
        path: format!("portal/{name}.csv"),
        streams: vec![stream],
        layout: Layout::Lines { header },
        write,
    })
    .collect()
}

fn write(world: &World, event: &Event, out: &mut Text) {
    match &event.record {
        Record::SignIn(sign_in) => {
            let program = matches!(event.stream(), Stream::ServicePrincipalSignIns | Stream::ManagedIdentitySignIns);
            let columns = if program { portal::PROGRAMS } else { portal::SIGN_INS };
            cells(columns, world, sign_in).line(out);
        }
        Record::Audit(audit) => portal::audit_line(world, audit, out),
        Record::Unified(_)
        | Record::RiskDetection(_)
        | Record::RiskyUser(_)
        | Record::Alert(_)
        | Record::Incident(_) => {}
    }
}
