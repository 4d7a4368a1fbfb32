//! Administrative commands in Exchange (type 1).

use super::{Head, head};
use crate::events::unified::{Command, Unified};
use crate::text::Text;
use crate::world::World;

/// The name the service itself goes by.
pub(super) const SYSTEM: &str = "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)";

pub(super) fn write(world: &World, record: &Unified, command: &Command, out: &mut Text) {
    let person = command.person.map(|person| world.person(person));
    let fields = Head {
        operation: command.name,
        dot: false,
        record_type: 1,
        result: Some("True"),
        user_type: if person.is_some() { 2 } else { 3 },
        workload: "Exchange",
        user: person.map_or(SYSTEM, |person| person.sign_in.as_str()),
    };
    head(
        world,
        record,
        &fields,
        |out| {
            match person {
                Some(person) => out.hexadecimal(person.passport),
                None => out.escaped(SYSTEM),
            };
        },
        out,
    );
    if let Some(source) = command.source {
        out.raw(",\"ClientIP\":\"")
            .address_and_port(source.address, 1024 + (record.id.low() % 60_000) as u16)
            .raw("\"");
    }
    out.raw(",\"ObjectId\":").string(&command.object).raw(",\"AppId\":\"").raw(command.application);
    out.raw("\",\"ClientAppId\":\"\",\"ExternalAccess\":").boolean(person.is_none());
    out.raw(",\"OrganizationName\":\"").raw(&world.domain).raw("\",\"OriginatingServer\":\"AM0PR05MB");
    out.integer(record.id.high() % 9000 + 1000).raw(" (15.20.8158.0)\",\"Parameters\":");
    parameters(command, out);
    if let Some(session) = command.session {
        out.raw(",\"SessionId\":\"").guid(session).raw("\"");
    }
    out.raw("}");
}

/// `Parameters`.
pub(crate) fn parameters(command: &Command, out: &mut Text) {
    out.raw("[");
    for (position, (name, value)) in command.parameters.iter().enumerate() {
        if position > 0 {
            out.raw(",");
        }
        out.raw("{\"Name\":\"").raw(name).raw("\",\"Value\":").string(value).raw("}");
    }
    out.raw("]");
}
