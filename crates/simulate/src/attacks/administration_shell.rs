//! Somebody who administers nothing opens the administrators' shells.

use crate::events::sign_in::ClientKind;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{
    AZURE_CLI, AZURE_MANAGEMENT, AZURE_POWERSHELL, DIRECTORY_GRAPH, DIRECTORY_POWERSHELL, GRAPH_COMMAND_LINE,
    MICROSOFT_GRAPH,
};
use crate::world::clients::{Client, Platform, Program};
use crate::world::people::Kind;

pub(super) const SCENARIO: Scenario = Scenario::attack("administration-shell", "T1059.001", &[27], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim =
        stage.victim_where(|person| person.kind == Kind::Member && person.department != "Information Technology")?;
    let mut attempt = Session::intruder(stage, victim, ("Istanbul", 23), (AZURE_POWERSHELL, AZURE_MANAGEMENT));
    attempt.client_kind = ClientKind::Application;
    for (application, resource, program) in [
        (AZURE_POWERSHELL, AZURE_MANAGEMENT, Program::PowerShell),
        (AZURE_CLI, AZURE_MANAGEMENT, Program::CommandLine),
        (DIRECTORY_POWERSHELL, DIRECTORY_GRAPH, Program::PowerShell),
        (GRAPH_COMMAND_LINE, MICROSOFT_GRAPH, Program::PowerShell),
    ] {
        (attempt.application, attempt.resource) = (application, resource);
        attempt.client = Client::on(Platform::Windows10, program, attempt.time, 0);
        attempt.correlation = stage.random.guid();
        Session::enter(stage, victim, &attempt, Second::Earlier);
        stage.later(&mut attempt, 60, 400);
    }
    Some(format!(
        "With the session of {}, who works in {}, someone opened one shell for administrators after another.",
        victim.sign_in, victim.department
    ))
}
