//! Reports opened in Power BI (type 20).

use super::{Head, head};
use crate::events::unified::{Report, Unified};
use crate::text::Text;
use crate::world::World;
use crate::world::names::DEPARTMENTS;

pub(super) fn write(world: &World, record: &Unified, report: &Report, out: &mut Text) {
    let person = world.person(report.person);
    let fields = Head {
        operation: "ViewReport",
        dot: false,
        record_type: 20,
        result: None,
        user_type: 0,
        workload: "PowerBI",
        user: &person.sign_in,
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.hexadecimal(person.passport);
        },
        out,
    );
    let (_, department, _) = DEPARTMENTS[usize::from(report.number) % DEPARTMENTS.len()];
    let workspace = world.tenant.derived(40_000 + u64::from(report.number) % 12);
    let id = workspace.derived(u64::from(report.number));
    out.raw(",\"ClientIP\":\"").address(report.source.address).raw("\",\"UserAgent\":\"");
    report.client.user_agent(out);
    out.raw("\",\"Activity\":\"ViewReport\",\"ItemName\":\"").raw(department).raw(" figures ").integer(report.number);
    out.raw("\",\"WorkSpaceName\":\"").raw(department).raw("\",\"ReportName\":\"").raw(department).raw(" figures ");
    out.integer(report.number).raw("\",\"WorkspaceId\":\"").guid(workspace).raw("\",\"ObjectId\":\"").raw(department);
    out.raw(" figures ").integer(report.number).raw("\",\"ReportId\":\"").guid(id).raw("\",\"ArtifactId\":\"").guid(id);
    out.raw("\",\"ReportType\":\"PowerBIReport\",\"RequestId\":\"").guid(record.id.derived(1));
    out.raw("\",\"IsSuccess\":true,\"ConsumptionMethod\":\"Power BI Web\"}");
}
