//! `UserLoggedIn` and `UserLoginFailed` (record type 15): the echo of a sign-in.

use super::{Head, head};
use crate::events::sign_in::{ClientKind, Protocol, SignIn, SignInKind, Step, Subject};
use crate::events::unified::Unified;
use crate::guid::Guid;
use crate::render::names;
use crate::text::Text;
use crate::world::World;

/// Three of four failures claim success here: the field tells about the request, not about the sign-in.
fn result_status(sign_in: &SignIn) -> &'static str {
    if sign_in.error == 0 || !sign_in.id.high().is_multiple_of(4) { "Success" } else { "Failed" }
}

/// `UserId`: names that nobody has are withheld.
pub(super) fn user<'a>(world: &'a World, sign_in: &SignIn) -> std::borrow::Cow<'a, str> {
    match sign_in.subject {
        Subject::Person(_) | Subject::Unlisted(_) | Subject::Outsider(_) => names(world, sign_in).sign_in,
        Subject::Stranger(_) | Subject::Principal(_) => "Not Available".into(),
    }
}

pub(super) fn write(world: &World, record: &Unified, sign_in: &SignIn, out: &mut Text) {
    let person = sign_in.person().map(|person| world.person(person));
    let name = user(world, sign_in);
    let user: &str = &name;
    let id = person.map_or(Guid::ZERO, |person| person.id);
    let fields = Head {
        operation: if sign_in.error == 0 { "UserLoggedIn" } else { "UserLoginFailed" },
        dot: false,
        record_type: 15,
        result: Some(result_status(sign_in)),
        user_type: 0,
        workload: "AzureActiveDirectory",
        user,
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.guid(id);
        },
        out,
    );
    out.raw(",\"ClientIP\":\"").address(sign_in.source.address);
    out.raw("\",\"ObjectId\":\"").guid(world.application_id(sign_in.resource));
    out.raw(
        "\",\"AzureActiveDirectoryEventType\":1,\"ExtendedProperties\":[{\"Name\":\"ResultStatusDetail\",\"Value\":\"",
    );
    out.raw(if sign_in.error == 0 { "Success" } else { "UserError" }).raw("\"},{\"Name\":\"UserAgent\",\"Value\":\"");
    sign_in.client.user_agent(out);
    let method = sign_in.steps.iter().flatten().map(|step: &Step| if step.second { 22 } else { 1 }).max().unwrap_or(1);
    out.raw("\"},{\"Name\":\"UserAuthenticationMethod\",\"Value\":\"").integer(method);
    out.raw("\"},{\"Name\":\"RequestType\",\"Value\":\"")
        .raw(request_type(sign_in))
        .raw("\"}],\"ModifiedProperties\":[],\"Actor\":[{\"ID\":\"");
    out.guid(id)
        .raw("\",\"Type\":0},{\"ID\":")
        .string(user)
        .raw(",\"Type\":5}],\"ActorContextId\":\"")
        .guid(world.tenant);
    out.raw("\",\"ActorIpAddress\":\"").address(sign_in.source.address);
    out.raw("\",\"InterSystemsId\":\"").guid(sign_in.correlation).raw("\",\"IntraSystemId\":\"").guid(sign_in.id);
    out.raw("\",\"SupportTicketId\":\"\",\"Target\":[{\"ID\":\"").guid(world.application_id(sign_in.resource));
    out.raw("\",\"Type\":0}],\"TargetContextId\":\"").guid(world.tenant);
    out.raw("\",\"ApplicationId\":\"").guid(world.application_id(sign_in.application));
    out.raw("\",\"DeviceProperties\":[");
    let device = crate::render::device(world, sign_in);
    if let Some(device) = &device {
        out.raw("{\"Name\":\"Id\",\"Value\":\"")
            .guid(device.id)
            .raw("\"},{\"Name\":\"DisplayName\",\"Value\":")
            .string(&device.name);
        out.raw("},{\"Name\":\"IsCompliant\",\"Value\":\"")
            .raw(if device.compliant { "True" } else { "False" })
            .raw("\"},");
    }
    out.raw("{\"Name\":\"OS\",\"Value\":\"").raw(sign_in.client.operating_system());
    out.raw("\"},{\"Name\":\"BrowserType\",\"Value\":\"").raw(browser_type(sign_in));
    out.raw("\"},{\"Name\":\"IsCompliantAndManaged\",\"Value\":\"");
    let managed = device.is_some_and(|device| device.compliant);
    out.raw(if managed { "True" } else { "False" }).raw("\"}");
    if sign_in.error == 0 && sign_in.session != Guid::ZERO {
        out.raw(",{\"Name\":\"SessionId\",\"Value\":\"").guid(sign_in.session).raw("\"}");
    }
    out.raw("],\"ErrorNumber\":\"").integer(sign_in.error).raw("\"");
    if sign_in.error != 0 {
        out.raw(",\"LogonError\":\"").raw(sign_in.code().name).raw("\"");
    }
    out.raw("}");
}

fn request_type(sign_in: &SignIn) -> &'static str {
    match (sign_in.kind, sign_in.error) {
        _ if sign_in.protocol == Protocol::DeviceCode => "Cmsi:Cmsi",
        _ if sign_in.client_kind == ClientKind::Browser && sign_in.error == 50_140 => "Kmsi:kmsi",
        (SignInKind::Interactive, 500_121) => "SAS:EndAuth",
        (SignInKind::Interactive, 50_126 | 50_053) => "Login:login",
        (SignInKind::Interactive, _) => "OAuth2:Authorize",
        _ => "OAuth2:Token",
    }
}

fn browser_type(sign_in: &SignIn) -> &'static str {
    use crate::world::clients::Program;
    match sign_in.client.program {
        Program::Edge => "Edge",
        Program::Chrome => "Chrome",
        Program::Safari => "Safari",
        Program::Firefox => "Firefox",
        _ => "Other",
    }
}
