//! Messages and meetings (type 25).

use super::{Head, head};
use crate::events::unified::{Teams, TeamsOperation, Unified};
use crate::guid::Guid;
use crate::text::Text;
use crate::world::World;
use crate::world::names::DEPARTMENTS;
use crate::world::people::Person;

pub(super) fn write(world: &World, record: &Unified, teams: &Teams, out: &mut Text) {
    let person = world.person(teams.person);
    let other = world.person(teams.other);
    let fields = Head {
        operation: teams.operation.name(),
        dot: false,
        record_type: 25,
        result: None,
        user_type: 0,
        workload: "MicrosoftTeams",
        user: &person.workload_name,
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.guid(person.id);
        },
        out,
    );
    out.raw(",\"ClientIP\":\"").address(teams.source.address).raw("\",\"ItemName\":\"");
    chat(person, other, teams, out);
    out.raw("\",\"ExtraProperties\":[{\"Key\":\"UserAgent\",\"Value\":\"");
    teams.client.user_agent(out);
    out.raw("\"},{\"Key\":\"TimeZone\",\"Value\":\"UTC\"}]");
    match teams.operation {
        TeamsOperation::SessionStarted => {
            out.raw(",\"ObjectId\":\"").raw(teams.client.operating_system()).raw(" client\"");
        }
        TeamsOperation::ChatCreated
        | TeamsOperation::MessageSent
        | TeamsOperation::MessageRead
        | TeamsOperation::MessageEdited => {
            out.raw(",\"CommunicationType\":\"OneOnOne\",\"ChatThreadId\":\"");
            chat(person, other, teams, out);
            out.raw("\",\"MessageId\":\"").integer(record.time.unix_seconds() * 1000 + (teams.salt % 1000) as i64);
            out.raw("\",\"MessageVersion\":\"1\",\"MessageSizeInBytes\":").integer(teams.salt % 900 + 20);
            out.raw(",\"Members\":[");
            member(person, out);
            out.raw(",");
            member(other, out);
            out.raw("],\"ParticipantInfo\":{\"HasForeignTenantUsers\":false,\"HasGuestUsers\":false,\"HasOtherGuestUsers\":false");
            out.raw(",\"HasUnauthenticatedUsers\":false,\"ParticipatingTenantIds\":[\"").guid(world.tenant).raw("\"]}");
        }
        TeamsOperation::MeetingDetail | TeamsOperation::MeetingParticipant => {
            out.raw(",\"CommunicationType\":\"GroupCall\",\"MeetingDetailId\":\"")
                .guid(Guid::from_parts(teams.salt, 2));
            out.raw("\",\"Modalities\":\"Audio, Video\",\"JoinTime\":\"")
                .seconds(record.time)
                .raw("\",\"LeaveTime\":\"");
            out.seconds(record.time.plus_seconds((teams.salt % 3000) as i64 + 300)).raw("\",\"Attendees\":[");
            member(person, out);
            out.raw("]");
        }
        TeamsOperation::MemberAdded => {
            let (_, department, _) = DEPARTMENTS[(teams.salt % DEPARTMENTS.len() as u64) as usize];
            out.raw(",\"TeamName\":\"").raw(department).raw("\",\"TeamGuid\":\"19:").hexadecimal(teams.salt % 12);
            out.raw("@thread.tacv2\",\"AADGroupId\":\"")
                .guid(world.tenant.derived(9000 + teams.salt % 12))
                .raw("\",\"Members\":[");
            member(other, out);
            out.raw("]");
        }
    }
    out.raw("}");
}

fn chat(person: &Person, other: &Person, teams: &Teams, out: &mut Text) {
    let (first, second) = if person.id < other.id { (person.id, other.id) } else { (other.id, person.id) };
    match teams.operation {
        TeamsOperation::MeetingDetail | TeamsOperation::MeetingParticipant | TeamsOperation::MemberAdded => {
            out.raw("19:meeting_").hexadecimal(teams.salt).raw("@thread.v2");
        }
        _ => {
            out.raw("19:").guid(first).raw("_").guid(second).raw("@unq.gbl.spaces");
        }
    }
}

fn member(person: &Person, out: &mut Text) {
    out.raw("{\"DisplayName\":").string(&person.display).raw(",\"Role\":0,\"UPN\":").string(&person.sign_in).raw("}");
}
